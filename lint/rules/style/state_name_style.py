"""Names of states are read by people, in the console above all.

Source: none but habit; off by default.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from asl.diagnostics import Severity
from asl.validator.unknown import is_unknown_text

from ...context import Context
from ...examples import flow, send
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]

RULE = Rule(
    code="ASL108",
    name="state-name-style",
    summary="names of states that are easily mistaken or break the convention",
    severity=Severity.INFO,
    is_on=False,
    explanation=(
        "Names that differ only in letter case or blanks are mistaken for one another, and blanks at the ends are not "
        "seen at all. With the option pattern, a regular expression, names have to follow a convention as well. "
        "Rename the state and what leads to it."
    ),
    bad=flow(("Send it", send(ResultPath="$.sent", Next="send it")), ("send it", send())),
    good=flow(("Send it", send(ResultPath="$.sent", Next="Send again")), ("Send again", send())),
    options={"pattern": ""},
)


def check(context: Context) -> Iterator[Finding]:
    """Names of states are distinct for the eye and follow the convention."""
    pattern = str(context.option(RULE, "pattern"))
    convention = re.compile(pattern) if pattern else None
    seen: dict[str, str] = {}
    for _, state in context.states:
        name = state.name
        if is_unknown_text(name):
            continue
        key = "".join(name.lower().replace("_", "").replace("-", "").split())
        if name != name.strip():
            yield Finding(f'the name "{name}" begins or ends with a blank', state.at, part="key", help="remove it")
        elif key in seen and seen[key] != name:
            yield Finding(f'"{name}" is easily mistaken for "{seen[key]}"', state.at, part="key", help="rename one")
        elif convention is not None and not convention.fullmatch(name):
            yield Finding(f'"{name}" does not follow {pattern}', state.at, part="key", help="rename the state")
        seen.setdefault(key, name)
