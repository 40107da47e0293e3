"""What the API asks of a request before it runs anything: which state takes a mock, which needs one, and who must act.

Source: API reference, ``TestState``, and developer guide, "Testing state machines with TestState"; the words are the
service's where a recording shows them.
"""

from __future__ import annotations

from typing import Final

from asl.integrations import Pattern, ResourceKind, TaskResource, parse_resource
from asl.json_values import Json, JsonObject, Missing
from asl.model import Flow, Map, Parallel, State, Task, iter_flows
from asl.validator.report import did_you_mean

from .mock_shape import mock_problem
from .refusal import StateTestRefused, invalid_request
from .request import Mock, StateConfiguration, StateTestRequest

__all__ = ["check_request", "resource_of"]

_WITHOUT_MOCK: Final = "Supported state types include: [Task, Wait, Pass, Succeed, Fail, Choice]"
_GIVE_MOCK: Final = "say with a mock what the state's work returns, or how it fails"


def check_request(request: StateTestRequest, state: State, *, needs_role: bool) -> None:
    """Check a request against the state that it is about.

    Raises:
        StateTestRefused: the API would not run it.
    """
    mock = request.mock
    if mock is None:
        _check_without_mock(request, state)
        if needs_role and request.role_arn is None and isinstance(state, Task):
            raise invalid_request(
                "RoleArn must be specified when testing a Task state", help="give a role, or mock the Task's result"
            )
    else:
        _check_mock(mock, state)
        _check_configuration(request.configuration, state)
        _check_context(request.context, state)


def resource_of(state: Task) -> TaskResource | None:
    """Return what a Task calls; ``None`` for a text that only deployment fills in."""
    return None if isinstance(state.resource, Missing) else parse_resource(state.resource)


def _check_without_mock(request: StateTestRequest, state: State) -> None:
    configuration = request.configuration
    for name, value in (
        ("RetrierRetryCount", configuration.retrier_retry_count),
        ("ErrorCausedByState", configuration.error_caused_by_state),
        ("MapIterationFailureCount", configuration.map_iteration_failure_count),
        ("MapItemReaderData", configuration.map_item_reader_data),
        ("Context", request.context),
    ):
        if value is not None:
            raise invalid_request(f"TestState does not support {name} when a mock is not specified.", help=_GIVE_MOCK)
    if isinstance(state, (Map, Parallel)):
        raise StateTestRefused(
            "InvalidDefinition",
            f"TestState API does not support Map or Parallel states. {_WITHOUT_MOCK}",
            help=_GIVE_MOCK,
        )
    resource = resource_of(state) if isinstance(state, Task) else None
    if resource is None:
        return
    if resource.kind is ResourceKind.ACTIVITY:
        raise StateTestRefused(
            "InvalidDefinition", "TestState API does not support Activity tasks without a mock.", help=_GIVE_MOCK
        )
    if resource.pattern is not Pattern.REQUEST_RESPONSE:
        raise StateTestRefused(
            "InvalidDefinition",
            f"TestState API does not support the {resource.pattern.value} service integration pattern without a mock.",
            help=_GIVE_MOCK,
        )


def _check_mock(mock: Mock, state: State) -> None:
    if not isinstance(state, (Task, Map, Parallel)):
        raise invalid_request(
            f"State type '{type(state).__name__}' is not supported when a mock is specified",
            help="leave the mock out: the state runs as it is",
        )
    if isinstance(mock.result, Missing):
        return
    if isinstance(state, Task):
        resource = resource_of(state)
        problem = None if resource is None else mock_problem(resource, mock.result, mock.validation)
        if problem is not None:
            raise invalid_request(
                f"Mock result schema validation error: {problem}",
                help="mend the mock, or let fieldValidationMode be PRESENT or NONE",
            )
    else:
        _check_outputs(state, mock.result)


def _check_configuration(configuration: StateConfiguration, state: State) -> None:
    """What is said of iterations and of states inside has to be about a state that has them."""
    is_map, has_inner = isinstance(state, Map), isinstance(state, (Map, Parallel))
    for name, value, fits in (
        ("MapIterationFailureCount", configuration.map_iteration_failure_count, is_map),
        ("MapItemReaderData", configuration.map_item_reader_data, is_map),
        ("ErrorCausedByState", configuration.error_caused_by_state, has_inner),
    ):
        if value is not None and not fits:
            raise invalid_request(
                f"TestState does not support {name} for a state of type {type(state).__name__}.",
                help="take it out of the state's configuration",
            )
    named = configuration.error_caused_by_state
    if named is not None and named not in _inner_names(state):
        raise invalid_request(
            f"ErrorCausedByState '{named}' is not a state inside the state under test.",
            help=did_you_mean(named, _inner_names(state), "name a state of its branches or its processor"),
        )


def _inner_names(state: State) -> list[str]:
    inner: tuple[Flow, ...] = ()
    if isinstance(state, Parallel):
        inner = state.branches
    elif isinstance(state, Map) and not isinstance(state.item_processor, Missing):
        inner = (state.item_processor,)
    return [name for outer in inner for flow in iter_flows(outer) for name in flow.states]


def _check_context(context: JsonObject | None, state: State) -> None:
    resource = resource_of(state) if isinstance(state, Task) else None
    has_token = resource is not None and resource.pattern is not Pattern.REQUEST_RESPONSE
    if context is not None and "Task" in context and not has_token:
        raise invalid_request(
            "Invalid Context object provided: Context object contains 'Task' when state is not a Task state with a "
            "'.sync' or '.waitForTaskToken' service integration pattern",
            help="take Task out of the context",
        )


def _check_outputs(state: Map | Parallel, result: Json) -> None:
    """A ResultWriter leaves an object that says where the outputs are; otherwise they are an array."""
    if isinstance(state, Map) and not isinstance(state.result_writer, Missing):
        if not isinstance(result, dict):
            raise invalid_request("Mocked result must be a JSON object.", help="mock what the ResultWriter returns")
    elif not isinstance(result, list):
        raise invalid_request("Mocked result must be an array.", help="give one output for each iteration or branch")
    elif isinstance(state, Parallel) and len(result) != len(state.branches):
        raise invalid_request(
            "Mocked result must have one element for each branch.",
            help=f"the state has {len(state.branches)} branches, the mock {len(result)} outputs",
        )
