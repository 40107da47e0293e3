"""``asl test-state``: one state run by itself, with the value at every stage of its data flow."""

from __future__ import annotations

from typing import cast

import click

from asl.errors import UsageError

from ..application import App
from ..run_options import check_account, check_region, parse_start_time
from ..verbs import option, verb

__all__ = ["COMMAND"]

_LEVELS = click.Choice(["INFO", "DEBUG", "TRACE"], case_sensitive=False)
_INPUT = "The state's surroundings"
_WORK = "The state's work"


@verb(
    synopsis=("asl test-state [OPTION]... FILE", "asl test-state --state NAME [OPTION]... FILE"),
    description="""
    Runs one state offline, as the TestState API does, and shows its input, the value after each of its fields,
    its output, the error and which Retry or Catch answers it, and the state that would come next. FILE is a
    state, or a whole machine together with --state; states inside a Parallel or Map can be named too.

    A mock says what the work of a Task, Map or Parallel returns, or how it fails; its result is held against the
    service's API. A Task without a mock gets a made-up result. A Map or Parallel needs a mock, and so does a Task
    that waits for a job, a token or a worker.
    """,
    examples=(
        ("asl test-state pipeline.asl.json --state Shape --input input.json", "Show a state's data flow."),
        (
            'asl test-state task.json --mock \'{"result": {"StatusCode": 200}}\'',
            "Test a Task with a mocked result.",
        ),
        (
            "asl test-state task.json --mock busy.json --state-configuration retried.json --json",
            "See what becomes of a mocked error after some retries, as the API's response.",
        ),
    ),
    exit_status={
        0: "the state passed on an output, its own or that of a Catcher",
        1: "it failed or is to be retried, or the definition has errors",
        2: "the input, the mock or the call makes no sense",
        3: "a field is known only after deployment",
    },
)
@click.argument("file", metavar="FILE")
@option("--state", metavar="NAME", group=_INPUT, help="the state to test, when FILE is a whole machine")
@option(
    "--input",
    "input_",
    metavar="INPUT",
    group=_INPUT,
    help="the state's input: a file, `-` for standard input, or the JSON itself; {} when left out",
)
@option("--variables", metavar="JSON", group=_INPUT, help="the variables it sees: a file or the JSON itself")
@option("--context", metavar="JSON", group=_INPUT, help="its Context Object, together with a mock; made up otherwise")
@option("--role-arn", metavar="ARN", group=_INPUT, help="the role that the Context Object tells")
@option(
    "--start-time", default="", metavar="TIME", group=_INPUT, help="virtual time: an ISO 8601 time, or now; as in run"
)
@option("--seed", type=int, default=0, metavar="N", group=_INPUT, help="what ids and random functions are drawn from")
@option("--region", default="us-east-1", metavar="REGION", group=_INPUT, help="the region in ARNs")
@option("--account", default="123456789012", metavar="ID", group=_INPUT, help="the account in ARNs")
@option(
    "--mock",
    metavar="JSON",
    group=_WORK,
    help="a file or the JSON itself: result, or errorOutput with error and cause; and fieldValidationMode, which is "
    "STRICT, PRESENT or NONE",
)
@option(
    "--state-configuration",
    "configuration",
    metavar="JSON",
    group=_WORK,
    help="a file or the JSON itself: retrierRetryCount, errorCausedByState, mapIterationFailureCount, "
    "mapItemReaderData",
)
@option("--mocks", metavar="FILE", group=_WORK, help="a file of mocked states, as in run, instead of --mock")
@option("--test-case", metavar="NAME", group=_WORK, help="the case of that file to play")
@option(
    "--inspection-level",
    "level",
    type=_LEVELS,
    default="DEBUG",
    metavar="LEVEL",
    group="Output",
    help="INFO (the outcome), DEBUG (every stage as well, the default) or TRACE",
)
@option("--json", "is_json", is_flag=True, group="Output", help="print the API's own response, or its error")
def _test_state(
    app: App,
    file: str,
    state: str | None,
    input_: str | None,
    variables: str | None,
    context: str | None,
    role_arn: str | None,
    start_time: str,
    seed: int,
    region: str,
    account: str,
    mock: str | None,
    configuration: str | None,
    mocks: str | None,
    test_case: str | None,
    level: str,
    is_json: bool,
) -> int:
    """Check what was given, and hand it to the one who tests it."""
    if mock is not None and mocks is not None:
        raise UsageError("--mock and --mocks both say what the work returns", help="give one of them")
    if test_case is not None and mocks is None:
        raise UsageError("--test-case needs a mock file", help="name it with --mocks")
    start_ms = parse_start_time(start_time)
    region, account = check_region(region), check_account(account)
    # Neither the help page nor a wrong option needs the interpreter.
    from interpreter.test_state import InspectionLevel

    from ..state_test import StateTestOptions, show_state_test

    return show_state_test(
        app,
        StateTestOptions(
            file=file,
            state=state,
            input=input_,
            mock=mock,
            mocks=mocks,
            test_case=test_case,
            context=context,
            variables=variables,
            configuration=configuration,
            level=cast("InspectionLevel", level.upper()),
            role_arn=role_arn,
            start_ms=start_ms,
            seed=seed,
            region=region,
            account=account,
            is_json=is_json,
        ),
    )


COMMAND = _test_state
