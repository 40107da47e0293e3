"""Whatever a text says, linting answers with placed diagnostics and raises nothing."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from asl.document import parse
from asl.model import FIELDS, OPERATORS
from lint.configuration import Configuration
from lint.engine import lint

_EVERYTHING = Configuration(extend_select=("ALL",))
_KEYS = sorted(
    {field.name for field in FIELDS} | set(OPERATORS) | {"A", "a.$", "FunctionName", "Payload.$", "password"}
)
_TEXTS = st.sampled_from(
    [
        "",
        "A",
        "B",
        "Task",
        "Pass",
        "Choice",
        "Map",
        "Parallel",
        "Wait",
        "Fail",
        "Succeed",
        "JSONata",
        "DISTRIBUTED",
        "$",
        "$.a",
        "$$.Task.Token",
        "$$.Map.Item.Value",
        "$x.y",
        "States.ALL",
        "States.Format('{}', $.a)",
        "{% $states.context.Task.Token %}",
        "{% $uuid() %}",
        "${Name}",
        "arn:aws:states:::lambda:invoke.waitForTaskToken",
        "arn:aws:states:::glue:startJobRun.sync",
        "arn:aws:lambda:eu-west-1:123456789012:function:f",
        "asl-ignore: ASL517, choice-no-default x",
        "2020-01-01T00:00:00Z",
        "Lambda.ServiceExeption",
        "*",
        "States.Timout",
    ]
)
_SCALARS = (
    st.none() | st.booleans() | st.integers(-2, 10**9) | st.floats(allow_nan=False, allow_infinity=False) | _TEXTS
)
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_KEYS), inner, max_size=5),
    max_leaves=25,
)
_STATES = st.dictionaries(st.sampled_from(_KEYS), _VALUES, max_size=6).flatmap(
    lambda fields: st.sampled_from(["Task", "Map", "Choice", "Pass"]).map(lambda type_: {"Type": type_, **fields})
)
_MACHINES = st.builds(
    lambda states, rest: {"StartAt": "A", "States": states, **rest},
    st.dictionaries(st.sampled_from(["A", "B", "C"]), _STATES, min_size=1, max_size=3),
    st.dictionaries(st.sampled_from(["QueryLanguage", "Comment", "TimeoutSeconds"]), _SCALARS, max_size=2),
)


@settings(max_examples=200, deadline=None)
@given(_MACHINES, st.sampled_from(["STANDARD", "EXPRESS"]))
def test_any_tree_is_linted(machine, type_):
    document = parse(json.dumps(machine))
    for found in lint(document, type=type_, configuration=_EVERYTHING, substitutions=frozenset({"Other"})):
        assert document.locate(found) is not None
        assert found.message


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_linted(text):
    document = parse(text)
    for found in lint(document, configuration=_EVERYTHING):
        assert document.locate(found) is not None
