"""Codes for names: of states, labels and variables."""

from __future__ import annotations

from asl.json_values import Json, JsonObject

from ..entry import CodeEntry, machine

__all__ = ["ENTRIES"]

_LONG = "Check whether the order is complete and paid and its goods are in stock before it goes out"


def _labelled(name: str, inner: str, label: Json, **more: Json) -> JsonObject:
    return {
        name: {
            "Type": "Map",
            "Label": label,
            "ItemProcessor": {
                "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                "StartAt": inner,
                "States": {inner: {"Type": "Pass", "End": True}},
            },
            **(more or {"End": True}),
        }
    }


def _parallel(first: str, second: str) -> JsonObject:
    return machine(
        states={
            "Both": {
                "Type": "Parallel",
                "Branches": [
                    {"StartAt": first, "States": {first: {"Type": "Pass", "End": True}}},
                    {"StartAt": second, "States": {second: {"Type": "Pass", "End": True}}},
                ],
                "End": True,
            }
        }
    )


def _assign(name: str) -> JsonObject:
    return machine(
        states={
            "Remember": {"Type": "Pass", "Assign": {name: 1}, "Next": "Tell"},
            "Tell": {"Type": "Pass", "Parameters": {"known.$": f"${name}"}, "End": True},
        }
    )


ENTRIES = (
    CodeEntry(
        code="ASL101",
        name="state-name-length",
        aws_code="INVALID_STATE_NAME",
        explanation=(
            "The name of a state may have 80 characters, and this one has more. The service refuses the definition. "
            "Shorten the name and put the rest into Comment."
        ),
        bad=machine(states={_LONG: {"Type": "Pass", "End": True}}),
        good=machine(states={"Check order": {"Type": "Pass", "Comment": _LONG, "End": True}}),
    ),
    CodeEntry(
        code="ASL102",
        name="state-name-empty",
        aws_code="INVALID_STATE_NAME",
        explanation=(
            "The name of a state is empty or blank. No transition could name it sensibly, and the service asks for a "
            "name. Give the state one."
        ),
        bad={"StartAt": "", "States": {"": {"Type": "Pass", "End": True}}},
        good=machine(states={"Greet": {"Type": "Pass", "End": True}}),
    ),
    CodeEntry(
        code="ASL103",
        name="duplicate-state-name",
        aws_code="DUPLICATE_STATE_NAME",
        explanation=(
            "State names are unique in the whole machine, branches of Parallel and processors of Map states "
            "included, because the history of an execution knows states by name alone. The service refuses the "
            "second one. Rename one of the two."
        ),
        bad=_parallel("Fetch", "Fetch"),
        good=_parallel("Fetch user", "Fetch order"),
    ),
    CodeEntry(
        code="ASL104",
        name="label-invalid",
        aws_code="INVALID_LABEL_NAME",
        explanation=(
            "A Label becomes part of the ARN of the Map Runs, so it has at most 40 characters and none of blanks, "
            "brackets, wildcards, control characters and other special ones. The service refuses it. Use letters, "
            "digits, hyphens and underscores."
        ),
        bad=machine(states=_labelled("Each", "Work", "all items")),
        good=machine(states=_labelled("Each", "Work", "all-items")),
    ),
    CodeEntry(
        code="ASL105",
        name="label-duplicate",
        aws_code="DUPLICATE_LABEL_NAME",
        explanation=(
            "Two Map states have the same Label, so the ARNs of their Map Runs could not be told apart. The service "
            "refuses the definition. Give each a label of its own."
        ),
        bad=machine(states=_labelled("Each", "Work", "items", Next="Again") | _labelled("Again", "Rework", "items")),
        good=machine(states=_labelled("Each", "Work", "items", Next="Again") | _labelled("Again", "Rework", "rest")),
    ),
    CodeEntry(
        code="ASL106",
        name="variable-name-invalid",
        aws_code="INVALID_VARIABLE_NAME",
        explanation=(
            "A variable's name is made of letters, digits and underscores, does not begin with a digit and has at "
            "most 80 characters; the dollar sign belongs to where the variable is read. The service refuses other "
            "names. Rename the variable."
        ),
        bad=machine(states={"Remember": {"Type": "Pass", "Assign": {"order-id": 1}, "End": True}}),
        good=_assign("orderId"),
    ),
    CodeEntry(
        code="ASL107",
        name="variable-name-reserved",
        aws_code="RESERVED_VARIABLE_NAME",
        explanation=(
            "The variable states belongs to the service: $states holds the input, the result and the Context Object. "
            "Nothing may be assigned to it. Choose another name."
        ),
        bad=machine(states={"Remember": {"Type": "Pass", "Assign": {"states": 1}, "End": True}}),
        good=_assign("state_names"),
    ),
)
