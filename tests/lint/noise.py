"""Measures how much the rules say about definitions that people have deployed.

    python tests/lint/noise.py DIRECTORY... [--all] [--show CODE]

Reads folders of cases as ``tests/conformance/lint.py`` does and prints, by code, in how many definitions it was found
and how often. ``--all`` turns on the rules that are off by default, ``--show`` lists the findings of a code.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from asl.document import parse
from lint.configuration import Configuration
from lint.engine import lint

__all__ = ["main"]


def main(arguments: Sequence[str]) -> int:
    shown = {arguments[index + 1] for index, word in enumerate(arguments[:-1]) if word == "--show"}
    folders = [Path(word) for word in arguments if not word.startswith("--") and word not in shown]
    if not folders:
        print(__doc__)
        return 2
    configuration = Configuration(extend_select=("ALL",) if "--all" in arguments else ())
    definitions: Counter[tuple[str, str, str]] = Counter()
    findings: Counter[tuple[str, str, str]] = Counter()
    listed = defaultdict(list)
    count = 0
    for path in sorted(file for folder in folders for file in folder.rglob("*.json")):
        case = json.loads(path.read_text(encoding="utf-8"))
        if case.get("broken"):
            continue
        count += 1
        document = parse(case.get("resolved_text") or case["text"], format=case.get("format"))
        found = lint(document, type=case.get("sm_type") or "STANDARD", configuration=configuration)
        keys = [(one.code, one.name, one.severity.value) for one in found]
        findings.update(keys)
        definitions.update(set(keys))
        for one in found:
            listed[one.code].append(f"  {path.stem[-50:]} {one.place}: {one.message}")
    print(f"{count} definitions")
    for key in sorted(findings):
        code, name, severity = key
        share = definitions[key] / count
        print(f"{code} {name:34} {severity:8} in {definitions[key]:4} {share:6.1%}  findings {findings[key]:5}")
    for severity in ("error", "warning", "info"):
        total = sum(number for key, number in findings.items() if key[2] == severity)
        print(f"{severity}: {total / count:.2f} for each definition")
    for code in sorted(shown):
        print(code, *listed[code], sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
