"""Help pages in the manner of a short man page: synopsis, description, options by group, exit status, examples.

Made without click, so that ``asl --help`` need not import it. The width is fixed: a page is the same in a narrow
terminal, in a wide one and in ``docs/commands.md``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap
from typing import NamedTuple

from .exit_codes import MEANINGS

__all__ = ["WIDTH", "Page", "Rows", "render_page"]

WIDTH = 88
_TERM_WIDTH = 26

Rows = Sequence[tuple[str, str]]


class Page(NamedTuple):
    """One help page.

    Attributes:
        synopsis: how it is called, a line each.
        description: paragraphs with an empty line between them; wrapped to the width.
        sections: heading and rows of (term, meaning): options, verbs.
        exit_status: what single statuses mean here, where that is more than the general meaning.
        examples: (command line, what it does).
    """

    synopsis: Sequence[str]
    description: str
    sections: Sequence[tuple[str, Rows]]
    examples: Rows
    exit_status: Mapping[int, str] = {}


def render_page(page: Page) -> str:
    """Return the text of a page."""
    return "\n".join(_lines(page)) + "\n"


def _lines(page: Page) -> Iterator[str]:
    for number, line in enumerate(page.synopsis):
        yield ("Usage: " if number == 0 else "       ") + line
    for paragraph in page.description.strip().split("\n\n"):
        yield ""
        yield from wrap(
            " ".join(paragraph.split()), WIDTH, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False
        )
    for heading, rows in page.sections:
        yield ""
        yield f"{heading}:"
        for term, meaning in rows:
            yield from _row(term, meaning, _TERM_WIDTH)
    yield ""
    yield "Exit status:"
    for status, meaning in MEANINGS:
        yield from _row(str(status), page.exit_status.get(status, meaning), 5)
    if page.examples:
        yield ""
        yield "Examples:"
    for command, meaning in page.examples:
        yield f"  {command}"
        yield from wrap(meaning, WIDTH, initial_indent="      ", subsequent_indent="      ", break_on_hyphens=False)


def _row(term: str, meaning: str, term_width: int) -> Iterator[str]:
    lines = wrap(meaning, WIDTH - term_width - 2, break_on_hyphens=False)
    if len(term) >= term_width:
        yield f"  {term}"
    else:
        yield f"  {term:<{term_width}}{lines.pop(0) if lines else ''}".rstrip()
    for line in lines:
        yield " " * (term_width + 2) + line
