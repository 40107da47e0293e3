"""``asl rules``: all codes, one line each, for people or as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from asl.json_values import Json, JsonObject
from asl.syntax import print_json
from asl.validator import CodeEntry
from lint.fixes.attach import fixers
from lint.registry import all_entries, families, family_of
from lint.rule import OptionValue, Rule

from ..application import App
from ..exit_codes import YES
from ..lint_options import split_selectors
from ..render.colour import Paint, Role
from ..verbs import option, verb

__all__ = ["COMMAND"]

VERSION = 1
_ROLES: dict[str, Role] = {"error": "error", "warning": "warning", "info": "info"}


@verb(
    synopsis=("asl rules [OPTION]... [SELECTOR]...",),
    description="""
    Lists the codes of `asl validate` and the rules of `asl lint`, by family: what each is about, its severity,
    whether it is on without being selected, and whether there is a fix. Selectors (codes, names, beginnings of
    codes, families) choose which.
    """,
    examples=(
        ("asl rules security", "List the rules of a family."),
        ("asl rules --json", "List all, for a program."),
    ),
    exit_status={0: "listed", 2: "a selector selects nothing"},
)
@click.argument("selectors", nargs=-1, metavar="SELECTOR")
@option("--json", "is_json", is_flag=True, group="Output", help="one object with a version and the rules")
def rules(app: App, selectors: Sequence[str], is_json: bool) -> int:
    """List codes."""
    from lint.selection import Selection

    chosen = split_selectors(selectors)
    selection = Selection(chosen or ("ALL",), (), ())
    entries = [entry for entry in all_entries() if entry.code in selection]
    if is_json:
        shown: list[Json] = [_object(entry) for entry in entries]
        app.answer(print_json({"version": VERSION, "rules": shown}))
    else:
        app.answer("".join(f"{line}\n" for line in _lines(entries, app.paint(app.stdout))))
    return YES


def _lines(entries: Sequence[CodeEntry], paint: Paint) -> Iterator[str]:
    width = max(len(entry.name) for entry in entries)
    is_first = True
    for family in families():
        mine = [entry for entry in entries if family_of(entry.code) == family]
        if not mine:
            continue
        if not is_first:
            yield ""
        is_first = False
        yield paint(family, "strong")
        for entry in mine:
            severity = paint(f"{entry.severity.value:7}", _ROLES[entry.severity.value])
            marks = f"{'on ' if _is_on(entry) else 'off'} {'fix' if entry.code in fixers() else '   '}"
            yield f"  {entry.code}  {severity}  {paint(marks, 'dim')}  {entry.name:{width}}  {_summary(entry)}".rstrip()


def _is_on(entry: CodeEntry) -> bool:
    return not isinstance(entry, Rule) or entry.is_on


def _summary(entry: CodeEntry) -> str:
    """Return one line about a code; the validator's codes have their name for it."""
    return entry.summary if isinstance(entry, Rule) else ""


def _object(entry: CodeEntry) -> JsonObject:
    options: dict[str, OptionValue] = dict(entry.options) if isinstance(entry, Rule) else {}
    return {
        "code": entry.code,
        "name": entry.name,
        "family": family_of(entry.code),
        "severity": entry.severity.value,
        "isOn": _is_on(entry),
        "hasFix": entry.code in fixers(),
        "since": entry.since,
        "summary": _summary(entry),
        "explanation": entry.explanation,
        "options": {name: _plain(value) for name, value in options.items()},
    }


def _plain(value: OptionValue) -> Json:
    if isinstance(value, (bool, int, float, str)):
        return value
    return list(value) if isinstance(value, tuple) else {**value}


COMMAND = rules
