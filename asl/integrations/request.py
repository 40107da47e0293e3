"""From a Task's parameters to the request that Step Functions sends, and from the answer to the Task's result."""

from __future__ import annotations

import json
from collections.abc import Sequence

from asl.json_values import Json, JsonObject, compact

from .action import Addition, OptimizedAction
from .arn import TaskResource
from .binding import bind
from .catalogue import find_action

__all__ = ["api_parameters", "parsed_answer", "scheduled_parameters", "with_additions", "with_text"]


def scheduled_parameters(resource: TaskResource, parameters: Json) -> Json:
    """Return the parameters as ``TaskScheduled`` shows them: with the additions that Step Functions makes visible."""
    action = find_action(resource)
    if action is None or not resource.pattern.is_sync or not isinstance(parameters, dict):
        return parameters
    shown = [addition for addition in action.additions if addition.is_shown]
    return _added(parameters, shown, "")


def with_additions(action: OptimizedAction, parameters: JsonObject, execution_arn: str) -> JsonObject:
    """Return the parameters with everything that Step Functions adds to the request of a ``.sync`` Task."""
    return _added(parameters, action.additions, execution_arn)


def _added(parameters: JsonObject, additions: Sequence[Addition], execution_arn: str) -> JsonObject:
    for addition in additions:
        parameters = _set(parameters, addition.path, addition, execution_arn)
    return parameters


def _set(target: JsonObject, path: tuple[str, ...], addition: Addition, execution_arn: str) -> JsonObject:
    name, *rest = path
    inner = target.get(name)
    if rest:
        return target | {name: _set(inner if isinstance(inner, dict) else {}, tuple(rest), addition, execution_arn)}
    value = _filled(addition.value, execution_arn)
    if addition.is_appended:
        return target | {name: [*(inner if isinstance(inner, list) else []), value]}
    return target if name in target else target | {name: value}


def _filled(value: Json, execution_arn: str) -> Json:
    match value:
        case str():
            return value.replace("{execution_arn}", execution_arn)
        case dict():
            return {key: _filled(inner, execution_arn) for key, inner in value.items()}
        case _:
            return value


def with_text(parameters: JsonObject, paths: Sequence[str]) -> JsonObject:
    """Return the parameters with the JSON at the given members replaced by its text; strings stay as they are.

    >>> with_text({"Entries": [{"Detail": {"a": 1}}]}, ["Entries[].Detail"])
    {'Entries': [{'Detail': '{"a":1}'}]}
    """
    for path in paths:
        parameters = _texted(parameters, path.split("."))
    return parameters


def _texted(target: JsonObject, path: list[str]) -> JsonObject:
    name, rest = path[0].removesuffix("[]"), path[1:]
    if name not in target:
        return target
    inner = target[name]
    if not rest:
        return target if isinstance(inner, str) or inner is None else target | {name: compact(inner)}
    if isinstance(inner, list):
        return target | {name: [_texted(item, rest) if isinstance(item, dict) else item for item in inner]}
    return target | {name: _texted(inner, rest)} if isinstance(inner, dict) else target


def api_parameters(action: OptimizedAction, parameters: JsonObject) -> JsonObject:
    """Return the API's parameters: the integration's own ones are replaced by what they stand for."""
    if not action.api_request:
        return parameters
    used = {source.strip("[]").split(".")[1] for source in action.api_request.values()}
    kept = {name: value for name, value in parameters.items() if name not in used}
    return kept | bind(action.api_request, {"request": parameters})


def parsed_answer(answer: JsonObject, members: Sequence[str]) -> JsonObject:
    """Return an answer with JSON text at the given members replaced by the JSON; other text stays.

    >>> parsed_answer({"Payload": '{"a":1}', "StatusCode": 200}, ["Payload"])
    {'Payload': {'a': 1}, 'StatusCode': 200}
    """
    parsed = dict(answer)
    for name in members:
        text = answer.get(name)
        if isinstance(text, str):
            try:
                parsed[name] = json.loads(text)
            except ValueError:
                continue
    return parsed
