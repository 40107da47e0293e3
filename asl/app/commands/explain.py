"""``asl explain``: what the code of a diagnostic means, with an example that draws it and one that does not."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from textwrap import indent, wrap

import click

from asl.diagnostics import Severity
from asl.errors import UsageError
from asl.validator import CodeEntry
from lint.registry import all_entries, find_entries
from lint.rule import Rule

from ..application import App
from ..exit_codes import YES
from ..page import WIDTH
from ..render.colour import Paint, Role
from ..verbs import verb

__all__ = ["COMMAND"]

_ROLES: dict[Severity, Role] = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "info"}


@verb(
    synopsis=("asl explain CODE...", "asl explain"),
    description="""
    Tells what the code of a diagnostic means, why the service minds and how to mend it, with a refused and an
    accepted example. Codes (ASL201), names (missing-target) and the service's own codes
    (MISSING_TRANSITION_TARGET) are understood. Without a code, all of them are listed.
    """,
    examples=(
        ("asl explain ASL201", "Read about a code."),
        ("asl explain MISSING_TRANSITION_TARGET", "Read about all codes behind one of the service's."),
    ),
    exit_status={0: "explained", 2: "there is no such code"},
)
@click.argument("codes", nargs=-1, metavar="CODE")
def explain(app: App, codes: tuple[str, ...]) -> int:
    """Explain codes, or list them."""
    paint = app.paint(app.stdout)
    if not codes:
        app.answer("".join(f"{line}\n" for line in _list(paint)))
        return YES
    entries: dict[str, CodeEntry] = {}
    for code in codes:
        if code.upper() in _ABOUT_FILES:
            app.answer(_ABOUT_FILES[code.upper()])
            continue
        entries.update((entry.code, entry) for entry in _found(code))
    if entries:
        app.answer("\n".join("\n".join(_explained(entry, paint)) + "\n" for entry in entries.values()))
    return YES


_ABOUT_FILES = {
    "ASL019": (
        "ASL019 definition-elsewhere (warning, or info)\n\n"
        "The template names a definition that cannot be read from here: a file that is not there, an object in S3,\n"
        "or a value that only the deployment knows. It is not checked. Name a file beside the template, or write the\n"
        "definition in it.\n"
    ),
    "ASL990": (
        "ASL990 configuration (error)\n\n"
        "The configuration of the linter, asl.toml or [tool.asl] in pyproject.toml, has a word or a value that it\n"
        "cannot have. Nothing is linted until it is mended; docs/linting.md lists what it may hold.\n"
    ),
}
"""Codes about files around a definition, which no example of a definition could show."""


def _found(query: str) -> tuple[CodeEntry, ...]:
    found = find_entries(query)
    if found:
        return found
    known = {word.lower(): word for entry in all_entries() for word in (entry.name, entry.code, entry.aws_code) if word}
    near = get_close_matches(query.lower(), known, n=1)
    offer = f'did you mean "{known[near[0]]}"?' if near else "`asl explain` lists all codes"
    raise UsageError(f'there is no code "{query}"', help=offer)


def _list(paint: Paint) -> Iterator[str]:
    width = max(len(entry.name) for entry in all_entries())
    for entry in all_entries():
        severity = paint(f"{entry.severity.value:7}", _ROLES[entry.severity])
        yield f"{entry.code}  {severity}  {entry.name:{width}}  {paint(entry.aws_code, 'dim')}".rstrip()


def _explained(entry: CodeEntry, paint: Paint) -> Iterator[str]:
    severity = f"{entry.severity.value}, sometimes warning" if entry.may_warn else entry.severity.value
    yield f"{paint(f'{entry.code} {entry.name}', 'strong')} ({severity}, since {entry.since})"
    if isinstance(entry, Rule):
        yield from _about_rule(entry)
    if entry.aws_code:
        yield f"Step Functions answers with {entry.aws_code}."
    yield ""
    yield from wrap(entry.explanation, WIDTH, break_on_hyphens=False, break_long_words=False)
    headings = ("Reported", "Not reported") if isinstance(entry, Rule) else ("Refused", "Accepted")
    for heading, text, role in zip(headings, (entry.bad_text, entry.good_text), ("error", "good"), strict=True):
        yield ""
        yield f"{paint(heading, 'error' if role == 'error' else 'good')}:"
        yield indent(text.rstrip("\n"), "    ")


def _about_rule(rule: Rule) -> Iterator[str]:
    yield f"A rule of asl lint, {'on' if rule.is_on else 'off'} unless configured otherwise."
    for name, default in rule.options.items():
        yield f"Option rules.{rule.name}.{name}, {default!r} when not set."


COMMAND = explain
