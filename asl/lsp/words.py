"""What the words of the language mean that no table of fields explains: state types, Error Names, operators.

Source: States Language specification, "States" and "Errors"; developer guide, *Handling errors in Step Functions
workflows*.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from asl.model import OPERATORS, Owner

__all__ = ["ERROR_NAMES", "STATES_FIELDS", "STATE_TYPES", "operator_doc"]

STATE_TYPES: Mapping[str, str] = MappingProxyType(
    {
        Owner.TASK.value: "Has work done by the resource that it names: a service, a function, an activity.",
        Owner.PASS.value: "Hands its input on, or puts fixed data into it.",
        Owner.WAIT.value: "Lets time pass, for a number of seconds or until a moment.",
        Owner.CHOICE.value: "Goes on with the first rule that holds, or with the default.",
        Owner.PARALLEL.value: "Runs its branches side by side and gathers their outputs in a list.",
        Owner.MAP.value: "Runs its processor once for each item of a list.",
        Owner.SUCCEED.value: "Ends the flow well.",
        Owner.FAIL.value: "Ends the execution with an error.",
    }
)

ERROR_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "States.ALL": "Any error, except for States.DataLimitExceeded and States.Runtime.",
        "States.TaskFailed": "Any error of a Task, except for States.Timeout.",
        "States.Timeout": "A Task took longer than TimeoutSeconds, or was silent for longer than HeartbeatSeconds.",
        "States.HeartbeatTimeout": "A Task was silent for longer than HeartbeatSeconds.",
        "States.Permissions": "The role of the state machine may not call what the Task names.",
        "States.ResultPathMatchFailure": "ResultPath cannot be applied to the input.",
        "States.ParameterPathFailure": "A path in a payload template finds nothing.",
        "States.QueryEvaluationError": "A JSONata expression fails, gives nothing, or gives the wrong type.",
        "States.BranchFailed": "A branch of a Parallel state failed.",
        "States.NoChoiceMatched": "No rule of a Choice state holds, and it has no default.",
        "States.IntrinsicFailure": "An intrinsic function fails.",
        "States.ExceedToleratedFailureThreshold": "More items of a Map state failed than it tolerates.",
        "States.ItemReaderFailed": "A Distributed Map cannot read its items.",
        "States.ResultWriterFailed": "A Distributed Map cannot write its results.",
        "States.Http.Socket": "An HTTP Task found no connection, or lost it.",
        "States.DataLimitExceeded": "Data between states is larger than allowed; only its own name catches it.",
        "States.Runtime": "Data and definition do not fit; no Retrier and no Catcher applies.",
    }
)

STATES_FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "input": "The input of the state.",
        "result": "The result of a Task, Parallel or Map state, in Assign and Output.",
        "errorOutput": "The Error Output, in Assign and Output of a Catcher.",
        "context": "The Context Object.",
    }
)
"""Members of ``$states``."""

_FAMILIES = {"String": "text", "Numeric": "a number", "Boolean": "true or false", "Timestamp": "a timestamp"}
_COMPARISONS = {
    "Equals": "equal to",
    "LessThan": "less than",
    "GreaterThan": "greater than",
    "LessThanEquals": "less than or equal to",
    "GreaterThanEquals": "greater than or equal to",
    "Matches": "matched by the pattern (* stands for any characters)",
}
_TESTS = {"Null": "null", "Present": "there at all", **_FAMILIES, "String": "a string", "Boolean": "true or false"}


def operator_doc(name: str) -> str:
    """Return what a data-test expression asks; empty for a name that is none.

    >>> operator_doc("NumericLessThan")
    'Holds when the value is a number less than the operand.'
    """
    operator = OPERATORS.get(name)
    if operator is None:
        return ""
    if operator.family == "Is":
        return f"Tells whether the value is {_TESTS[operator.comparison]}."
    place = ", which stands at a Path" if name.endswith("Path") else ""
    return (
        f"Holds when the value is {_FAMILIES[operator.family]} {_COMPARISONS[operator.comparison]} the operand{place}."
    )
