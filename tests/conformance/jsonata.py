"""Evaluate recorded JSONata cases and say how many of our answers agree, by group.

    python tests/conformance/jsonata.py FILE [--verbose] [--at-least PERCENT]

The file is ``{"datasets": {name: value}, "cases": [...]}``. A case has ``id``, ``group``, ``expr``, its input as
``data`` or the name of a ``dataset``, optional ``bindings``, ``depth`` and ``unordered``, and ``expected``:
``{"value"}``, ``{"undefined"}`` or ``{"code"}``. Where ``v2_0_6`` stands, that is what version 2.0.6 gives;
``not-run`` says nothing.
An answer agrees when value or code is the same. Messages of errors are counted apart.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from asl.expr.jsonata.evaluate import evaluate_jsonata
from asl.expr.jsonata.values import UNDEFINED, JsonataError
from asl.json_values import equal

EVALUATIONS_PER_CALL = 4
"""The recorded ``depth`` counts nested evaluations; ours counts nested calls, of which each takes about so many."""


def expectation(case: dict[str, Any]) -> dict[str, Any]:
    """Return what a case should give."""
    special = case.get("v2_0_6")
    return special if isinstance(special, dict) else case["expected"]


def answer(case: dict[str, Any], datasets: dict[str, Any]) -> dict[str, Any]:
    """Return what the case gives, in the form of an expectation."""
    data = datasets[case["dataset"]] if "dataset" in case else case.get("data", UNDEFINED)
    limits = {}
    if "depth" in case:
        limits = {"max_depth": max(1, case["depth"] // EVALUATIONS_PER_CALL), "max_calls": 100_000}
    try:
        value = evaluate_jsonata(case["expr"], data, case.get("bindings"), **limits)
    except JsonataError as error:
        return {"code": error.code, "message": error.message}
    except Exception as error:  # noqa: BLE001 - a defect is a disagreement, not the end
        return {"code": f"defect: {type(error).__name__}: {error}"}
    return {"undefined": True} if value is UNDEFINED else {"value": value}


def agrees(case: dict[str, Any], actual: dict[str, Any]) -> bool:
    expected = expectation(case)
    if "value" in expected:
        if "value" not in actual:
            return False
        left, right = expected["value"], actual["value"]
        if case.get("unordered") and isinstance(left, list) and isinstance(right, list):
            left, right = sorted(left, key=json.dumps), sorted(right, key=json.dumps)
        return equal(left, right)
    if "code" in expected:
        # An error that the library did not mean to throw has no code; the cases say NOCODE.
        return "code" in actual and expected["code"] == (actual["code"] or "NOCODE")
    return "undefined" in actual


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--verbose", action="store_true", help="print each disagreement")
    parser.add_argument("--at-least", type=float, default=95.0, help="percentage of agreement asked for")
    options = parser.parse_args(argv)
    sys.stdout.reconfigure(errors="backslashreplace")
    recorded = json.loads(options.file.read_text(encoding="utf-8"))
    counts: Counter[tuple[str, bool]] = Counter()
    messages: Counter[bool] = Counter()
    for case in recorded["cases"]:
        actual = answer(case, recorded["datasets"])
        holds = agrees(case, actual)
        counts[case["group"], holds] += 1
        counts["total", holds] += 1
        if holds and "message" in case and "message" in actual:
            messages[case["message"] == actual["message"]] += 1
            if options.verbose and case["message"] != actual["message"]:
                print(f"message of {case['id']}: {case['message']!r}, ours {actual['message']!r}")
        if options.verbose and not holds:
            print(f"{case['id']} {case['expr'][:300]}")
            print(f"    expected {str(expectation(case))[:300]}")
            print(f"    actual   {str(actual)[:300]}")
    print(f"{'group':<32} {'agree':>6} {'of':>6} {'share':>8}")
    for name in sorted({name for name, _ in counts}):
        yes, no = counts[name, True], counts[name, False]
        print(f"{name:<32} {yes:>6} {yes + no:>6} {yes / (yes + no):>8.2%}")
    if messages:
        print(f"\nmessages of errors identical: {messages[True]} of {messages.total()}")
    share = 100 * counts["total", True] / max(1, counts["total", True] + counts["total", False])
    return 0 if share >= options.at_least else 1


if __name__ == "__main__":
    sys.exit(main())
