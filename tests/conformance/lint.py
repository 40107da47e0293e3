"""Measures the validator against definitions whose verdict is known.

    python tests/conformance/lint.py DIRECTORY... [--verbose]

Reads folders of cases (``text`` or ``resolved_text``, ``format``, ``expect``, ``authority``, ``sm_type``, ``broken``)
and prints, by authority, how many valid definitions were accepted and how many invalid ones refused; for those where
the service's own words or places are known, also how many of them our answer has. A text with placeholders counts
twice: with the placeholders filled in, and as written.
"""

from __future__ import annotations

import json
import re
import sys
import traceback
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from asl.diagnostics import Diagnostic, Severity
from asl.document import parse
from asl.pointer import aws_location
from asl.validator import validate
from asl.validator.aws import validation_response

__all__ = ["Case", "Tally", "judge", "main", "read_cases", "tally"]


@dataclass(frozen=True)
class Known:
    """One diagnostic of the service: its words without the place, and the place; either may be unknown."""

    message: str = ""
    place: str = ""


@dataclass(frozen=True)
class Case:
    """One definition and what is known about it."""

    id: str
    authority: str
    text: str
    format: Any
    is_valid: bool
    type: Any
    reasons: tuple[str, ...]
    known: tuple[Known, ...] = ()


@dataclass
class Tally:
    """Verdicts for one authority."""

    accepted: int = 0
    valid: int = 0
    refused: int = 0
    invalid: int = 0
    words: int = 0
    same_words: int = 0
    places: int = 0
    same_places: int = 0
    unlike: list[tuple[Case, Known]] = field(default_factory=list)
    wrong: list[tuple[Case, tuple[Diagnostic, ...]]] = field(default_factory=list)
    crashes: list[tuple[Case, str]] = field(default_factory=list)

    @property
    def share_accepted(self) -> float:
        return self.accepted / self.valid if self.valid else 1.0

    @property
    def share_refused(self) -> float:
        return self.refused / self.invalid if self.invalid else 1.0


def read_cases(folder: Path) -> Iterator[Case]:
    """Yield the cases of a folder; real-world definitions are presumed valid unless marked as broken."""
    for path in sorted(folder.rglob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(data, dict) or "text" not in data or data.get("broken"):
            continue
        authority = data.get("authority", "real-world")
        if data.get("conflict"):
            authority += " (in conflict)"
        case = Case(
            id=data.get("id", path.stem),
            authority=authority,
            text=data.get("resolved_text") or data["text"],
            format=data.get("format"),
            is_valid=data.get("expect", "valid") == "valid",
            type=data.get("sm_type") or "STANDARD",
            reasons=tuple(map(str, data.get("aws_diagnostics") or data.get("reasons") or ())),
            known=tuple(read_known(data)),
        )
        yield case
        if data.get("resolved_text"):
            yield replace(case, text=data["text"], authority=f"{authority} (as written)")


_PLACED = re.compile(r"(?s)(?:(?P<code>[A-Z_]{5,}): )?(?P<message>.*?)(?: (?:@|at) (?P<place>/.*))?")


def read_known(data: dict[str, Any]) -> Iterator[Known]:
    """Yield what the service is known to have said about a definition."""
    for one in data.get("aws_diagnostics") or ():
        if isinstance(one, dict):
            yield Known(one.get("message", ""), one.get("location", ""))
        elif found := _PLACED.fullmatch(one):
            yield Known(found["message"], found["place"] or "")
    for reason in data.get("reasons") or ():
        if data.get("aws_diagnostics") and (found := _PLACED.fullmatch(reason)) and found["place"]:
            yield Known("", found["place"])


def judge(case: Case) -> tuple[Diagnostic, ...]:
    """Return the errors that the validator finds in a case."""
    found = validate(parse(case.text, format=case.format), type=case.type)
    return tuple(diagnostic for diagnostic in found if diagnostic.severity is Severity.ERROR)


def compare_words(case: Case, tally: Tally) -> None:
    """Count what our answer has of what the service said."""
    answer = validation_response(parse(case.text, format=case.format), type=case.type, severity="WARNING")
    messages = [entry["message"].strip() for entry in answer["diagnostics"]]
    places = [entry.get("location", "") for entry in answer["diagnostics"]]
    for known in case.known:
        is_same = True
        if known.message:
            tally.words += 1
            is_same = any(message.startswith(known.message.strip()) for message in messages)
            tally.same_words += is_same
        if known.place:
            tally.places += 1
            tally.same_places += known.place in places
            is_same = is_same and known.place in places
        if not is_same:
            tally.unlike.append((case, known))


def tally(cases: Iterator[Case]) -> dict[str, Tally]:
    """Judge cases and count the verdicts by authority."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for case in cases:
        here = tallies[case.authority]
        try:
            errors = judge(case)
        except Exception:  # noqa: BLE001 - a crash is a result to be counted
            here.crashes.append((case, traceback.format_exc()))
            continue
        if case.is_valid:
            here.valid += 1
            here.accepted += not errors
        else:
            here.invalid += 1
            here.refused += bool(errors)
            compare_words(case, here)
        if case.is_valid == bool(errors):
            here.wrong.append((case, errors))
    return dict(tallies)


def main(arguments: Sequence[str]) -> int:
    verbose = "--verbose" in arguments
    folders = [Path(argument) for argument in arguments if argument != "--verbose"]
    if not folders:
        print(__doc__)
        return 2
    tallies = tally(case for folder in folders for case in read_cases(folder))
    columns = ("valid accepted", "invalid refused", "same words", "same places")
    print(f"{'authority':36}{''.join(f'{column:>18}' for column in columns)}{'crashes':>9}")
    for name, one in sorted(tallies.items()):
        accepted = f"{one.accepted}/{one.valid} {one.share_accepted:6.1%}"
        refused = f"{one.refused}/{one.invalid} {one.share_refused:6.1%}"
        words = f"{one.same_words}/{one.words}" if one.words else "-"
        places = f"{one.same_places}/{one.places}" if one.places else "-"
        print(f"{name:36}{accepted:>18}{refused:>18}{words:>18}{places:>18}{len(one.crashes):9}")
    for name, one in sorted(tallies.items()) if verbose else ():
        for case, errors in one.wrong:
            print(f"\n{name} {case.id}: {'refused' if case.is_valid else 'accepted'}")
            for reason in case.reasons:
                print(f"    known: {reason}")
            for error in errors:
                place = aws_location(error.place.pointer) or "/"
                print(f"    ours:  {error.code} {error.name}: {error.message} at {place}")
        for case, known in one.unlike:
            answer = validation_response(parse(case.text, format=case.format), type=case.type, severity="WARNING")
            print(f"\n{name} {case.id}: not in our answer: {known}")
            for entry in answer["diagnostics"]:
                print(f"    ours:  {entry['code']}: {entry['message']} at {entry.get('location')}")
        for case, trace in one.crashes:
            print(f"\n{name} {case.id}: CRASH\n{trace}")
    return 1 if any(one.crashes for one in tallies.values()) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
