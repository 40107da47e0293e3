"""Prints ``docs/commands.md`` from the help pages: ``python -m asl.app.docs > docs/commands.md``."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from .commands import COMMANDS
from .front_page import front_page
from .verbs import VERBS, Verb

__all__ = ["commands_page"]

_HEAD = """\
# Commands

What `asl --help` and `asl VERB --help` print. Made by `python -m asl.app.docs > docs/commands.md`; a test compares.
"""


def commands_page() -> str:
    """Return the Markdown page with the help of the program and of every verb."""
    return "\n".join(_sections())


def _sections() -> Iterator[str]:
    yield _HEAD
    yield _section("asl", front_page())
    with click.Context(VERBS) as context:
        for name in COMMANDS:
            command = VERBS.get_command(context, name)
            assert isinstance(command, Verb), "commands are declared with @verb"
            yield _section(f"asl {name}", command.page())


def _section(heading: str, page: str) -> str:
    return f"## {heading}\n\n```text\n{page}```\n"


if __name__ == "__main__":
    sys.stdout.write(commands_page())
