"""``asl validate``: would the service take these definitions, and if not, why and where?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, cast

import click

from asl.diagnostics import Diagnostic, Severity
from asl.document import Document
from asl.errors import UsageError
from asl.source import Format
from asl.syntax import print_json
from asl.validator import WorkflowType
from asl.validator import validate as find_diagnostics

from ..application import App
from ..exit_codes import NO, USAGE, YES
from ..files import read_definition
from ..render.json import report_object
from ..render.text import render_diagnostics, render_totals
from ..verbs import option, verb

if TYPE_CHECKING:
    from asl.json_values import Json

__all__ = ["COMMAND", "FORMATS", "TYPES"]

TYPES = click.Choice(["standard", "express"], case_sensitive=False)
FORMATS = click.Choice(["json", "yaml"])

_FAILING = {"error": (Severity.ERROR,), "warning": (Severity.ERROR, Severity.WARNING)}


@verb(
    synopsis=("asl validate [OPTION]... FILE...",),
    description="""
    Checks definitions, JSON or YAML, against the rules by which AWS Step Functions accepts or refuses them, and
    shows each mistake with its place. All mistakes of a file are shown, not only the first.

    A file that cannot be read is named, and the others are checked all the same.
    """,
    examples=(
        ("asl validate pipeline.asl.json", "Check one file."),
        ("asl validate --type express workflows/*.asl.yaml", "Check many for what Express workflows can do."),
        ("make-definition | asl validate --format json -", "Check what another program prints, for a third one."),
        ("asl validate --format aws pipeline.asl.json", "Print what the service's own validation would answer."),
    ),
    exit_status={0: "every definition would be accepted", 1: "at least one would be refused (see --fail-on)"},
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@option(
    "--type",
    "type_",
    type=TYPES,
    default="standard",
    metavar="TYPE",
    group="Checks",
    help="standard (the default) or express: the workflow type that the definitions are meant for",
)
@option(
    "--fail-on",
    type=click.Choice(list(_FAILING)),
    default="error",
    metavar="SEVERITY",
    group="Checks",
    help="error (the default) or warning: the least severity that makes the exit status 1",
)
@option(
    "--stdin-format",
    type=FORMATS,
    metavar="FORMAT",
    group="Checks",
    help="json or yaml: the notation of standard input, when it is not to be guessed",
)
@option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "aws"]),
    default="text",
    metavar="FORMAT",
    group="Output",
    help=(
        "text (the default) for people, json for programs: one object with a version, the files and the diagnostics; "
        "aws for the responses of ValidateStateMachineDefinition, one object for each file"
    ),
)
def validate(
    app: App,
    files: Sequence[str],
    type_: str,
    fail_on: str,
    stdin_format: Format | None,
    format_: Literal["text", "json", "aws"],
) -> int:
    """Check files and show what is wrong with them."""
    checked, is_complete = check_files(app, files, type_, stdin_format)
    found = [diagnostic for _, diagnostics in checked for diagnostic in diagnostics]
    if format_ == "json":
        app.answer(print_json(report_object(checked)))
    elif format_ == "aws":
        from asl.validator.aws import validation_response

        for document, _ in checked:
            response = validation_response(document, type=workflow_type(type_), severity="WARNING")
            app.answer(print_json(cast("Json", response)))
    else:
        paint = app.paint(app.stdout)
        for document, diagnostics in checked:
            app.answer(render_diagnostics(document, diagnostics, paint))
    if checked:
        app.say(f"{render_totals(found, len(checked))}\n")
    if not is_complete:
        return USAGE
    return NO if any(diagnostic.severity in _FAILING[fail_on] for diagnostic in found) else YES


def check_files(
    app: App, files: Sequence[str], type_: str, stdin_format: Format | None
) -> tuple[list[tuple[Document, tuple[Diagnostic, ...]]], bool]:
    """Return the readable definitions with their diagnostics, and whether all could be read."""
    checked = []
    is_complete = True
    for name in files:
        try:
            document = read_definition(app, name, stdin_format)
        except UsageError as error:
            app.say_error(error.message, error.help)
            is_complete = False
        else:
            checked.append((document, find_diagnostics(document, type=workflow_type(type_))))
    return checked, is_complete


def workflow_type(type_: str) -> WorkflowType:
    """Return the workflow type that an option names."""
    return "EXPRESS" if type_ == "express" else "STANDARD"


COMMAND = validate
