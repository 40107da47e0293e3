"""Codes for workflow variables: where they are set, seen and read."""

from __future__ import annotations

from asl.diagnostics import Severity
from asl.json_values import Json, JsonObject

from ..entry import CodeEntry, machine

__all__ = ["ENTRIES"]


def _steps(first: JsonObject, second: JsonObject, **more: JsonObject) -> JsonObject:
    states: JsonObject = {
        "Set": {"Type": "Pass", **first, "Next": "Read"},
        "Read": {"Type": "Pass", **second, "End": True},
        **more,
    }
    return machine(states=states, QueryLanguage="JSONata")


def _branch(assign: JsonObject, output: Json = "{% $total %}") -> JsonObject:
    inner: JsonObject = {"Type": "Pass", "Assign": assign, "Next": "Tell"}
    tell: JsonObject = {"Type": "Pass", "Output": output, "End": True}
    return {
        "Type": "Parallel",
        "Branches": [{"StartAt": "Count", "States": {"Count": inner, "Tell": tell}}],
    }


ENTRIES = (
    CodeEntry(
        code="ASL909",
        name="undefined-variable",
        severity=Severity.WARNING,
        aws_code="",
        explanation=(
            "The variable is read, and no state before this one sets it, or only some of the ways to this state do. "
            "The service accepts the definition, and the state fails when it reads a variable that is not set. Set it"
            " in an Assign on every way, or correct the name."
        ),
        bad=_steps({"Assign": {"total": 1}}, {"Output": "{% $totl + $total %}"}),
        good=_steps({"Assign": {"total": 1}}, {"Output": "{% $total %}"}),
    ),
    CodeEntry(
        code="ASL910",
        name="unused-variable",
        severity=Severity.WARNING,
        aws_code="",
        explanation=(
            "The variable is set and never read. It costs nothing but attention, and often another name was meant "
            "where it should be read. Remove it, or read it."
        ),
        bad=_steps({"Assign": {"total": 1}}, {}),
        good=_steps({"Assign": {"total": 1}}, {"Output": "{% $total %}"}),
    ),
    CodeEntry(
        code="ASL911",
        name="variable-shadow",
        explanation=(
            "A branch or an item processor sets a variable that a flow around it has. Inner flows read outer "
            "variables but never set them, and the service refuses the definition. Choose another name; in a "
            "Distributed Map the same name is allowed, because it sees no outer variables."
        ),
        bad=_steps({"Assign": {"total": 1}}, {**_branch({"total": 2})}),
        good=_steps({"Assign": {"tax": 1}}, {**_branch({"total": 2}, "{% $total + $tax %}")}),
    ),
    CodeEntry(
        code="ASL912",
        name="variable-out-of-scope",
        severity=Severity.WARNING,
        aws_code="",
        explanation=(
            "The variable belongs to a branch, an item processor or a flow around a Distributed Map, and is not seen "
            "from here. The service accepts the definition, and the state fails when it reads the variable. Hand the "
            "value on in the output of the flow, or in the ItemSelector."
        ),
        bad=_steps({**_branch({"total": 2})}, {"Output": "{% $total %}"}),
        good=_steps({**_branch({"total": 2})}, {"Output": "{% $states.input[0] %}"}),
    ),
    CodeEntry(
        code="ASL913",
        name="assign-same-state-read",
        severity=Severity.WARNING,
        aws_code="",
        explanation=(
            "All values of an Assign and the Output of the same state are made before the variables change, so this "
            "reads the value from before. Write the new value out, or read the variable in the next state."
        ),
        bad=_steps({"Assign": {"total": 1}}, {"Assign": {"total": 2}, "Output": "{% $total %}"}),
        good=_steps({"Assign": {"total": 1}}, {"Assign": {"total": "{% $total + 1 %}"}}),
    ),
    CodeEntry(
        code="ASL914",
        name="variable-size",
        severity=Severity.WARNING,
        aws_code="",
        explanation=(
            "A variable holds at most 256 KiB, and this literal is larger. The state fails when it sets it. Keep "
            "large data in S3 and its place in the variable."
        ),
        bad=_steps({"Assign": {"total": "x" * (256 * 1024 + 1)}}, {"Output": "{% $length($total) %}"}),
        good=_steps({"Assign": {"total": "s3://bucket/total.json"}}, {"Output": "{% $length($total) %}"}),
        excerpt='"Assign": {"total": "…more than 262,144 characters…"}',
    ),
)
