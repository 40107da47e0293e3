"""Runs recorded pairs of intrinsic call, input and result, and prints how many agree, function by function.

    python tests/conformance/intrinsics.py recorded.json [--at-least 100]

The file is a list of ``{"expression", "input", "expected"}``. ``$`` is the input and so is ``$$.Execution.Input``.
A random result cannot be compared: of an outermost ``States.UUID`` only the form is looked at, of
``States.MathRandom`` without a seed only that it is an integer. The order of an object's keys does not count.
Exit status: 0 when at least that percentage agrees, 1 otherwise.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asl.expr.environment import Chance, Environment
from asl.expr.failure import EvaluationFailure, ExpressionSyntaxError
from asl.expr.intrinsics import Call, compile_intrinsic, parse_intrinsic
from asl.json_values import equal

UUID4 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


class FixedChance(Chance):
    """Always draws the same."""

    __slots__ = ()

    def uuid(self) -> str:
        return "12345678-1234-4234-8234-123456789abc"

    def uniform(self) -> float:
        return 0.5


@dataclass(frozen=True)
class Outcome:
    function: str
    expression: str
    input: Any
    expected: Any
    actual: Any
    agrees: bool


def run_pairs(pairs: Sequence[Mapping[str, Any]]) -> Iterator[Outcome]:
    """Yield what became of each pair."""
    for pair in pairs:
        expression, data, expected = pair["expression"], pair["input"], pair["expected"]
        function = expression.partition("(")[0].strip()
        try:
            call = parse_intrinsic(expression)
            actual = compile_intrinsic(call)(_environment(data))
            agrees = _is_random_form(call, actual) or equal(actual, expected)
        except EvaluationFailure as failure:
            actual = {"error": failure.error, "cause": failure.cause}
            agrees = isinstance(expected, dict) and expected.get("error") == failure.error
        except ExpressionSyntaxError as error:
            actual, agrees = f"syntax error: {error}", False
        yield Outcome(function, expression, data, expected, actual, agrees)


def _environment(data: Any) -> Environment:
    return Environment(data, context=lambda: {"Execution": {"Input": data}}, chance=FixedChance())


def _is_random_form(call: Call, actual: Any) -> bool:
    match call.name:
        case "States.UUID":
            return isinstance(actual, str) and UUID4.fullmatch(actual) is not None
        case "States.MathRandom" if len(call.arguments) == 2:
            return type(actual) is int
        case _:
            return False


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--at-least", type=float, default=100.0, metavar="PERCENT")
    options = parser.parse_args(arguments)
    outcomes = list(run_pairs(json.loads(options.file.read_text(encoding="utf-8"))))
    total = Counter(outcome.function for outcome in outcomes)
    agreed = Counter(outcome.function for outcome in outcomes if outcome.agrees)
    for function in sorted(total):
        print(f"{function:24} {agreed[function]:4} of {total[function]:4}")
    for outcome in outcomes:
        if not outcome.agrees:
            print(f"DIFFERS {outcome.expression!r} on {json.dumps(outcome.input, ensure_ascii=False)}")
            print(f"    expected {outcome.expected!r}\n    actual   {outcome.actual!r}")
    percent = 100.0 * agreed.total() / total.total() if total else 0.0
    print(f"{'all':24} {agreed.total():4} of {total.total():4} ({percent:.1f} %)")
    return 0 if percent >= options.at_least else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
