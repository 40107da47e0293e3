"""Whatever the text and the document, the engine fails only in the ways it says."""

from __future__ import annotations

import copy
from collections.abc import Callable
from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from asl.expr import jsonpath
from asl.expr.environment import Environment
from asl.expr.failure import ExpressionSyntaxError
from asl.expr.grammar import load_grammar
from asl.expr.jsonpath import JsonPathReadError, Model, compile_jsonpath, parse_jsonpath
from asl.expr.jsonpath.build import build_path
from asl.expr.jsonpath.evaluate import Evaluator
from asl.expr.jsonpath.parse import parse_plain
from asl.expr.path import compile_path, compile_template_path, read_path
from asl.json_values import Json
from asl.source import Span

pieces = st.sampled_from(
    [
        *(
            "$",
            "@",
            "$$",
            "$v",
            ".",
            "..",
            ".a",
            ".b",
            "..a",
            ".*",
            "[",
            "]",
            "(",
            ")",
            "{",
            "}",
            ",",
            ":",
            "?",
            "'",
            '"',
        ),
        *("[0]", "[-1]", "[0,5]", "[1:]", "[:2]", "[-2:1]", "[*]", "['a']", '["b"]', "['a','b']", "\\", " ", "!", "~"),
        *(
            "[?(",
            ")]",
            "@.a",
            "@.b[0]",
            " == ",
            " < ",
            " =~ ",
            " in ",
            " size ",
            " empty ",
            " contains ",
            " && ",
            " || ",
        ),
        *(
            "/a.*/i",
            "/(/",
            "'x'",
            '"y"',
            "1",
            "1.5",
            "1e999",
            "null",
            "true",
            "[1,2]",
            "{'a':1}",
            "word",
            "é",
            "\ud800",
        ),
        *(".length()", ".sum()", ".first()", ".index(0)", ".append({})", ".concat($.a)", ".size($..a)", "9" * 12, "\n"),
    ]
)
texts = st.one_of(st.text(max_size=12), st.lists(pieces, max_size=10).map("".join).map(lambda text: f"${text}"))

operands = st.sampled_from(
    [
        "@",
        "@.a",
        "@.b[0]",
        "@..a",
        "$.a",
        "@.a.length()",
        "1",
        "'1'",
        "'a'",
        "null",
        "true",
        "[1,'a']",
        "{'a':1}",
        "/a+/",
    ]
)
operators = st.sampled_from(
    [
        *("==", "!=", "===", "!==", "<", ">", "<=", ">=", "=~", "in", "nin", "contains"),
        *("all", "size", "empty", "subsetof", "anyof", "noneof", "type"),
    ]
)
comparisons = st.tuples(operands, operators, operands).map(" ".join) | st.sampled_from(["@.a", "!@.b", "!(@.a == 1)"])
tests = st.lists(comparisons, min_size=1, max_size=3).flatmap(
    lambda some: st.sampled_from([" && ", " || "]).map(lambda glue: glue.join(some))
)
steps = st.one_of(
    st.sampled_from(
        [".a", ".b", "['a']", "['a','b']", "[0]", "[-1]", "[9]", "[0,2]", "[1:]", "[-2:2]", "[*]", "..a", "..*"]
    ),
    st.sampled_from(["..[0]", ".length()", ".sum()", ".keys()", ".first()", ".append(1)", ".min()"]),
    tests.map(lambda test: f"[?({test})]"),
    tests.map(lambda test: f"..[?({test})]"),
)
paths = st.lists(steps, max_size=4).map(lambda some: "$" + "".join(some))

documents = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 3)
    | st.just(10**400)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(["", "a", "1", "1e5", "NaN", "é"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("ab"), inner, max_size=2),
    max_leaves=10,
)

plain_steps = st.one_of(
    st.from_regex(r"\.[A-Za-z_][A-Za-z0-9_\-]{0,5}", fullmatch=True),
    st.from_regex(r"\['[A-Za-z0-9_ \-]{1,5}'\]", fullmatch=True),
    st.from_regex(r"\[-?[0-9]{1,4}\]", fullmatch=True),
)


@given(text=texts)
def test_parsing_fails_with_a_syntax_error_or_not_at_all(text: str) -> None:
    for parse in (parse_jsonpath, read_path):
        span = Span(0, 0)
        try:
            parse(text)
        except ExpressionSyntaxError as error:
            span = error.span
        assert 0 <= span.start <= span.end <= len(text)


@given(text=texts)
def test_spans_of_segments_lie_in_the_text(text: str) -> None:
    try:
        parsed = parse_jsonpath(text)
    except ExpressionSyntaxError:
        return
    starts = [segment.span.start for segment in parsed.segments]
    assert starts == sorted(starts)
    assert all(0 <= segment.span.start <= segment.span.end <= len(text) for segment in parsed.segments)


@given(text=st.one_of(texts, paths), document=documents, model=st.sampled_from(Model))
def test_reading_fails_with_a_read_error_or_not_at_all(text: str, document: Json, model: Model) -> None:
    before = copy.deepcopy(document)
    with suppress(ExpressionSyntaxError, JsonPathReadError):
        compile_jsonpath(parse_jsonpath(text), model)(document)
    assert document == before


@given(text=paths, document=documents)
def test_an_indefinite_path_gives_a_list(text: str, document: Json) -> None:
    parsed = parse_jsonpath(text)
    try:
        found = compile_jsonpath(parsed)(document)
    except JsonPathReadError:
        return
    assert parsed.is_definite or isinstance(found, list)


@given(text=st.one_of(texts, paths), document=documents)
def test_paths_fail_with_a_read_error_or_not_at_all(text: str, document: Json) -> None:
    before = copy.deepcopy(document)
    environment = Environment(document, {"v": document}, lambda: {"a": document})
    try:
        path = read_path(text)
    except ExpressionSyntaxError:
        return
    for compile_ in (compile_path, compile_template_path):
        with suppress(JsonPathReadError):
            compile_(path)(environment)
    assert document == before


@given(text=st.lists(plain_steps, max_size=5).map(lambda some: "$" + "".join(some)))
def test_plain_paths_read_the_same_without_the_grammar(text: str) -> None:
    plain = parse_plain(text)
    tree = load_grammar(jsonpath.__name__).parse(text)
    assert plain is not None
    assert plain == build_path(tree, text, 0, allows_unquoted=False)


@given(
    text=st.lists(st.sampled_from([".a", ".b", "['a']", "[0]", "[-1]", "[2]"]), max_size=4).map(
        lambda s: "$" + "".join(s)
    ),
    document=documents,
    model=st.sampled_from(Model),
)
def test_plain_paths_give_what_the_evaluator_gives(text: str, document: Json, model: Model) -> None:
    path = parse_jsonpath(text)

    def outcome(read: Callable[[Json], Json]) -> tuple[object, ...]:
        try:
            return "value", id(read(document))
        except JsonPathReadError as error:
            return "miss", error.kind, error.message

    evaluator = Evaluator(path, model)
    assert outcome(compile_jsonpath(path, model)) == outcome(lambda root: evaluator.read(root, root))
