"""Validation takes time in proportion to the definition."""

from __future__ import annotations

import json
import time  # noqa: TID251 - measures, does not decide

from asl.document import parse
from asl.validator import validate


def _chain(count):
    states = {
        f"State{number}": {
            "Type": "Pass",
            "Parameters": {"id.$": f"$.orders.id{number}", "run.$": "$$.Execution.Id", "number": number},
            "ResultPath": f"$.result{number}",
            "Next": f"State{number + 1}",
        }
        for number in range(count)
    }
    states[f"State{count}"] = {"Type": "Succeed"}
    return json.dumps({"StartAt": "State0", "States": states}, separators=(",", ":"))


def _cpu_s(count):
    text = _chain(count)
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        found = validate(parse(text))
        best = min(best, time.process_time() - start)
        assert all(diagnostic.code == "ASL012" for diagnostic in found)
    return best


def test_ten_thousand_states_take_less_than_a_second_and_twice_the_states_twice_the_time():
    validate(_chain(10))
    small, large = _cpu_s(5_000), _cpu_s(10_000)
    assert large < 1.0
    assert large < 4 * small


def test_many_mistakes_are_no_slower_than_linear():
    states = {f"S{number}": {"Type": "Pass", "Next": f"T{number}", "Nonsense": 1} for number in range(2_000)}
    start = time.process_time()
    found = validate(json.dumps({"StartAt": "S0", "States": states}))
    assert len(found) > 4_000 - 1
    assert time.process_time() - start < 20
