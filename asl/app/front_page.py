"""``asl --help`` and ``asl --version``, without anything heavy behind them."""

from __future__ import annotations

from asl import __version__

from .commands import COMMANDS
from .page import Page, Rows, render_page

__all__ = ["COMMON_OPTIONS", "front_page", "version_line"]

COMMON_OPTIONS: Rows = (
    ("--color WHEN", "auto, always or never; auto is a terminal, unless NO_COLOR or FORCE_COLOR say otherwise"),
    ("--debug", "show the traceback when something goes wrong"),
    ("-h, --help", "show this page and stop"),
)

_PAGE = Page(
    synopsis=("asl VERB [OPTION]... [ARGUMENT]...", "asl VERB --help"),
    description="""
    Checks and dry-runs Amazon States Language definitions offline, before they are submitted to AWS Step
    Functions. Nothing is called and no credentials are needed.

    The answer goes to standard output, everything else (progress, summaries, errors) to standard error. Where a
    file is asked for, `-` is standard input.
    """,
    sections=(
        ("Verbs", tuple(COMMANDS.items())),
        ("Options", (*COMMON_OPTIONS, ("--version", "show the version and stop"))),
    ),
    examples=(
        ("asl validate pipeline.asl.json", "Check a definition."),
        ("asl run pipeline.asl.json --input input.json", "Run it on virtual time with made-up results."),
        ("asl explain missing-target", "Read about a diagnostic."),
    ),
)


def front_page() -> str:
    """Return the page of ``asl --help``."""
    return render_page(_PAGE)


def version_line() -> str:
    """Return the line of ``asl --version``."""
    return f"asl {__version__}\n"
