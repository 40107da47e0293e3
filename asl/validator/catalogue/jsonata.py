"""Codes for JSONata expressions: their functions, and what they may read of ``$states``."""

from __future__ import annotations

from asl.diagnostics import Severity
from asl.json_values import Json, JsonObject

from ..entry import CodeEntry, machine

__all__ = ["ENTRIES"]


def _output(text: Json) -> JsonObject:
    return machine(states={"Shape": {"Type": "Pass", "Output": text, "End": True}}, QueryLanguage="JSONata")


ENTRIES = (
    CodeEntry(
        code="ASL906",
        name="jsonata-unknown-function",
        severity=Severity.WARNING,
        aws_code="",
        explanation=(
            "Neither JSONata 2.0.6 nor Step Functions has a function of this name; $eval is left out on purpose. The "
            "service accepts the definition, and the state fails with T1006 when it gets there. Correct the name; "
            "letter case counts."
        ),
        bad=_output("{% $upperCase($states.input.name) %}"),
        good=_output("{% $uppercase($states.input.name) %}"),
    ),
    CodeEntry(
        code="ASL907",
        name="jsonata-arity",
        severity=Severity.WARNING,
        aws_code="",
        explanation=(
            "The call has another number of arguments than the function takes, or one of another type. The service "
            "accepts the definition, and the state fails with T0410 or T0412 when it gets there. Compare the call "
            "with the signature in the help: s is a string, n a number, b a boolean, a an array, o an object, f a "
            "function."
        ),
        bad=_output("{% $split($states.input.path) ~> $join(1, 2, 3) %}"),
        good=_output("{% $split($states.input.path, '/') ~> $join('-') %}"),
    ),
    CodeEntry(
        code="ASL908",
        name="states-field-unknown",
        may_warn=True,
        explanation=(
            "$states has the members input, context, result and errorOutput. The service refuses result outside the "
            "Output and Assign of Task, Parallel and Map states, and errorOutput outside those of a Catcher. Another "
            "member reads nothing. Use a member that exists in this place."
        ),
        bad=_output("{% $states.result %}"),
        good=_output("{% $states.input %}"),
    ),
    CodeEntry(
        code="ASL920",
        name="no-implicit-input",
        severity=Severity.WARNING,
        aws_code="",
        explanation=(
            "Step Functions gives an expression no input of its own, so $, $$ and bare names at the top of an "
            "expression read nothing. Inside a path, a predicate or a function they mean the value at hand. Begin with "
            "$states.input, or with a variable."
        ),
        bad=_output("{% order.id %}"),
        good=_output("{% $states.input.order.id %}"),
    ),
)
