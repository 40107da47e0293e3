"""Plants mistakes into sound definitions and counts how many are found, and how many on the line that was changed.

    python tests/seeded/measure.py [PATH...] [--seed N] [--per-kind N] [--only validate|lint] [--verbose]

PATH is a definition, or a folder of definitions or of recorded cases (objects with ``text`` or ``resolved_text``).
Without one, the definitions beside this script are used. A mistake counts as found when the changed text draws a
diagnostic that the unchanged one does not, and as placed when such a diagnostic begins on a changed line.
"""

from __future__ import annotations

import argparse
import json
import random  # noqa: TID251 - seeded, so that every measurement can be repeated
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
if str(HERE) in sys.path:
    sys.path.remove(str(HERE))
    sys.path.insert(0, str(HERE.parents[1]))

from asl.diagnostics import Diagnostic, Severity  # noqa: E402 - after the path is right
from asl.document import Document, parse  # noqa: E402
from asl.pointer import Pointer  # noqa: E402
from asl.validator import validate  # noqa: E402
from tests.seeded.edits import Edit, apply_edit, changed_lines, print_definition  # noqa: E402
from tests.seeded.kinds import KINDS  # noqa: E402

__all__ = ["Case", "Count", "main", "measure", "read_definitions"]

_SUFFIXES = (".json", ".yaml", ".yml")


@dataclass(frozen=True)
class Case:
    """A sound definition: where it is from, its value, the workflow type it is for."""

    name: str
    value: Any
    type: Any = "STANDARD"


@dataclass
class Count:
    """How many mistakes of a kind were planted, found, and found on a changed line; those that were not."""

    planted: int = 0
    found: int = 0
    placed: int = 0
    missed: list[tuple[str, Edit]] = field(default_factory=list)
    astray: list[tuple[str, Edit, str]] = field(default_factory=list)


Check = Callable[[Document, Any], "tuple[Diagnostic, ...]"]


def read_definitions(path: Path) -> Iterator[Case]:
    """Yield the definitions of a file or folder that can be read and are not refused."""
    for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
        if not file.name.endswith(_SUFFIXES):
            continue
        text = file.read_text(encoding="utf-8")
        format_: Any = None
        type_: Any = "STANDARD"
        data = json.loads(text) if file.suffix == ".json" else None
        if isinstance(data, dict) and "text" in data and "States" not in data:
            if data.get("broken") or data.get("expect", "valid") != "valid":
                continue
            text, format_, type_ = data.get("resolved_text") or data["text"], data.get("format"), data.get("sm_type")
        document = parse(text, name=file.name, format=format_)
        is_sound = not any(found.severity is Severity.ERROR for found in validate(document, type=type_ or "STANDARD"))
        if is_sound and isinstance(document.value, dict) and "States" in document.value:
            yield Case(file.stem, document.value, type_ or "STANDARD")


def measure(cases: list[Case], check: Check, *, seed: int = 1, per_kind: int = 1) -> dict[str, Count]:
    """Plant up to ``per_kind`` mistakes of each kind into each definition and count what a check makes of them."""
    counts = {name: Count() for name in KINDS}
    for case in cases:
        text = print_definition(case.value)
        known = _keys(check(parse(text, format="json"), case.type))
        for name, plant in KINDS.items():
            rng = random.Random(f"{seed} {case.name} {name}")
            edits = list(plant(case.value, rng))
            for edit in rng.sample(edits, min(per_kind, len(edits))):
                _judge(counts[name], case, edit, text, known, check)
    return counts


def _judge(
    count: Count, case: Case, edit: Edit, before: str, known: set[tuple[str, str, Pointer]], check: Check
) -> None:
    after = print_definition(apply_edit(case.value, edit))
    if after == before:
        return
    count.planted += 1
    document = parse(after, format="json")
    new = [found for found in check(document, case.type) if _key(found) not in known]
    if not new:
        count.missed.append((case.name, edit))
        return
    count.found += 1
    spans = [span for found in new if (span := document.locate(found)) is not None]
    lines = {document.source.position(span.start)[0] for span in spans}
    if lines & changed_lines(before, after, edit, case.value):
        count.placed += 1
    else:
        count.astray.append((case.name, edit, "; ".join(f"{d.code} {d.message} at {d.place}" for d in new)))


def _key(diagnostic: Diagnostic) -> tuple[str, str, Pointer]:
    return diagnostic.code, diagnostic.message, diagnostic.place.pointer


def _keys(diagnostics: tuple[Diagnostic, ...]) -> set[tuple[str, str, Pointer]]:
    return set(map(_key, diagnostics))


def _check_of(name: str) -> Check:
    if name == "validate":
        return lambda document, type_: validate(document, type=type_)
    from lint.engine import lint

    return lambda document, type_: lint(document, type=type_)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, default=[HERE / "definitions"])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--per-kind", type=int, default=3, help="mistakes of each kind in each definition, at most")
    parser.add_argument("--only", choices=("validate", "lint"), default="lint", help="what has to find them")
    parser.add_argument("--verbose", action="store_true", help="show the mistakes that were not found or not placed")
    options = parser.parse_args(argv)
    cases = [case for path in options.paths for case in read_definitions(path)]
    counts = measure(cases, _check_of(options.only), seed=options.seed, per_kind=options.per_kind)
    print(f"{len(cases)} definitions, seed {options.seed}\n")
    print(f"{'kind':<36} {'planted':>8} {'found':>15} {'on the line':>15}")
    total = Count()
    for name, count in counts.items():
        _print_row(name, count)
        total.planted += count.planted
        total.found += count.found
        total.placed += count.placed
    _print_row("all", total)
    for name, count in counts.items() if options.verbose else ():
        for where, edit in count.missed:
            print(f"NOT FOUND {name} in {where}: {edit}")
        for where, edit, instead in count.astray:
            print(f"ASTRAY {name} in {where}: {edit}\n    {instead}")
    return 0


def _print_row(name: str, count: Count) -> None:
    found = f"{count.found} {_share(count.found, count.planted)}"
    placed = f"{count.placed} {_share(count.placed, count.found)}"
    print(f"{name:<36} {count.planted:>8} {found:>15} {placed:>15}")


def _share(part: int, whole: int) -> str:
    return f"{part / whole:7.1%}" if whole else "      -"


if __name__ == "__main__":
    sys.exit(main())
