"""Baselines: findings that are known, so that only new ones count.

The file holds one entry for each file, code and place, with how often it was found; a place is a JSON Pointer, so that
reformatting changes nothing. What it knows and is not found any more is told, and goes with ``--update-baseline``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from asl.diagnostics import Diagnostic
from asl.errors import UsageError
from asl.json_values import Json, JsonObject, parse_json
from asl.pointer import pointer_text
from asl.syntax import print_json

__all__ = ["VERSION", "Key", "apply_baseline", "baseline_text", "key_of", "read_baseline"]

VERSION = 1

Key = tuple[str, str, str]
"""File, code, place."""


def key_of(file: str, diagnostic: Diagnostic) -> Key:
    """Return what a finding is known by; ``file`` is relative to the folder of the baseline, with slashes."""
    return file, diagnostic.code, pointer_text(diagnostic.place.pointer)


def read_baseline(text: str, name: str) -> Counter[Key]:
    """Return the known findings of a baseline file.

    Raises:
        UsageError: the text is no baseline.
    """
    try:
        data = parse_json(text)
    except ValueError as error:
        raise UsageError(f"{name} is no baseline: {error}", help="make it anew with --update-baseline") from None
    findings = data.get("findings") if isinstance(data, dict) else None
    if not isinstance(data, dict) or data.get("version") != VERSION or not isinstance(findings, list):
        raise UsageError(f"{name} is no baseline of version {VERSION}", help="make it anew with --update-baseline")
    known: Counter[Key] = Counter()
    for entry in findings:
        match entry:
            case {"file": str(file), "code": str(code), "pointer": str(pointer), "count": int(count)}:
                known[file, code, pointer] += count
            case _:
                raise UsageError(f"{name} has an entry that is none", help="make it anew with --update-baseline")
    return known


def apply_baseline(known: Counter[Key], found: Sequence[tuple[Key, Diagnostic]]) -> tuple[list[Diagnostic], int]:
    """Return the findings that are new, and how many known ones were not found any more."""
    left = Counter(known)
    new = []
    for key, diagnostic in found:
        if left[key] > 0:
            left[key] -= 1
        else:
            new.append(diagnostic)
    return new, sum(left.values())


def baseline_text(keys: Iterable[Key]) -> str:
    """Return the text of a baseline file, sorted so that differences are small.

    >>> print(baseline_text([("a.json", "ASL517", "/States/A")] * 2), end="")
    {
      "version": 1,
      "findings": [
        {
          "file": "a.json",
          "code": "ASL517",
          "pointer": "/States/A",
          "count": 2
        }
      ]
    }
    """
    entries: list[Json] = [
        {"file": file, "code": code, "pointer": pointer, "count": count}
        for (file, code, pointer), count in sorted(Counter(keys).items())
    ]
    value: JsonObject = {"version": VERSION, "findings": entries}
    return print_json(value)
