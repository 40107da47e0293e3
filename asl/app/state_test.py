"""``asl test-state``: reads what was given, tests the state, shows how it ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from asl.diagnostics import Diagnostic
from asl.document import Document
from asl.errors import UsageError
from asl.json_values import Json, JsonObject, compact
from asl.model import State, iter_flows
from asl.source import Source
from asl.syntax import detect_format, print_json
from asl.validator.report import closest
from interpreter import MachineIdentity
from interpreter.backends.scripted import ScriptedBackend, load_mocks
from interpreter.backends.synthetic import SyntheticBackend
from interpreter.services import Backend
from interpreter.test_state import (
    InspectionLevel,
    Mock,
    StateTestRefused,
    StateTestRequest,
    locate_state,
    read_mock,
    read_state_configuration,
    run_state_test,
)

from .application import App
from .exit_codes import NO, USAGE, YES
from .files import UnusableInput, read_definition, read_input, read_text
from .render.text import render_diagnostics, render_totals
from .run_options import partition_of
from .views.state_test import render_state_test

__all__ = ["StateTestOptions", "show_state_test"]

_MOCK: Final = ("result", "errorOutput", "fieldValidationMode")
_CONFIGURATION: Final = ("retrierRetryCount", "errorCausedByState", "mapIterationFailureCount", "mapItemReaderData")


@dataclass(frozen=True, slots=True, kw_only=True)
class StateTestOptions:
    """Everything that ``asl test-state`` was told.

    Attributes:
        input, mock, context, variables, configuration: a file, ``-``, or the JSON itself; ``None`` when left out.
        mocks, test_case: a mock file as ``asl run`` takes it.
    """

    file: str
    state: str | None
    input: str | None
    mock: str | None
    mocks: str | None
    test_case: str | None
    context: str | None
    variables: str | None
    configuration: str | None
    level: InspectionLevel
    role_arn: str | None
    start_ms: int
    seed: int
    region: str
    account: str
    is_json: bool


class _UnusableOption(UnusableInput):
    """The value of another option than ``--input`` is not JSON."""

    def __init__(self, name: str, document: Document) -> None:
        source = document.source
        shown = replace(source, name=name) if source.name == "<input>" else source
        super().__init__(replace(document, source=shown))
        self.message = f"the value of {name} is not JSON"
        self.help = "give a file, `-` for standard input, or the JSON itself"


def show_state_test(app: App, options: StateTestOptions) -> int:
    """Test one state and return the exit status.

    Raises:
        AslError: something cannot be read, or the state needs what is known only after deployment.
    """
    document = read_definition(app, options.file)
    try:
        request = _read_request(app, document, options)
        state = _located(request)
        result = run_state_test(
            request,
            backend=_make_backend(document, options),
            machine=MachineIdentity(
                "StateMachine", region=options.region, account=options.account, partition=partition_of(options.region)
            ),
            seed=options.seed,
            start_ms=options.start_ms,
        )
    except UnusableInput as error:
        app.say(render_diagnostics(error.document, error.document.diagnostics, app.paint(app.stderr)))
        app.say_error(error.message, error.help)
        return USAGE
    except StateTestRefused as refused:
        return _refuse(app, refused, is_json=options.is_json)
    if options.is_json:
        app.answer(print_json(result.to_aws()))
    else:
        name = options.state or "the state"
        app.answer(render_state_test(result, name, type(state).__name__, app.paint(app.stdout)))
    return YES if result.has_output else NO


def _read_request(app: App, document: Document, options: StateTestOptions) -> StateTestRequest:
    _check_whole_machine(document, options)
    mock = None if options.mock is None else _read_object(app, options.mock, "--mock", _MOCK)
    configuration: JsonObject = {}
    if options.configuration is not None:
        configuration = _read_object(app, options.configuration, "--state-configuration", _CONFIGURATION)
    return StateTestRequest(
        definition=document,
        input={} if options.input is None else read_input(app, options.input),
        state_name=options.state,
        role_arn=options.role_arn,
        inspection_level=options.level,
        mock=None if mock is None else _as_mock(mock),
        context=None if options.context is None else _read_object(app, options.context, "--context"),
        variables={} if options.variables is None else _read_object(app, options.variables, "--variables"),
        configuration=read_state_configuration(_as_text(configuration, "mapItemReaderData")),
    )


def _check_whole_machine(document: Document, options: StateTestOptions) -> None:
    """A whole machine has many states; the API would say no more than that it is no state."""
    value = document.value
    if options.state is None and isinstance(value, dict) and "States" in value and "Type" not in value:
        names = [name for flow in iter_flows(document.machine) for name in flow.states]
        shown = ", ".join(names[:5]) + (", …" if len(names) > 5 else "")
        raise UsageError(
            f"{document.source.name} is a whole machine, and one state is tested",
            help=f"name the state with --state: {shown}",
        )


def _read_object(app: App, given: str, option: str, members: Sequence[str] = ()) -> JsonObject:
    try:
        value = read_input(app, given)
    except UnusableInput as error:
        raise _UnusableOption(option, error.document) from None
    if not isinstance(value, dict):
        raise UsageError(f"{option} takes a JSON object, not {compact(value)[:40]}", help="see `asl test-state --help`")
    for name in value:
        if members and name not in members:
            near = closest(name, members)
            help_ = f'did you mean "{near}"?' if near else f"it takes {', '.join(members)}"
            raise UsageError(f'{option} has no member "{name}"', help=help_)
    return value


def _as_mock(mock: Mapping[str, Json]) -> Mock:
    """Read a mock whose result may be JSON as well as the text of it, which is what the API takes."""
    return read_mock(_as_text(mock, "result"))


def _as_text(told: Mapping[str, Json], member: str) -> dict[str, Any]:
    value = told.get(member)
    return dict(told) if member not in told or isinstance(value, str) else {**told, member: compact(value)}


def _located(request: StateTestRequest) -> State:
    return locate_state(request.definition, request.state_name).state


def _make_backend(document: Document, options: StateTestOptions) -> Backend:
    synthetic = SyntheticBackend()
    if options.mocks is None:
        return synthetic
    text = read_text(options.mocks)
    source = Source(text, options.mocks, detect_format(options.mocks, text))
    names = [name for flow in iter_flows(document.machine) for name in flow.states] or ["StateName"]
    return ScriptedBackend(load_mocks(source, case=options.test_case, states=names), otherwise=synthetic)


def _refuse(app: App, refused: StateTestRefused, *, is_json: bool) -> int:
    """Say why nothing was run: what `asl validate` would show of the definition, or the API's own sentence."""
    if is_json:
        app.answer(print_json(refused.to_aws()))
    if refused.document is None:
        app.say_error(f"{refused.code}: {refused.message}", refused.help)
        return USAGE
    diagnostics: tuple[Diagnostic, ...] = refused.diagnostics
    if not is_json:
        app.say(render_diagnostics(refused.document, diagnostics, app.paint(app.stderr)))
    app.say(f"{render_totals(diagnostics, 1)}; nothing was run\n")
    return NO
