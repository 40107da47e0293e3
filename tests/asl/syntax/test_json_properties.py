"""What holds for every text and every value."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asl.json_values import MISSING, equal
from asl.source import Source, Span
from asl.syntax import format_source, parse_source, print_json
from asl.syntax.json_recover import read_json
from asl.syntax.located import value_of
from asl.syntax.mistakes import Mistakes

scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
values = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20)
fragments = st.lists(
    st.sampled_from(
        [
            *"{}[]:,\"'\\ \n\t#;=",
            "//",
            "/*",
            "*/",
            '"a"',
            '"b":',
            "1",
            "-",
            "0x",
            "true",
            "None",
            "${A}",
            "\\u12",
            "é",
            "\ufeff",
        ]
    ),
    max_size=30,
).map("".join)
layouts = st.sampled_from([None, 1, "\t"])


def check_never_raises(source):
    tree, found = parse_source(source)
    for diagnostic in found:
        assert diagnostic.span is not None
        assert 0 <= diagnostic.span.start <= diagnostic.span.end <= len(source.text)
    assert found or isinstance(tree.value, dict)
    assert (tree.value is not MISSING) or found
    for pointer in pointers(tree.value):
        span = tree.span(pointer)
        assert span is not None
        assert 0 <= span.start <= span.end <= len(source.text)
    assert tree.span(("no such", "place")) is None or isinstance(tree.value, dict)
    format_source(source)


def pointers(value, here=()):
    if value is MISSING:
        return
    yield here
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield from pointers(child, (*here, key))


def at(value, pointer):
    for token in pointer:
        value = value[token]
    return value


@given(st.text())
def test_any_text_is_read(text):
    check_never_raises(Source(text))


@given(fragments)
def test_any_heap_of_json_is_read(text):
    check_never_raises(Source(text))


@given(fragments)
def test_any_heap_inside_an_object_is_read(text):
    check_never_raises(Source('{"a": {' + text + '}, "b": 1}'))


@given(values, layouts, st.booleans(), st.data())
def test_a_mutilated_text_is_read(value, indent, ascii_only, data):
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 3)))
    check_never_raises(Source(text[:start] + text[end:]))


@given(values, layouts, st.booleans())
def test_the_recovering_reader_agrees_with_the_c_scanner(value, indent, ascii_only):
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    mistakes = Mistakes()
    root = read_json(text, mistakes, max_depth=100)
    assert mistakes.found == []
    assert equal(value_of(root), json.loads(text))
    assert repr(value_of(root)) == repr(json.loads(text))


@given(values, layouts, st.booleans())
def test_every_span_slices_to_its_value(value, indent, ascii_only):
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    tree, _ = parse_source(Source(text))
    broken, _ = parse_source(Source(text + ","))
    for pointer in pointers(value):
        span = tree.span(pointer)
        assert json.loads(text[span.start : span.end]) == at(value, pointer)
        assert broken.span(pointer) == span
        key = tree.span(pointer, "key")
        assert broken.span(pointer, "key") == key
        if pointer and isinstance(pointer[-1], str):
            assert json.loads(text[key.start : key.end]) == pointer[-1]
        else:
            assert key is None


written_characters = st.one_of(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters='"\\').map(lambda c: (c, c)),
    st.sampled_from([('"', r"\""), ("\\", r"\\"), ("/", r"\/"), ("\n", r"\n"), ("\t", r"\t"), ("é", r"\u00e9")]),
    st.characters(min_codepoint=0x10000).map(lambda c: (c, json.dumps(c)[1:-1])),
)


@given(st.lists(written_characters), st.integers(0, 40), st.integers(0, 40), st.booleans())
def test_characters_of_a_string_are_found_through_the_escapes(written, first, second, is_sound):
    start, end = min(first, second, len(written)), min(max(first, second), len(written))
    text = '{"k": "' + "".join(source for _, source in written) + ('"}' if is_sound else '",}')
    tree, _ = parse_source(Source(text))
    assert tree.value == {"k": "".join(char for char, _ in written)}
    span = tree.span_within(("k",), Span(start, end))
    assert text[span.start : span.end] == "".join(source for _, source in written[start:end])
    assert span.start == 7 + len("".join(source for _, source in written[:start]))


@given(values)
def test_printing_keeps_the_value_and_settles(value):
    text = print_json(value)
    tree, _ = parse_source(Source(text), expect_object=False)
    assert repr(tree.value) == repr(value)
    assert print_json(tree.value) == text
    assert format_source(Source(text)).text == text


@given(values, layouts, st.booleans())
def test_formatting_keeps_the_value_and_settles(value, indent, ascii_only):
    source = Source(json.dumps(value, indent=indent, ensure_ascii=ascii_only))
    result = format_source(source)
    assert repr(json.loads(result.text)) == repr(json.loads(source.text))
    again = format_source(Source(result.text))
    assert (again.text, again.changed) == (result.text, False)


@pytest.mark.parametrize("text", ['"\\ud800"', '["\\udc00x"]', "1e999", "-1e999", "[1e400, 1E5]"])
def test_odd_values_survive_printing(text):
    value = json.loads(text)
    printed = print_json(value)
    printed.encode()
    assert json.loads(printed) == value
