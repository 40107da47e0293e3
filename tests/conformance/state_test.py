"""Answers recorded cases of kind ``test-state``: the request goes in as it was sent, the response comes out."""

from __future__ import annotations

from typing import Any

from asl.json_values import JsonObject
from interpreter import MachineIdentity
from interpreter.test_state import StateTestRefused, read_request, run_state_test

MACHINE = MachineIdentity("StateMachine", account="111111111111")

__all__ = ["answer_state_test"]


def answer_state_test(case: dict[str, Any]) -> JsonObject:
    """Return our answer to a case: the API's response, or its error."""
    parameters = {**case["request"], "definition": case["definition"]}
    if case["input"] is not None:
        parameters["input"] = case["input"]
    try:
        return run_state_test(read_request(parameters), machine=MACHINE, needs_role=True).to_aws()
    except StateTestRefused as refused:
        return refused.to_aws()
