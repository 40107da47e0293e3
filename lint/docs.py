"""Prints the pages of all codes: ``python -m lint.docs docs/rules``; a test compares.

A page is made from the row of the registry alone, so what ``asl explain`` tells and what the pages tell is the same.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from asl.validator import CodeEntry

from .fixes.attach import fixers
from .registry import VALIDATOR_FAMILY, all_entries, families, family_of
from .rule import Rule

__all__ = ["main", "pages"]

_HEAD = """\
# Codes

Everything that `asl validate` and `asl lint` report, by family. Made by `python -m lint.docs docs/rules`; a test
compares. `asl rules` prints the same list, `asl explain CODE` a page.
"""
_ABOUT = {
    VALIDATOR_FAMILY: "What Step Functions refuses, and its own warnings; reported by `asl validate` too.",
    "cost": "What is paid for without need, and better integrations.",
    "data": "What states read and hand on.",
    "limits": "Quotas of the service and of the workflow types.",
    "reliability": "Errors, timeouts and retries.",
    "security": "What should not stand in a definition.",
    "style": "Names, comments and order.",
    "suppression": "The suppressions themselves.",
    "types": "What the types that flow through a machine say against it.",
    "transitions": "Choice Rules and the ways through a flow.",
}


def pages() -> Mapping[str, str]:
    """Return the text of each page by its file name."""
    found = {"README.md": _index()}
    for entry in all_entries():
        found[f"{entry.code}.md"] = _page(entry)
    return found


def _index() -> str:
    lines = [_HEAD]
    for family in families():
        lines += [f"## {family}", "", _ABOUT[family], "", "| code | name | severity | on | fix | about |"]
        lines.append("|---|---|---|---|---|---|")
        for entry in all_entries():
            if family_of(entry.code) == family:
                is_on = not isinstance(entry, Rule) or entry.is_on
                about = entry.summary if isinstance(entry, Rule) else ""
                has_fix = "yes" if entry.code in fixers() else ""
                lines.append(
                    f"| [{entry.code}]({entry.code}.md) | {entry.name} | {entry.severity.value} "
                    f"| {'yes' if is_on else ''} | {has_fix} | {about} |"
                )
        lines.append("")
    return "\n".join(lines)


def _page(entry: CodeEntry) -> str:
    facts = [f"Severity: {entry.severity.value}", f"family: {family_of(entry.code)}", f"since {entry.since}"]
    if isinstance(entry, Rule):
        facts.append("on by default" if entry.is_on else "off by default")
    if entry.code in fixers():
        facts.append("`asl lint --fix` can mend some of it")
    if entry.aws_code:
        facts.append(f"Step Functions answers `{entry.aws_code}`")
    if entry.type == "EXPRESS":
        facts.append("the examples are for an Express workflow")
    lines = [f"# {entry.code} {entry.name}", "", "; ".join(facts) + ".", "", entry.explanation, ""]
    if isinstance(entry, Rule) and entry.options:
        lines += ["## Options", ""]
        for name, default in entry.options.items():
            shown = dict(default) if isinstance(default, Mapping) else default
            lines.append(f"- `rules.{entry.name}.{name}`, {shown!r} when not set")
        lines.append("")
    for heading, text in (("Bad", entry.bad_text), ("Good", entry.good_text)):
        lines += [f"## {heading}", "", f"```{entry.format}", text.rstrip("\n"), "```", ""]
    return "\n".join(lines[:-1]) + "\n"


def main(arguments: Sequence[str]) -> int:
    """Write the pages into a folder and remove those of codes that are no more."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m lint.docs FOLDER\n")
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    made = pages()
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    for path in folder.glob("ASL*.md"):
        if path.name not in made:
            path.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
