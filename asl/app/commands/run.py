"""``asl run``: a dry run on virtual time, with the states shown as they run and the output at the end."""

from __future__ import annotations

import click

from asl.errors import UsageError

from ..application import App
from ..files import STDIN
from ..run_options import (
    RunOptions,
    check_account,
    check_name,
    check_region,
    machine_name_of,
    parse_limits,
    parse_start_time,
    parse_stop,
)
from ..verbs import option, verb
from .validate import TYPES

__all__ = ["COMMAND"]


@verb(
    synopsis=("asl run [OPTION]... FILE",),
    description="""
    Runs a definition offline and shows its states as they run. Time is virtual: a Wait of a day takes no time.
    Tasks call nothing: their results are made from the shapes of the services' APIs, or come from a mock file.

    The same definition, input, seed and start time give the same history, byte for byte. On a terminal the
    states are a table that changes in place, elsewhere a line for each thing that happens, with the virtual
    time since the start; a summary follows. The output is printed as JSON on standard output.
    """,
    examples=(
        ("asl run pipeline.asl.json --input input.json", "Run with an input from a file."),
        (
            "asl run pipeline.asl.json --mocks pipeline.asl-mocks.yaml --test-case throttled",
            "Let a state fail the way a mock file says.",
        ),
        (
            "asl run pipeline.asl.json --redrive history.json --mocks mended.yaml",
            "Go on with an execution that failed, from where it stood.",
        ),
        (
            "asl run pipeline.asl.json --input '{\"n\": 3}' --quiet --history history.json",
            "Keep the history in the form of `aws stepfunctions get-execution-history`.",
        ),
    ),
    exit_status={
        0: "the execution succeeded",
        1: "it did not succeed, or the definition has errors",
        2: "the input, the mock file or the call makes no sense",
        3: "the definition needs something that cannot be run yet, or a file could not be written",
    },
)
@click.argument("file", metavar="FILE")
@option(
    "--input",
    "input_",
    metavar="INPUT",
    group="The execution",
    help="a file, `-` for standard input, or the JSON itself; {} when left out",
)
@option("--name", metavar="NAME", group="The execution", help="the execution's name; drawn from the seed when left out")
@option(
    "--type",
    "type_",
    type=TYPES,
    default="standard",
    metavar="TYPE",
    group="The execution",
    help="standard (the default) or express",
)
@option(
    "--start-time",
    default="",
    metavar="TIME",
    group="The execution",
    help="virtual start: an ISO 8601 time, or now; 2026-01-01T00:00:00Z when left out",
)
@option(
    "--seed",
    type=int,
    default=0,
    metavar="N",
    group="The execution",
    help="what ids, jitter and random functions are drawn from; 0 when left out",
)
@option(
    "--stop-after",
    metavar="DURATION",
    group="The execution",
    help="stop it after so much virtual time, as StopExecution does: 90s, 5m, 1h, 2d",
)
@option(
    "--limit",
    "limit",
    multiple=True,
    metavar="NAME=VALUE",
    group="The execution",
    help="another quota than the service's, or none: payload-bytes, history-events, execution-ms, …; may be repeated",
)
@option("--no-limits", "no_limits", is_flag=True, group="The execution", help="lift all quotas of the service")
@option(
    "--mocks",
    metavar="FILE",
    group="The services",
    help="answers of states, in our format or that of Step Functions Local; others get made-up results",
)
@option(
    "--replay",
    metavar="HISTORY",
    group="The services",
    help="answer tasks with what a recorded history (get-execution-history) tells, and say where the run leaves it",
)
@option(
    "--objects",
    metavar="FOLDER",
    group="The services",
    help="S3 as a folder whose folders are the buckets: items of Distributed Maps are read there, results written",
)
@option(
    "--redrive",
    metavar="HISTORY",
    group="The services",
    help="go on with a recorded execution that failed, timed out or was stopped; tasks are answered as in any run",
)
@option("--test-case", metavar="NAME", group="The services", help="the case of the mock file to play")
@option("--machine-name", metavar="NAME", group="The state machine", help="its name; the file's when left out")
@option(
    "--region",
    default="us-east-1",
    metavar="REGION",
    group="The state machine",
    help="the region in ARNs; us-east-1 when left out",
)
@option(
    "--account",
    default="123456789012",
    metavar="ID",
    group="The state machine",
    help="the account in ARNs; 123456789012 when left out",
)
@option(
    "--history",
    metavar="FILE",
    group="Output",
    help="write the history events as AWS shows them; with `-`, to standard output instead of the output",
)
@option(
    "--json",
    "is_json",
    is_flag=True,
    group="Output",
    help="print one JSON object with a version, the status, the output or error, resources and states",
)
@option(
    "--quiet",
    "is_quiet",
    is_flag=True,
    group="Output",
    help="show neither states nor a summary; a failure is still one line",
)
def run(
    app: App,
    file: str,
    input_: str | None,
    name: str | None,
    type_: str,
    start_time: str,
    seed: int,
    mocks: str | None,
    stop_after: str | None,
    limit: tuple[str, ...],
    no_limits: bool,
    redrive: str | None,
    replay: str | None,
    objects: str | None,
    test_case: str | None,
    machine_name: str | None,
    region: str,
    account: str,
    history: str | None,
    is_json: bool,
    is_quiet: bool,
) -> int:
    """Check what was given, and hand it to the one who runs it."""
    if is_json and history == STDIN:
        raise UsageError("--json and --history - both want standard output", help="write the history to a file")
    if test_case is not None and mocks is None:
        raise UsageError("--test-case needs a mock file", help="name it with --mocks")
    if replay is not None and redrive is not None:
        raise UsageError("--replay and --redrive both want a recorded history", help="give one of them")
    if replay is not None and mocks is not None:
        raise UsageError("--replay and --mocks both answer tasks", help="give one of them")
    if file == STDIN and input_ == STDIN:
        raise UsageError("standard input was named twice", help="give the definition or the input as a file")
    options = RunOptions(
        file=file,
        input=input_,
        name=None if name is None else check_name(name, "execution name"),
        type="EXPRESS" if type_ == "express" else "STANDARD",
        start_ms=parse_start_time(start_time),
        seed=seed,
        mocks=mocks,
        test_case=test_case,
        machine_name=machine_name_of(file) if machine_name is None else check_name(machine_name, "machine name"),
        region=check_region(region),
        account=check_account(account),
        history=history,
        replay=replay,
        redrive=redrive,
        stop_after_ms=None if stop_after is None else parse_stop(stop_after),
        limits=parse_limits(limit),
        has_limits=not no_limits,
        objects=objects,
        is_json=is_json,
        is_quiet=is_quiet,
    )
    # Neither the help page nor a wrong option needs the interpreter.
    from ..dry_run import dry_run

    return dry_run(app, options)


COMMAND = run
