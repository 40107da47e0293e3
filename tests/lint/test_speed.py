"""Linting and finding fixes take time in proportion to the definition."""

from __future__ import annotations

import json
import time  # noqa: TID251 - measures, does not decide

from asl.document import parse
from lint.engine import lint


def _mixed(count):
    states = {}
    for number in range(count):
        after = {"Next": f"S{number + 1}"}
        match number % 4:
            case 0:
                state = {
                    "Type": "Task",
                    "Resource": "arn:aws:states:::lambda:invoke",
                    "Parameters": {"FunctionName": "f", "Payload": {"a.$": "$.x.y", "b.$": "States.Format('{}', $.q)"}},
                    "ResultPath": f"$.r{number}",
                    "Catch": [{"ErrorEquals": ["States.ALL"], "Next": f"S{number + 1}"}],
                    **after,
                }
            case 1:
                tests = [{"Variable": "$.x", "IsPresent": True}, {"Variable": "$.x", "NumericEquals": number}]
                state = {
                    "Type": "Choice",
                    "Choices": [{"And": tests, **after}, {"Variable": "$.z", "IsNull": True, "Next": f"S{number}"}],
                    "Default": f"S{number + 1}",
                }
            case 2:
                state = {"Type": "Wait", "Seconds": 5, **after}
            case _:
                state = {"Type": "Pass", "Parameters": {"a.$": "$.b"}, "ResultPath": "$.p", **after}
        states[f"S{number}"] = state
    states[f"S{count}"] = {"Type": "Succeed"}
    return json.dumps({"StartAt": "S0", "States": states}, separators=(",", ":"))


def _cpu_s(count):
    text = _mixed(count)
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        found = lint(parse(text))
        best = min(best, time.process_time() - start)
        assert sum(diagnostic.fix is not None for diagnostic in found) == count // 4
    return best


def test_ten_thousand_states_with_thousands_of_fixes():
    lint(_mixed(10))
    small, large = _cpu_s(5_000), _cpu_s(10_000)
    assert large < 4
    assert large < 4 * small
