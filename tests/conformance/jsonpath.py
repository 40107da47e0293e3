"""Evaluate recorded JSONPath cases and say how many of our answers agree, by feature.

    python tests/conformance/jsonpath.py FILE… [--verbose] [--at-least PERCENT]

A file is a list of objects with ``selector``, ``document``, ``outcome`` (``value`` or ``error``) and ``expected`` (the
value, or ``{error, stage, message}``), optionally ``expected_node``, ``features`` and ``flags``. Cases flagged
``internal-error`` are counted apart: they need only fail.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from asl.expr.failure import ExpressionSyntaxError
from asl.expr.jsonpath import JsonPathReadError, Model, compile_jsonpath, parse_jsonpath
from asl.json_values import equal


def evaluate(selector: str, document: Any, model: Model) -> dict[str, Any]:
    """Return ``{"outcome", "expected"}`` in the form of a case."""
    try:
        read = compile_jsonpath(parse_jsonpath(selector), model)
    except ExpressionSyntaxError as error:
        told = {"error": "InvalidPathException", "stage": "compile", "message": error.message}
        return {"outcome": "error", "expected": told}
    except JsonPathReadError as error:
        told = {"error": error.kind, "stage": "compile", "message": error.message}
        return {"outcome": "error", "expected": told}
    try:
        return {"outcome": "value", "expected": read(document)}
    except JsonPathReadError as error:
        told = {"error": error.kind, "stage": "read", "message": error.message}
        return {"outcome": "error", "expected": told}


def agrees(expected: dict[str, Any], actual: dict[str, Any], *, loosely: bool = False) -> bool:
    """Tell whether an answer is the expected one; errors agree in kind and stage."""
    if expected["outcome"] != actual["outcome"]:
        return False
    if expected["outcome"] == "value":
        return equal(expected["expected"], actual["expected"])
    left, right = expected["expected"], actual["expected"]
    return loosely or (left["error"], left["stage"]) == (right["error"], right["stage"])


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--verbose", action="store_true", help="print each disagreement")
    parser.add_argument("--at-least", type=float, default=99.0, help="percentage of agreement asked for")
    options = parser.parse_args(argv)
    counts: Counter[tuple[str, bool]] = Counter()
    messages: Counter[bool] = Counter()
    for file in options.files:
        for case in json.loads(file.read_text(encoding="utf-8")):
            is_internal = "internal-error" in case.get("flags", ())
            checks = [(Model.MAP_LIST, case)]
            if "expected_node" in case:
                checks.append((Model.NODE, case["expected_node"]))
            for model, expected in checks:
                actual = evaluate(case["selector"], case["document"], model)
                holds = agrees(expected, actual, loosely=is_internal)
                if is_internal:
                    counts["(internal errors)", holds] += 1
                    continue
                if model is Model.NODE:
                    counts["(node model)", holds] += 1
                else:
                    counts["total", holds] += 1
                    for feature in case.get("features", ()):
                        counts[feature, holds] += 1
                told = expected["expected"] if expected["outcome"] == "error" else {}
                if holds and told.get("error") == "PathNotFoundException":
                    messages[told["message"] == actual["expected"]["message"]] += 1
                if options.verbose and not holds:
                    print(f"{case.get('id', '')} [{model.name}] {case['selector']}")
                    print(f"    on {json.dumps(case['document'])[:200]}")
                    print(f"    expected {json.dumps(expected['expected'])[:300]}")
                    print(f"    actual   {json.dumps(actual['expected'])[:300]}")
    print(f"{'feature':<20} {'agree':>6} {'of':>6} {'share':>8}")
    for name in sorted({name for name, _ in counts}):
        yes, no = counts[name, True], counts[name, False]
        print(f"{name:<20} {yes:>6} {yes + no:>6} {yes / (yes + no):>8.2%}")
    if messages:
        print(f"\nPathNotFound messages identical: {messages[True]} of {messages.total()}")
    share = 100 * counts["total", True] / max(1, counts["total", True] + counts["total", False])
    return 0 if share >= options.at_least else 1


if __name__ == "__main__":
    sys.exit(main())
