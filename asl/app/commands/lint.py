"""``asl lint``: what the service refuses and what one should not ask of it, with fixes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import click

from asl.diagnostics import Severity
from asl.errors import UsageError
from asl.source import Format
from lint.configuration_file import ConfigurationError

from ..application import App
from ..exit_codes import NO, USAGE, YES
from ..files import STDIN, replace_file
from ..lint_options import LintOptions, Settings, split_selectors
from ..lint_run import Linted, Mending, leave_known, lint_all, update_baseline
from ..render.colour import Paint
from ..render.report import FORMATS as REPORT_FORMATS
from ..render.report import ReportFormat, render_report
from ..render.text import count_words, render_source_diagnostic, render_totals
from ..verbs import option, verb
from .validate import NOTATIONS, TYPES

__all__ = ["COMMAND"]


@verb(
    synopsis=("asl lint [OPTION]... FILE...",),
    description="""
    Checks definitions as `asl validate` does and with rules besides: about timeouts and retries, dropped data, dead
    rules, limits of the service, secrets, cost. `asl rules` lists them, `asl explain CODE` tells about one.

    FILE is a definition in JSON or YAML, a template that holds definitions (SAM, CloudFormation, CDK, Terraform,
    Serverless), a folder, a pattern, or `-`. Settings are read from asl.toml or [tool.asl] in pyproject.toml, in the
    file's folder or above it. A Comment with `asl-ignore: CODE reason` silences a code in the object it stands in.

    A selector is a code (ASL517), a name (choice-no-default), the beginning of codes (ASL5), a family (security,
    validator) or ALL; several are separated by commas.
    """,
    examples=(
        ("asl lint pipeline.asl.json", "Check one file."),
        ("asl lint --fix --diff workflows/", "Show what would be mended in a folder."),
        ("asl lint --select security,ASL517 --fail-on warning .", "Look for a few things only, strictly."),
        ("asl lint --format sarif --output asl.sarif .", "Write a report for code scanning."),
    ),
    exit_status={
        0: "nothing was found at or above --fail-on, and with --diff nothing would change",
        1: "something was found, or with --diff something would change",
        2: "a file, an option or the configuration cannot be used",
    },
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@option(
    "--type",
    "type_",
    type=TYPES,
    metavar="TYPE",
    group="Checks",
    help="standard or express: the workflow type; what the template says when not given, else standard",
)
@option("--select", multiple=True, metavar="SELECTOR", group="Checks", help="the only codes that count")
@option("--extend-select", multiple=True, metavar="SELECTOR", group="Checks", help="codes that count besides")
@option("--ignore", multiple=True, metavar="SELECTOR", group="Checks", help="codes that do not count")
@option(
    "--fail-on",
    type=click.Choice([severity.value for severity in Severity]),
    metavar="SEVERITY",
    group="Checks",
    help="error (the default), warning or info: the least severity that makes the exit status 1",
)
@option(
    "--baseline", type=click.Path(path_type=Path), metavar="FILE", group="Checks", help="known findings to leave out"
)
@option("--update-baseline", is_flag=True, group="Checks", help="write all findings into the baseline instead")
@option(
    "--config",
    type=click.Path(path_type=Path),
    metavar="FILE",
    group="Checks",
    help="the configuration for all files, instead of the nearest one",
)
@option("--isolated", is_flag=True, group="Checks", help="read no configuration")
@option(
    "--stdin-format",
    type=NOTATIONS,
    metavar="FORMAT",
    group="Checks",
    help="json or yaml: the notation of standard input, when it is not to be guessed",
)
@option("--fix", is_flag=True, group="Fixes", help="mend what can be mended safely, in place")
@option("--unsafe-fixes", is_flag=True, group="Fixes", help="with --fix or --diff: also what may change the meaning")
@option("--diff", is_flag=True, group="Fixes", help="write nothing; print what would be mended as a unified diff")
@option(
    "--format",
    "format_",
    type=click.Choice(REPORT_FORMATS),
    default="text",
    metavar="FORMAT",
    group="Output",
    help="text (the default), json, sarif, github (annotations) or junit",
)
@option("--output", metavar="FILE", group="Output", help="write the report to a file")
def lint(
    app: App,
    files: Sequence[str],
    type_: str | None,
    select: Sequence[str],
    extend_select: Sequence[str],
    ignore: Sequence[str],
    fail_on: str | None,
    baseline: Path | None,
    update_baseline: bool,
    config: Path | None,
    isolated: bool,
    stdin_format: Format | None,
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
    format_: ReportFormat,
    output: str | None,
) -> int:
    """Lint files and show what was found."""
    if update_baseline and baseline is None:
        raise UsageError("--update-baseline needs --baseline", help="name the file to write")
    if unsafe_fixes and not (fix or diff):
        raise UsageError("--unsafe-fixes needs --fix or --diff", help="--diff shows what would change")
    workflow_type: Literal["STANDARD", "EXPRESS"] | None = None
    if type_ is not None:
        workflow_type = "EXPRESS" if type_.lower() == "express" else "STANDARD"
    settings = Settings(
        LintOptions(
            select=split_selectors(select) if select else None,
            extend_select=split_selectors(extend_select),
            ignore=split_selectors(ignore),
            fail_on=None if fail_on is None else Severity(fail_on),
            type=workflow_type,
            config=config,
            is_isolated=isolated,
        )
    )
    mending = Mending(is_on=fix or diff, is_unsafe=unsafe_fixes, is_diff=diff)
    try:
        linted, is_complete = lint_all(app, files, settings, stdin_format, mending)
    except ConfigurationError as error:
        paint = app.paint(app.stderr)
        for found in error.diagnostics:
            app.say(f"{render_source_diagnostic(error.source, found, paint)}\n")
        return USAGE
    if baseline is not None:
        if update_baseline:
            return _write_baseline(app, linted, baseline, is_complete=is_complete)
        linted, gone = leave_known(linted, baseline)
        if gone:
            app.say(f"{count_words(gone, 'known finding')} not found any more; --update-baseline drops them\n")
    _report(app, linted, format_, output, is_text_taken=diff or (fix and STDIN in files))
    _say_totals(app, linted, is_diff=diff)
    if not is_complete:
        return USAGE
    would_change = diff and any(one.fixed for one in linted)
    return NO if would_change or any(one.is_failing for one in linted) else YES


def _write_baseline(app: App, linted: Sequence[Linted], baseline: Path, *, is_complete: bool) -> int:
    if not is_complete:
        return USAGE
    app.say(f"wrote {count_words(update_baseline(linted, baseline), 'finding')} to {baseline}\n")
    return YES


def _report(
    app: App, linted: Sequence[Linted], format_: ReportFormat, output: str | None, *, is_text_taken: bool
) -> None:
    """Write the report; to standard error when standard output is taken by a diff or by a mended definition."""
    checked = [(one.document, one.diagnostics) for one in linted]
    fail_on = linted[0].fail_on if linted else Severity.ERROR
    if output is not None:
        replace_file(output, render_report(format_, checked, Paint(is_on=False), fail_on=fail_on))
    elif is_text_taken:
        if format_ == "text":
            app.say(render_report(format_, checked, app.paint(app.stderr), fail_on=fail_on))
    else:
        app.answer(render_report(format_, checked, app.paint(app.stdout), fail_on=fail_on))


def _say_totals(app: App, linted: Sequence[Linted], *, is_diff: bool) -> None:
    if not linted:
        app.say("no definitions found\n")
        return
    found = [diagnostic for one in linted for diagnostic in one.diagnostics]
    text = render_totals(found, len(linted))
    fixed = sum(one.fixed for one in linted)
    if fixed:
        text += f"; {count_words(fixed, 'finding')} {'can be' if is_diff else 'was' if fixed == 1 else 'were'} fixed"
    mendable = sum(diagnostic.fix is not None for diagnostic in found)
    safe = sum(diagnostic.fix is not None and diagnostic.fix.is_safe for diagnostic in found)
    if mendable and not fixed:
        more = f" and {mendable - safe} more with --unsafe-fixes" if mendable > safe else ""
        text += f"; --fix mends {safe}{more}"
    app.say(f"{text}\n")


COMMAND = lint
