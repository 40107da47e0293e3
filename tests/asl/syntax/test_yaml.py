"""YAML: values of the 1.2 core schema, spans, what draws a warning, and reading on after mistakes."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asl.diagnostics import Severity
from asl.source import Source, Span
from asl.syntax import format_source, parse_source

pytest.importorskip("ruamel.yaml")

MACHINE = """\
# What this is
Comment: "caf\\u00e9 \\"x\\""   # why
StartAt: First
States:
  First:
    Type: Pass
    Result: {list: [1, 2.50, 1e3], none: null, when: 2016-03-14T01:59:00Z}
    Next: Second
  Second:
    Type: Task
    Resource: !Sub 'arn:${Name}'
    Arguments:
      - one
      - >-
        folded
        text
    End: true
"""


def parse(text):
    return parse_source(Source(text, "x.yaml", "yaml"), expect_object=False)


def check_problems(text, *expected):
    source = Source(text, "x.yaml", "yaml")
    tree, found = parse(text)
    assert [
        (each.code, "{}:{}".format(*source.position(each.span.start)), text[slice(*each.span)], each.message)
        for each in found
    ] == list(expected)
    return tree.value


def test_values_and_spans():
    tree, found = parse(MACHINE)
    assert found == ()
    assert tree.value["Comment"] == 'café "x"'
    assert tree.value["States"]["First"]["Result"] == {
        "list": [1, 2.5, 1000.0],
        "none": None,
        "when": "2016-03-14T01:59:00Z",
    }
    assert tree.value["States"]["Second"]["Resource"] == {"Fn::Sub": "arn:${Name}"}
    assert tree.value["States"]["Second"]["Arguments"] == ["one", "folded text"]

    def shown(*pointer, part="value"):
        return MACHINE[slice(*tree.span(pointer, part))]

    assert shown("StartAt") == "First"
    assert shown("States", "First", part="key") == "First"
    assert shown("States", "First", "Result", "list") == "[1, 2.50, 1e3]"
    assert shown("States", "First").startswith("Type: Pass")
    assert shown("States", "First").endswith("Next: Second")
    assert shown("States", "Second", "Resource") == "!Sub 'arn:${Name}'"
    assert shown("States", "Second", "Resource", "Fn::Sub") == "'arn:${Name}'"
    assert shown("States", "Second", "Arguments", 1) == ">-\n        folded\n        text"
    assert shown().endswith("End: true")
    assert tree.span(("States", "Third")) is None
    assert tree.nearest(("States", "Second", "Retry", 0)) == tree.span(("States", "Second"))


@pytest.mark.parametrize(
    ("text", "characters", "expected"),
    [
        ("k: plain text", (6, 10), "text"),
        ("k: plain\n  text", (5, 7), "\n  t"),
        ("k: plain\n\n  text", (5, 7), "\n\n  t"),
        ("k: 'it''s here'", (2, 4), "''s"),
        ('k: "a\\u00e9\\nb"', (1, 3), "\\u00e9\\n"),
        ('k: "a\\\n   b c"', (1, 3), "b "),
        ('k: "a\n  b"', (0, 3), "a\n  b"),
        ("k: |\n  one\n  two\n", (4, 7), "two"),
        ("k: |\n  one\n    two\n", (4, 9), "  two"),
        ("k: |-\n  one\n\n  two", (3, 6), "\n\n  t"),
        ("k: |2\n   one\n  two\n", (1, 4), "one"),
        ("k: >\n  one\n  two\n\n  three\n", (4, 7), "two"),
        ("k: >\n  one\n  two\n\n  three\n", (8, 13), "three"),
        ("k: >-\n  one\n    more\n  two", (6, 10), "more"),
        ("k: &a 'x y'", (2, 3), "y"),
        ("k: !!str 123", (1, 2), "2"),
        ("k: {% $x %}", (0, 0), None),
        ("k: 12", (0, 1), None),
    ],
)
def test_characters_of_a_string(text, characters, expected):
    tree, _ = parse(text)
    span = tree.span_within(("k",), Span(*characters))
    assert (None if span is None else text[span.start : span.end]) == expected


def test_an_empty_range_is_a_place():
    tree, _ = parse("k: 'ab'")
    assert tree.span_within(("k",), Span(1, 1)) == (5, 5)
    assert tree.span_within(("k",), Span(2, 9)) == (6, 6)
    assert tree.span_within(("k",), Span(0, 1), "key") == (0, 1)


def test_booleans_of_older_yaml_stay_strings_with_a_warning():
    value = check_problems(
        'Next: Yes\nOff: "no"\nb: true\n',
        ("ASL004", "1:7", "Yes", "Yes without quotes is a string here and a boolean to YAML 1.1 tools"),
        ("ASL004", "2:1", "Off", "Off without quotes is a string here and a boolean to YAML 1.1 tools"),
    )
    assert value == {"Next": "Yes", "Off": "no", "b": True}


def test_keys_are_their_text():
    assert check_problems("1: a\ntrue: b\n~: c\n1.0: d\n") == {"1": "a", "true": "b", "~": "c", "1.0": "d"}


def test_anchors_and_merge_keys_are_resolved_with_a_warning():
    value = check_problems(
        "base: &base {x: 1, y: 2}\nmerged:\n  <<: *base\n  x: 3\nsame: *base\nagain: *base\n",
        ("ASL005", "3:3", "<<", "the merge key << is read here, but some tools do not resolve it"),
        ("ASL005", "5:7", "*base", 'the alias "*base" is read here, but some tools do not resolve it'),
    )
    assert value["merged"] == {"y": 2, "x": 3}
    assert value["same"] == value["again"] == {"x": 1, "y": 2}


def test_an_alias_is_shown_where_it_stands_and_its_members_where_they_are_written():
    text = "base: &b {x: 1}\nsame: *b\n"
    tree, _ = parse(text)
    assert text[slice(*tree.span(("same",)))] == "*b"
    assert tree.span(("same", "x")) == tree.span(("base", "x"))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: *x\n", ("ASL005", "1:4", "*x", 'no anchor "&x" comes before')),
        ("a: &a [*a]\n", ("ASL005", "1:8", "*a", '"*a" refers to itself')),
        ("? [1]\n: 2\n", ("ASL005", "1:3", "[1]", "a key that is not a string has no form in JSON")),
        ("a: 1\n---\nb: 1\n", ("ASL005", "2:1", "---", "a second document begins, and only the first is read")),
        ("a: .nan\n", ("ASL005", "1:4", ".nan", ".nan has no form in JSON")),
        ("a: !Thing 1\n", ("ASL005", "1:4", "!Thing", "the tag !Thing is not known and is left out")),
        ("<<: 1\n", ("ASL005", "1:5", "1", "<< merges mappings only")),
        ("a: 1\na: 2\n", ("ASL003", "2:1", "a", '"a" is given twice in the same object, and only the last one counts')),
        ("a: x\x07\n", ("ASL001", "1:5", "\x07", "YAML does not allow the character U+0007")),
        ("a:\n\tx: 1\n", ("ASL001", "2:1", "\t", "a tab indents the line")),
        ('a: "\\q"\n', ("ASL001", "1:6", "q", "YAML does not know this escape")),
        ("a: b: c\n", ("ASL001", "1:5", ":", 'a ":" cannot stand here')),
        ("a: @x\n", ("ASL001", "1:4", "@", "this character cannot start a value")),
        ("a: [1, 2\n", ("ASL001", "1:4", "[", "the [ has no ] where one belongs")),
        ("a: 'x\n", ("ASL001", "1:4", "'", "the closing quote is missing")),
        ("a: 1\n b: 2\n", ("ASL001", "2:3", ":", 'a ":" cannot stand here')),
    ],
)  # fmt: skip
def test_one_problem(text, problem):
    if text.startswith("<<"):
        check_problems(
            text, ("ASL005", "1:1", "<<", "the merge key << is read here, but some tools do not resolve it"), problem
        )
    elif text.startswith("a: 1\n b"):
        _, found = parse(text)
        assert [each.code for each in found] == ["ASL001"]
    else:
        check_problems(text, problem)


def test_mistakes_in_one_state_do_not_hide_the_others():
    text = (
        'States:\n  A:\n    Type: "Task\n    Next: B\n  B:\n    Choices: [1, 2\n    End: true\n'
        "  C:\n    Type Wait\n    End: true\n  D:\n    Type: Pass\nComment: x\n"
    )
    value = check_problems(
        text,
        ("ASL001", "3:11", '"', "the closing quote is missing"),
        ("ASL001", "6:14", "[", "the [ has no ] where one belongs"),
        ("ASL001", "9:5", "T", "a line is neither a key nor part of a value"),
    )
    assert value == {"States": {"A": {"Next": "B"}, "B": {"End": True}, "D": {"Type": "Pass"}}, "Comment": "x"}


def test_an_alias_bomb_is_bounded():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 12)]
    _, found = parse("\n".join(lines))
    errors = [each for each in found if each.severity is Severity.ERROR]
    assert [each.message for each in errors] == ['"*a3" makes the document too large']


@pytest.mark.parametrize("text", ["[" * 3000, "- " * 3000 + "x", "{a: " * 400])
def test_deep_nesting_is_one_diagnostic(text):
    _, found = parse(text)
    assert [each.code for each in found] == ["ASL013"]


def test_a_missing_library_is_explained(monkeypatch):
    monkeypatch.setitem(sys.modules, "ruamel.yaml", None)
    _, found = parse("a: 1")
    assert [(each.code, each.help) for each in found] == [("ASL005", "run pip install 'asl-toolkit[yaml]'")]


fragments = st.lists(
    st.sampled_from(
        [
            *"{}[]:,\"'\\ \n\t#&*!|>%@`-?~",
            "a",
            "b: ",
            "\n  ",
            "\n- ",
            "&x",
            "*x",
            "<<: ",
            "!Sub ",
            "---\n",
            "...",
            "%YAML 1.1\n",
            "é",
        ]
    ),
    max_size=25,
).map("".join)


@given(st.text() | fragments)
def test_any_text_is_read(text):
    tree, found = parse_source(Source(text, "x.yaml", "yaml"))
    assert found or isinstance(tree.value, dict)
    for each in found:
        assert 0 <= each.span.start <= each.span.end <= len(text)
    result = format_source(Source(text, "x.yaml", "yaml"))
    if not result.changed:
        assert result.text == text
    else:
        again = format_source(Source(result.text, "x.yaml", "yaml"))
        assert again.text == result.text
