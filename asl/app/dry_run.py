"""A dry run for the command: reads the files, watches the run, shows how it ended."""

from __future__ import annotations

import json
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from typing import Any

from asl.diagnostics import Diagnostic
from asl.document import Document
from asl.errors import UsageError
from asl.json_values import Json, JsonObject, parse_json, size_bytes
from asl.model import iter_flows
from asl.source import Source
from asl.syntax import detect_format, print_json
from interpreter import (
    EXPRESS_LIMITS,
    STANDARD_LIMITS,
    UNLIMITED,
    Execution,
    ExecutionStatus,
    InvalidDefinition,
    Limits,
    MachineIdentity,
    Stop,
    Watcher,
    compile_document,
    redrive,
    redrive_refusal,
    run,
    with_limit,
)
from interpreter.backends.recorded import (
    RecordedBackend,
    RecordedPart,
    recorded_parts,
    recorded_tasks,
    unscheduled_states,
)
from interpreter.backends.scripted import ScriptedBackend, load_mocks
from interpreter.backends.synthetic import SyntheticBackend
from interpreter.objects import FolderStore
from interpreter.replay import first_divergence
from interpreter.services import Backend

from .application import App
from .exit_codes import NO, USAGE, YES
from .files import STDIN, UnusableInput, read_definition, read_input, read_text, replace_file
from .render.cells import printable
from .render.json import diagnostic_object
from .render.text import render_diagnostics, render_totals
from .run_options import RunOptions, partition_of
from .views.lines import LinePrinter, shorten
from .views.run_view import RunView, failure_text
from .views.summary import VERSION, execution_object, render_summary
from .views.visits import Happening

__all__ = ["dry_run"]

SHOWN_REFUSALS = 3
"""Refused calls of those who hold task tokens that are told one by one."""


def dry_run(app: App, options: RunOptions) -> int:
    """Run a definition and return the exit status.

    Raises:
        AslError: a file cannot be read, or the definition needs what cannot be run yet.
    """
    document = read_definition(app, options.file)
    recorded_in = options.replay or options.redrive
    recording = None if recorded_in is None else _read_recording(recorded_in)
    try:
        if options.input is None and recording is not None:
            input_value = _recorded_input(recording)
        else:
            input_value = {} if options.input is None else read_input(app, options.input)
    except UnusableInput as error:
        return _refuse_input(app, error)
    limits = _limits(options)
    _check_size(input_value, limits)
    try:
        program = compile_document(document, type=options.type)
    except InvalidDefinition as error:
        return _refuse_definition(app, document, error.diagnostics, is_json=options.is_json)
    backend = _make_backend(document, options) if recording is None else _replaying_backend(recording)
    objects = None if options.objects is None else FolderStore(options.objects)
    view, shown, watcher = _watch(app, options.start_ms, is_quiet=options.is_quiet or options.is_json)
    stop = None if options.stop_after_ms is None else Stop(options.stop_after_ms)
    parts = (RecordedPart(0, stop),) if recording is None else recorded_parts(recording)
    replay_stop = None if options.redrive is not None else stop
    with shown:
        execution = run(
            program,
            input_value,
            backend=backend,
            name=options.name,
            seed=options.seed,
            start_ms=options.start_ms,
            type=options.type,
            machine=MachineIdentity(
                options.machine_name,
                region=options.region,
                account=options.account,
                partition=partition_of(options.region),
            ),
            limits=limits,
            watcher=watcher,
            stop=parts[0].stop or replay_stop,
            objects=objects,
        )
        go_on = partial(redrive, seed=options.seed, watcher=watcher)
        for part in parts[1:]:
            if redrive_refusal(execution) is None:
                execution = go_on(execution, backend=backend, after_ms=part.after_ms, stop=part.stop or replay_stop)
        if options.redrive is not None and recording is not None:
            _check_redriven(execution, recording)
            execution = go_on(execution, backend=_make_backend(document, options), stop=stop)
    status = _show_end(app, execution, view, options)
    return status if recording is None or options.redrive is not None else _tell_divergence(app, execution, recording)


def _read_recording(name: str) -> dict[str, Any]:
    try:
        recording = parse_json(read_text(name))
    except ValueError as error:
        raise UsageError(f"{name} is not JSON: {error}", help=_RECORDING_HELP) from None
    if not isinstance(recording, dict) or not isinstance(recording.get("events"), list):
        raise UsageError(f"{name} is not an execution history", help=_RECORDING_HELP)
    return recording


_RECORDING_HELP = 'give the answer of `aws stepfunctions get-execution-history`: {"events": [...]}'


def _replaying_backend(recording: dict[str, Any]) -> Backend:
    """Answer from a recording; the children of Map Runs, which are not in it, get results that are made up."""
    return RecordedBackend(
        recorded_tasks(recording), unscheduled=unscheduled_states(recording), children=SyntheticBackend()
    )


def _recorded_input(recording: dict[str, Any]) -> Json:
    for event in recording["events"]:
        details = event.get("executionStartedEventDetails") if isinstance(event, dict) else None
        if isinstance(details, dict) and isinstance(details.get("input"), str):
            return parse_json(details["input"])
    return {}


def _tell_divergence(app: App, execution: Execution, recording: dict[str, Any]) -> int:
    """Say where the run left the recorded one; the exit status tells whether it did."""
    divergence = first_divergence(execution.history, recording["events"])
    if divergence is None:
        app.say("the run is the recorded one, event for event")
        return YES
    app.say(f"the run leaves the recorded one: {divergence}")
    return NO


def _check_redriven(execution: Execution, recording: dict[str, Any]) -> None:
    divergence = first_divergence(execution.history, recording["events"])
    if divergence is not None:
        raise UsageError(
            f"only the definition that was recorded can be redriven; {divergence}",
            help="use --replay to try a changed definition against a recorded history",
        )


def _limits(options: RunOptions) -> Limits:
    by_type = EXPRESS_LIMITS if options.type == "EXPRESS" else STANDARD_LIMITS
    limits = by_type if options.has_limits else UNLIMITED
    for name, value in options.limits.items():
        limits = with_limit(limits, name, value)
    return limits


def _check_size(value: Json, limits: Limits) -> None:
    limit = limits.payload_bytes
    size = size_bytes(value)
    if limit is not None and size > limit:
        raise UsageError(
            f"the input has {size:,} bytes, and an execution takes at most {limit:,}",
            help="put it into S3 and pass on its place, as on AWS",
        )


def _watch(app: App, start_ms: int, *, is_quiet: bool) -> tuple[RunView, AbstractContextManager[object], Watcher]:
    """Return the view, what shows it while the run goes on, and the watcher that feeds it."""
    shown: AbstractContextManager[object] = nullcontext()
    if is_quiet:
        view = RunView()
    elif app.is_terminal(app.stderr):
        from .views.live import LiveTable

        view = RunView()
        shown = LiveTable(view, start_ms, app.stderr, app.environ, is_colored=app.is_colored(app.stderr))
    else:
        printer = LinePrinter(start_ms, app.paint(app.stderr))

        def tell(happening: Happening) -> None:
            line = printer.line(happening)
            if line:
                app.say(line)

        view = RunView(tell)
    return view, shown, Watcher(view.add, view.add_status)


def _make_backend(document: Document, options: RunOptions) -> Backend:
    synthetic = SyntheticBackend()
    if options.mocks is None:
        return synthetic
    text = read_text(options.mocks)
    source = Source(text, options.mocks, detect_format(options.mocks, text))
    names = [name for flow in iter_flows(document.machine) for name in flow.states]
    script = load_mocks(source, case=options.test_case, machine=options.machine_name, states=names)
    return ScriptedBackend(script, otherwise=synthetic)


def _show_end(app: App, execution: Execution, view: RunView, options: RunOptions) -> int:
    has_succeeded = execution.status is ExecutionStatus.SUCCEEDED
    if options.history is not None:
        text = json.dumps(execution.history.to_aws(), indent=4, ensure_ascii=False) + "\n"
        if options.history == STDIN:
            app.answer(text)
        else:
            replace_file(options.history, text)
    for refused in execution.refused_calls[:SHOWN_REFUSALS]:
        app.say(f'a call about the token of "{refused.state_name}" was refused: {type(refused.error).__name__}\n')
    if execution.stuck is not None:
        app.say(f"{execution.stuck}\n")
    if options.is_json:
        app.answer(print_json(execution_object(execution, view)))
    else:
        if not options.is_quiet:
            app.say(render_summary(execution, view, app.paint(app.stderr)))
        elif not has_succeeded:
            app.say_error(_failure(execution, view))
        if has_succeeded and options.history != STDIN:
            app.stderr.flush()
            app.answer(print_json(execution.output))
    return YES if has_succeeded else NO


def _failure(execution: Execution, view: RunView) -> str:
    where = "" if view.failed is None else f' in state "{view.failed.label}"'
    reason = shorten(failure_text(execution.error, execution.cause))
    return printable(f"{execution.status.value}{where}" + (f": {reason}" if reason else ""))


def _refuse_input(app: App, error: UnusableInput) -> int:
    app.say(render_diagnostics(error.document, error.document.diagnostics, app.paint(app.stderr)))
    app.say_error(error.message, error.help)
    return USAGE


def _refuse_definition(app: App, document: Document, diagnostics: tuple[Diagnostic, ...], *, is_json: bool) -> int:
    """Show what ``asl validate`` would show; there is no run whose output could be printed."""
    if is_json:
        found: list[Json] = [diagnostic_object(document, diagnostic) for diagnostic in diagnostics]
        answer: JsonObject = {"version": VERSION, "status": "INVALID_DEFINITION", "diagnostics": found}
        app.answer(print_json(answer))
    else:
        app.say(render_diagnostics(document, diagnostics, app.paint(app.stderr)))
    app.say(f"{render_totals(diagnostics, 1)}; nothing was run\n")
    return NO
