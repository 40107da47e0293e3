"""Fields that must be there, and fields that exclude one another.

The table marks both (``required`` and ``GROUPS``). The service names all missing fields of an object in one answer, and
so does this check. Source: States Language specification, each field's own section.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache

from asl.diagnostics import Diagnostic
from asl.model import Owner, QueryLanguage, fields_of
from asl.model.fields import GROUPS, Group

from ..context import Context
from ..report import quoted, report
from ..sites import Site

__all__ = ["check"]

_MISSING_CODES = {
    (Owner.RETRIER, "ErrorEquals"): "ASL401",
    (Owner.CATCHER, "ErrorEquals"): "ASL401",
    (Owner.CATCHER, "Next"): "ASL409",
    (Owner.CHOICE_RULE, "Next"): "ASL702",
}
_GROUP_CODES = {
    ("Next", "End"): ("ASL207", "ASL208"),
    ("Seconds", "Timestamp", "SecondsPath", "TimestampPath"): ("ASL304", "ASL304"),
    ("ItemProcessor", "Iterator"): ("ASL601", "ASL601"),
    ("ItemSelector", "Parameters"): ("ASL606", "ASL606"),
}
_ELSEWHERE = frozenset({Owner.CREDENTIALS})
"""Checked by a family of their own, together with what only they have."""


def check(context: Context) -> Iterator[Diagnostic]:
    """Every required field is given, and of fields that exclude one another only one."""
    for site in context.sites:
        if site.owner in _ELSEWHERE:
            continue
        raw = site.raw
        missing = [name for name in _required(site.owner, site.language) if name not in raw]
        if missing:
            yield from _report_missing(context, site, missing)
        for group in _groups(site.owner, site.language):
            given = [name for name in group.names if name in raw]
            if len(given) > 1:
                yield from _report_both(site, group, given)
                continue
            lacks = group.needs_one and (not given or (given[0] == "End" and raw["End"] is False))
            if lacks and (context.with_consequences or not _is_misspelt(site, group.names)):
                yield _report_none(site, group)


@cache
def _required(owner: Owner, language: QueryLanguage) -> tuple[str, ...]:
    return tuple(sorted((n for n, field in fields_of(owner, language).items() if field.required), reverse=True))


@cache
def _groups(owner: Owner, language: QueryLanguage) -> tuple[Group, ...]:
    """Return the groups that this family judges; Choice Rules have a family of their own."""
    if owner in (Owner.CHOICE_RULE, Owner.NESTED_RULE):
        return ()
    return tuple(group for group in GROUPS if group.owner is owner and group.language in (None, language))


def _report_missing(context: Context, site: Site, missing: list[str]) -> Iterator[Diagnostic]:
    missing = [
        name
        for name in missing
        if (*site.at, name) not in context.unreadable and (context.with_consequences or not _is_misspelt(site, (name,)))
    ]
    special = [name for name in missing if (site.owner, name) in _MISSING_CODES]
    for name in special:
        yield report(
            _MISSING_CODES[site.owner, name],
            f'this {site.owner.value} has no "{name}"',
            site.at,
            help=f"add {name}",
            aws_message=f"These fields are required: [{name}]",
        )
    plain = [name for name in missing if name not in special]
    if plain:
        yield report(
            "ASL006",
            f"{quoted(plain)} {'is' if len(plain) == 1 else 'are'} missing",
            site.at,
            part="key",
            help=f"add {quoted(plain)}",
            aws_message=f"These fields are required: [{', '.join(plain)}]",
        )


def _is_misspelt(site: Site, names: tuple[str, ...]) -> bool:
    """Whether a field is there under a similar name, which has been reported and explains its absence."""
    wanted = [name.lower() for name in names]
    known = fields_of(site.owner)
    return any(key not in known and get_close_matches(key.lower(), wanted, n=1, cutoff=0.75) for key in site.raw)


def _report_both(site: Site, group: Group, given: list[str]) -> Iterator[Diagnostic]:
    fields = fields_of(site.owner)
    if any(fields[name].language not in (None, site.language) for name in given if name in fields):
        return
    if given == ["Next", "End"] and site.raw["End"] is False:
        return
    code = _GROUP_CODES.get(group.names, ("ASL309", ""))[0]
    listed = ", ".join(group.names)
    yield report(
        code,
        f"{quoted(given)} exclude each other",
        (*site.at, given[1]),
        part="key",
        help="keep one of them",
        aws_message=(
            f"This object should have only one of the following fields: [{listed}]"
            if code == "ASL207"
            else f"There should only be one of the following fields: [{listed}]"
        ),
        aws_at=site.at,
    )


def _report_none(site: Site, group: Group) -> Diagnostic:
    code = _GROUP_CODES[group.names][1]
    owner = f"a {site.owner.value} state"
    if code == "ASL208":
        message = f'{owner} needs "Next" or "End": true'
        help_ = 'name the state that follows in "Next", or write "End": true'
    elif code == "ASL304":
        names = tuple(n for n in group.names if n in fields_of(site.owner, site.language))
        message = f"{owner} needs one of {quoted(names, 'or')}"
        help_ = "say how long to wait"
    else:
        message = f'{owner} needs an "ItemProcessor"'
        help_ = "add an ItemProcessor with the states that each item runs through"
    return report(
        code,
        message,
        site.at,
        part="key",
        help=help_,
        aws_message=f"This object should have only one of the following fields: [{', '.join(group.names)}]",
    )
