"""``asl-ignore`` in a Comment: what it covers, and what is told about it."""

from __future__ import annotations

import json

import pytest

from asl.document import parse
from lint.configuration import Configuration
from lint.engine import lint

CHOICE = {"Type": "Choice", "Choices": [{"Variable": "$.a", "StringEquals": "b", "Next": "Done"}]}


def _found(state_comment=None, machine_comment=None, configuration=None, **more):
    state = CHOICE if state_comment is None else {"Comment": state_comment, **CHOICE}
    machine = {"StartAt": "Ask", "States": {"Ask": state, "Done": {"Type": "Succeed"}}, **more}
    if machine_comment is not None:
        machine["Comment"] = machine_comment
    text = json.dumps(machine)
    document = parse(text)
    found = lint(document, configuration=configuration or Configuration())
    spans = [document.locate(diagnostic) for diagnostic in found]
    return [(d.code, text[span.start : span.end]) for d, span in zip(found, spans, strict=True)]


@pytest.mark.parametrize(
    "comment",
    [
        "asl-ignore: ASL703 the caller checks",
        "asl-ignore: choice-no-default",
        "asl-ignore:asl703",
        "Asks. asl-ignore: ASL703 - the caller checks",
    ],
)
def test_a_comment_silences_a_code(comment):
    assert _found(comment) == []
    assert _found(machine_comment=comment) == []


def test_other_codes_stay():
    assert _found("asl-ignore: ASL517 why") == [("ASL992", "ASL517"), ("ASL703", '"Ask"')] or _found(
        "asl-ignore: ASL517 why"
    ) == [("ASL703", '"Ask"'), ("ASL992", "ASL517")]


def test_errors_of_the_validator_can_be_silenced_too():
    more = {"States": {"A": {"Type": "Pass", "Comment": "asl-ignore: ASL007 ours", "Mine": 1, "End": True}}}
    assert _found(StartAt="A", **more) == []


def test_unknown_codes_and_unused_suppressions_are_told():
    assert _found("asl-ignore: ASL703, ASL70 why") == [("ASL991", "ASL70")]
    assert _found("asl-ignore: ASL703, ASL704 why") == [("ASL992", "ASL704")]
    assert _found("asl-ignore: ASL703 why asl-ignore: ASL704") == [("ASL992", "ASL704")]


def test_a_code_that_is_not_looked_for_is_not_unused():
    assert _found("asl-ignore: ASL703, ASL956 why") == []
    every = Configuration(extend_select=("ASL956",))
    assert ("ASL992", "ASL956") in _found("asl-ignore: ASL703, ASL956 why", configuration=every)


def test_a_comment_covers_what_is_inside_only():
    inner = {"StartAt": "Ask", "States": {"Ask": CHOICE, "Done": {"Type": "Succeed"}}}
    other = {"StartAt": "Ask 2", "States": {"Ask 2": CHOICE | {"Comment": "x"}, "Done 2": {"Type": "Succeed"}}}
    other["States"]["Ask 2"]["Choices"] = [CHOICE["Choices"][0] | {"Next": "Done 2"}]
    branches = [{"Comment": "asl-ignore: ASL703", **inner}, other]
    machine = {"StartAt": "P", "States": {"P": {"Type": "Parallel", "Branches": branches, "End": True}}}
    assert [str(d.place) for d in lint(json.dumps(machine))] == ["/States/P/Branches/1/States/Ask 2"]
