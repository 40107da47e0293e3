"""``asl fmt``: definitions in the canonical form, in place; never a character of the user's text is lost."""

from __future__ import annotations

from collections.abc import Sequence

import click

from asl.document import Document
from asl.errors import UsageError
from asl.source import Format
from asl.syntax import FormatResult, format_source, unified_diff

from ..application import App
from ..exit_codes import NO, USAGE, YES
from ..files import STDIN, read_definition, replace_file
from ..render.text import count_words, render_diagnostics
from ..verbs import option, verb
from .validate import NOTATIONS

__all__ = ["COMMAND"]


@verb(
    synopsis=("asl fmt [OPTION]... FILE...", "asl fmt [OPTION]... - <INPUT >OUTPUT"),
    description="""
    Prints definitions in one form: two columns of indentation, one member a line, keys in the order they have.
    YAML keeps its comments and quotes. What a definition means never changes.

    Files are replaced whole. A file with syntax errors, or one whose meaning or comments formatting would not
    keep, is left as it is and the reason is shown. With `-`, standard input is printed formatted.
    """,
    examples=(
        ("asl fmt pipeline.asl.json", "Format a file in place."),
        ("asl fmt --check --diff workflows/*.asl.json", "See in CI what is not formatted, and fail for it."),
        ("asl fmt - <draft.json >pipeline.asl.json", "Use it as a filter."),
    ),
    exit_status={
        0: "all files are in the canonical form now, or could be put into it (with --diff)",
        1: "something would change (with --check), or a file was left as it is because of its mistakes",
    },
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@option(
    "--check", is_flag=True, group="What to do", help="write nothing; the exit status says whether all is formatted"
)
@option("--diff", is_flag=True, group="What to do", help="write nothing; print what would change as a unified diff")
@option(
    "--stdin-format",
    type=NOTATIONS,
    metavar="FORMAT",
    group="What to do",
    help="json or yaml: the notation of standard input, when it is not to be guessed",
)
def fmt(app: App, files: Sequence[str], check: bool, diff: bool, stdin_format: Format | None) -> int:
    """Format files."""
    changed = refused = unreadable = 0
    for name in files:
        try:
            document = read_definition(app, name, stdin_format)
        except UsageError as error:
            app.say_error(error.message, error.help)
            unreadable += 1
            continue
        result = format_source(document.source)
        if result.diagnostics:
            app.say(render_diagnostics(document, result.diagnostics, app.paint(app.stderr)))
            refused += 1
        elif result.changed:
            changed += 1
        if diff:
            app.answer(unified_diff(document.source, result.text))
        elif not check:
            _write(app, name, document, result)
        elif result.changed:
            app.say(f"would change {document.source.name}\n")
    app.say(f"{_totals(len(files), changed, refused + unreadable, is_dry=check or diff)}\n")
    if unreadable:
        return USAGE
    return NO if refused or (check and changed) else YES


def _write(app: App, name: str, document: Document, result: FormatResult) -> None:
    if name == STDIN:
        # A filter gives back what it cannot format, so that nothing is lost in `asl fmt - <a | sponge a`.
        app.answer(result.text)
    elif result.changed and not result.diagnostics:
        replace_file(name, result.text)
        app.say(f"formatted {document.source.name}\n")


def _totals(total: int, changed: int, left: int, *, is_dry: bool) -> str:
    """Return what was done to how many files.

    >>> _totals(3, 1, 1, is_dry=False)
    '1 file changed, 1 already formatted, 1 left as it is'
    """
    told = [f"{count_words(changed, 'file')} {'would change' if is_dry else 'changed'}"]
    told.append(f"{total - changed - left} already formatted")
    if left:
        told.append(f"{left} left as it is")
    return ", ".join(told)


COMMAND = fmt
