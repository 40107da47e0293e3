"""Codes for Choice states."""

from __future__ import annotations

from asl.json_values import Json, JsonObject

from ..entry import CodeEntry, machine

__all__ = ["ENTRIES"]


def _choice(rule: JsonObject, **to: Json) -> JsonObject:
    state: JsonObject = {"Type": "Choice", "Choices": [{**rule, **to}], "Default": "Done"}
    return machine(states={"Ask": state, "Done": {"Type": "Succeed"}})


ENTRIES = (
    CodeEntry(
        code="ASL701",
        name="choice-rule-shape",
        explanation=(
            "A Choice Rule is one of And, Or, Not, or a Variable with one operator; under JSONata it is a Condition. "
            "The service refuses rules with none or several. Join tests with And or Or."
        ),
        bad=_choice({"Variable": "$.count", "IsPresent": True, "NumericGreaterThan": 3}, Next="Done"),
        good=_choice(
            {
                "And": [
                    {"Variable": "$.count", "IsPresent": True},
                    {"Variable": "$.count", "NumericGreaterThan": 3},
                ]
            },
            Next="Done",
        ),
    ),
    CodeEntry(
        code="ASL702",
        name="choice-next",
        explanation=(
            "Each rule directly in Choices says in Next where it leads; rules inside And, Or and Not only test, and "
            "take no Next. The service refuses both mistakes. Move Next to the outer rule."
        ),
        bad=_choice({"Variable": "$.ready", "BooleanEquals": True}),
        good=_choice({"Variable": "$.ready", "BooleanEquals": True}, Next="Done"),
    ),
    CodeEntry(
        code="ASL707",
        name="choice-operator-type",
        explanation=(
            "An operator compares with a value of its own type: NumericEquals with a number, StringEquals with a "
            "string, IsPresent with true or false. Another type never matches. Correct the value, or use the "
            "operator's Path twin to compare with another field."
        ),
        bad=_choice({"Variable": "$.count", "NumericEquals": "5"}, Next="Done"),
        good=_choice({"Variable": "$.count", "NumericEquals": 5}, Next="Done"),
    ),
    CodeEntry(
        code="ASL709",
        name="choice-timestamp-literal",
        explanation=(
            "Timestamp operators compare with an RFC 3339 time that has a capital T and a capital Z or an offset. "
            "Another text is no time. Write it like 2030-01-31T12:00:00Z."
        ),
        bad=_choice({"Variable": "$.due", "TimestampLessThan": "31.1.2030"}, Next="Done"),
        good=_choice({"Variable": "$.due", "TimestampLessThan": "2030-01-31T12:00:00Z"}, Next="Done"),
    ),
)
