"""``asl validate``: would the service take these definitions, and if not, why and where?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, cast

import click

from asl.diagnostics import Diagnostic, Severity
from asl.errors import UsageError
from asl.source import Format
from asl.syntax import print_json
from asl.validator import WorkflowType
from asl.validator import validate as find_diagnostics

from ..application import App
from ..exit_codes import NO, USAGE, YES
from ..files import Loaded, load_definitions
from ..render.report import FORMATS, ReportFormat, render_report
from ..render.text import render_totals
from ..verbs import option, verb

if TYPE_CHECKING:
    from asl.json_values import Json

__all__ = ["COMMAND", "NOTATIONS", "TYPES"]

TYPES = click.Choice(["standard", "express"], case_sensitive=False)
NOTATIONS = click.Choice(["json", "yaml"])

_FAILING = {"error": (Severity.ERROR,), "warning": (Severity.ERROR, Severity.WARNING)}


@verb(
    synopsis=("asl validate [OPTION]... PATH...",),
    description="""
    Checks definitions, JSON or YAML, against the rules by which AWS Step Functions accepts or refuses them, and
    shows each mistake with its place. All mistakes of a file are shown, not only the first.

    A PATH is a file, a folder, a pattern or `-`; definitions inside templates (SAM, CloudFormation, CDK, Terraform,
    Serverless) are found too. A file that cannot be read is named, and the others are checked all the same.
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
    metavar="TYPE",
    group="Checks",
    help="standard or express: the workflow type; left out, what a template says, else standard",
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
    type=NOTATIONS,
    metavar="FORMAT",
    group="Checks",
    help="json or yaml: the notation of standard input, when it is not to be guessed",
)
@option(
    "--format",
    "format_",
    type=click.Choice([*FORMATS, "aws"]),
    default="text",
    metavar="FORMAT",
    group="Output",
    help=(
        "text (the default) for people, json for programs, sarif, github or junit as in lint; aws for the responses "
        "of ValidateStateMachineDefinition, one object for each definition"
    ),
)
def validate(
    app: App,
    files: Sequence[str],
    type_: str | None,
    fail_on: str,
    stdin_format: Format | None,
    format_: ReportFormat | Literal["aws"],
) -> int:
    """Check files and show what is wrong with them."""
    checked, is_complete = check_files(app, files, type_, stdin_format)
    found = [diagnostic for _, _, diagnostics in checked for diagnostic in diagnostics]
    if format_ == "aws":
        from asl.validator.aws import validation_response

        for loaded, workflow, _ in checked:
            response = validation_response(loaded.document, type=workflow, severity="WARNING")
            app.answer(print_json(cast("Json", response)))
    else:
        reported = [(loaded.document, diagnostics) for loaded, _, diagnostics in checked]
        app.answer(render_report(format_, reported, app.paint(app.stdout), fail_on=_FAILING[fail_on][-1]))
    if checked:
        app.say(f"{render_totals(found, len(checked))}\n")
    if not is_complete:
        return USAGE
    return NO if any(diagnostic.severity in _FAILING[fail_on] for diagnostic in found) else YES


def check_files(
    app: App, files: Sequence[str], type_: str | None, stdin_format: Format | None
) -> tuple[list[tuple[Loaded, WorkflowType, tuple[Diagnostic, ...]]], bool]:
    """Return the definitions with type and diagnostics, and whether all arguments could be read."""
    refused: list[UsageError] = []

    def refuse(error: UsageError) -> None:
        refused.append(error)
        app.say_error(error.message, error.help)

    checked = []
    for loaded in load_definitions(app, files, stdin_format=stdin_format, refuse=refuse):
        workflow = workflow_type(type_, loaded)
        checked.append((loaded, workflow, find_diagnostics(loaded.document, type=workflow)))
    return checked, not refused


def workflow_type(type_: str | None, loaded: Loaded) -> WorkflowType:
    """Return the workflow type: what the option names, what the template says, or Standard."""
    if type_ is not None:
        return "EXPRESS" if type_ == "express" else "STANDARD"
    return loaded.workflow_type or "STANDARD"


COMMAND = validate
