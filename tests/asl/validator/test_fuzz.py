"""Whatever the text says: no exception, and every diagnostic has its place in the text.

A few hundred inputs by default; ``HYPOTHESIS_PROFILE=nightly`` makes it more than a hundred thousand.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asl.document import parse
from asl.validator import validate
from asl.validator.aws import definition_error, validation_response
from tests.strategies import machines, mutations

_IS_NIGHTLY = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
_FOLDER = Path(__file__).parents[2] / "seeded" / "definitions"
_DEFINITIONS = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(_FOLDER.glob("*.json"))]
_TYPES = st.sampled_from(("STANDARD", "EXPRESS"))
_PIECES = st.text("{}[]\",:$%\\'.()*?@\n eE1-ntfu_é😀\ud800", max_size=6) | st.sampled_from(
    ("{%", "%}", "${X}", "States.", "null", "\\u12", "$$.", "$states.", '"a": ', "~>", ":=", "/*", "Fn::Sub")
)


def fuzzed(examples: int, nightly: int) -> settings:
    """Return how many inputs a test is given, by default and at night."""
    return settings(
        max_examples=nightly if _IS_NIGHTLY else examples,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example, HealthCheck.data_too_large],
    )


def check_text(text: str, workflow_type: str, format_: str | None) -> None:
    document = parse(text, format=format_)
    for diagnostic in validate(document, type=workflow_type):
        span = document.locate(diagnostic)
        assert span is not None, diagnostic
        assert 0 <= span.start <= span.end <= len(text), diagnostic
    answer = validation_response(document, type=workflow_type, severity="WARNING")
    assert (answer["result"] == "FAIL") == bool(definition_error(document, type=workflow_type))
    assert all(entry["message"] and entry["code"] for entry in answer["diagnostics"])


_bases = st.sampled_from(_DEFINITIONS) | machines(max_states=3, depth=1)


@given(mutations(_bases), _TYPES)
@fuzzed(150, 40_000)
def test_trees(value, workflow_type):
    check_text(json.dumps(value, indent=1), workflow_type, "json")


def _places(value, at=()):
    yield at
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, member in members:
        yield from _places(member, (*at, key))


def _replaced(value, at, new):
    if not at:
        return new
    if isinstance(value, dict):
        return {key: _replaced(member, at[1:], new) if key == at[0] else member for key, member in value.items()}
    return [_replaced(item, at[1:], new) if index == at[0] else item for index, item in enumerate(value)]


_ALL_PLACES = [(index, at) for index, value in enumerate(_DEFINITIONS) for at in _places(value)]
_VALUES = (
    None,
    True,
    0,
    -1,
    1.5,
    "",
    "x",
    "$",
    "{% $ %}",
    [],
    {},
    [[]],
    [{}],
    ["x"],
    {"a": 1},
    {"Fn::Sub": "x"},
    "${X}",
)


@given(st.sampled_from(_ALL_PLACES), st.sampled_from(_VALUES), _TYPES)
@fuzzed(250, 20_000)
def test_any_value_in_any_place(place, new, workflow_type):
    index, at = place
    check_text(json.dumps(_replaced(_DEFINITIONS[index], at, new), indent=1), workflow_type, "json")


@given(
    st.sampled_from(_DEFINITIONS), st.lists(st.tuples(st.floats(0, 1), st.integers(0, 12), _PIECES), max_size=3), _TYPES
)
@fuzzed(150, 40_000)
def test_texts(value, cuts, workflow_type):
    text = json.dumps(value, indent=1)
    for share, length, piece in cuts:
        start = int(share * len(text))
        text = text[:start] + piece + text[start + length :]
    check_text(text, workflow_type, "json")


@given(st.text(max_size=60) | st.lists(_PIECES, max_size=12).map("".join), _TYPES)
@fuzzed(150, 20_000)
def test_any_text(text, workflow_type):
    check_text(text, workflow_type, None)


@given(st.lists(_PIECES, max_size=6).map("".join))
@fuzzed(150, 20_000)
def test_any_expression(text):
    states = {"A": {"Type": "Pass", "Output": f"{{%{text}%}}", "Assign": {"a": f"{{% {text} %}}"}, "End": True}}
    check_text(json.dumps({"StartAt": "A", "QueryLanguage": "JSONata", "States": states}), "STANDARD", "json")
    states = {"A": {"Type": "Pass", "InputPath": f"${text}", "Parameters": {"a.$": f"States.{text})"}, "End": True}}
    check_text(json.dumps({"StartAt": "A", "States": states}), "STANDARD", "json")


@pytest.mark.parametrize("definition", _DEFINITIONS, ids=[path.stem for path in sorted(_FOLDER.glob("*.json"))])
def test_the_definitions_are_sound(definition):
    assert validation_response(json.dumps(definition), severity="WARNING")["diagnostics"] == []
