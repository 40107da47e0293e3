"""Reads a TestState request from the API's own parameters.

JSON travels as text there: ``input``, ``variables``, ``context``, ``mock.result``. Source: API reference, TestState;
the words of refusals are those of the service where they are known.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, cast, get_args

from asl.document import parse
from asl.json_values import Json, JsonObject, parse_json
from asl.validator.aws import JsonTextError, read_json_text

from .refusal import StateTestRefused, invalid_request
from .request import (
    ErrorOutput,
    InspectionLevel,
    Mock,
    StateConfiguration,
    StateTestRequest,
    ValidationMode,
    check_one_outcome,
)

__all__ = ["read_mock", "read_request", "read_state_configuration"]

_MAX_ERROR: Final = 256
_MAX_CAUSE: Final = 32_768
_MAX_TEXT: Final = 262_144
_ROLE: Final = re.compile(r"arn:aws[a-z-]*:iam::[0-9]{12}:role/.+")


def read_request(parameters: Mapping[str, Any]) -> StateTestRequest:
    """Read the parameters of an API call, ``{"definition": text, "input": text, …}``.

    Raises:
        StateTestRefused: one of them is not what the API takes.
    """
    definition = parameters.get("definition")
    if not isinstance(definition, str) or not definition:
        raise invalid_request(
            "1 validation error detected: Value at 'definition' failed to satisfy constraint: Member must not be null"
        )
    mock = parameters.get("mock")
    return StateTestRequest(
        definition=parse(definition, name="definition", format="json"),
        input=_read_input(_read_text(parameters, "input")),
        state_name=_read_text(parameters, "stateName"),
        role_arn=_read_role(_read_text(parameters, "roleArn")),
        inspection_level=cast("InspectionLevel", _read_word(parameters, "inspectionLevel", InspectionLevel, "INFO")),
        mock=None if mock is None else read_mock(mock),
        context=_read_object(parameters, "context"),
        variables=_read_object(parameters, "variables") or {},
        configuration=read_state_configuration(parameters.get("stateConfiguration") or {}),
        reveal_secrets=bool(parameters.get("revealSecrets", False)),
    )


def read_mock(mock: Mapping[str, Any]) -> Mock:
    """Read ``mock``: ``{"result": text}`` or ``{"errorOutput": {"error", "cause"}}`` and a ``fieldValidationMode``.

    Raises:
        StateTestRefused: it has neither or both, or its result is not JSON.
    """
    result, told = mock.get("result"), mock.get("errorOutput")
    check_one_outcome(has_result=result is not None, has_error=told is not None)
    mode = cast("ValidationMode", _read_word(mock, "fieldValidationMode", ValidationMode, "STRICT"))
    if told is not None:
        return Mock(error_output=_read_error_output(told), validation=mode)
    try:
        return Mock(parse_json(_read_text(mock, "result") or ""), validation=mode)
    except ValueError:
        raise invalid_request(
            "The mocked result is not valid JSON.", help='mock.result is JSON as text, for example "{\\"n\\": 1}"'
        ) from None


def _read_error_output(told: Any) -> ErrorOutput:
    error = told.get("error") if isinstance(told, Mapping) else None
    if not isinstance(error, str):
        raise invalid_request("A mocked errorOutput must have an error.", help="say which error the work ends with")
    cause = told.get("cause")
    for name, text, limit in (("error", error, _MAX_ERROR), ("cause", cause, _MAX_CAUSE)):
        if text is not None and (not isinstance(text, str) or len(text) > limit):
            raise invalid_request(f"The {name} of a mocked errorOutput must be a string of at most {limit} characters.")
    return ErrorOutput(error, cause)


def read_state_configuration(told: Mapping[str, Any]) -> StateConfiguration:
    """Read ``stateConfiguration``.

    Raises:
        StateTestRefused: a member is not what the API takes.
    """
    return StateConfiguration(
        _read_count(told, "retrierRetryCount"),
        _read_text(told, "errorCausedByState"),
        _read_count(told, "mapIterationFailureCount"),
        _read_text(told, "mapItemReaderData"),
    )


def _read_input(text: str | None) -> Json:
    if text is None:
        return {}
    try:
        read_json_text(text)
        return parse_json(text)
    except (JsonTextError, ValueError) as error:
        told = error.message if isinstance(error, JsonTextError) else str(error)
        raise StateTestRefused(
            "InvalidExecutionInput", f"Invalid State Machine Execution Input: '{told}'", help="mend the input's JSON"
        ) from None


def _read_object(parameters: Mapping[str, Any], name: str) -> JsonObject | None:
    text = _read_text(parameters, name)
    if text is None:
        return None
    try:
        value = parse_json(text)
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise invalid_request(f"The {name} must be a valid JSON object.", help=f"give {name} as the text of an object")
    return value


def _read_text(parameters: Mapping[str, Any], name: str) -> str | None:
    text = parameters.get(name)
    if text is not None and not isinstance(text, str):
        raise invalid_request(f"The {name} must be a string.")
    if text is not None and len(text) > _MAX_TEXT:
        raise invalid_request(
            f"1 validation error detected: Value at '{name}' failed to satisfy constraint: "
            f"Member must have length less than or equal to {_MAX_TEXT}"
        )
    return text


def _read_role(role: str | None) -> str | None:
    if role is not None and not _ROLE.fullmatch(role):
        raise StateTestRefused("InvalidArn", f"Invalid Role Arn: '{role}'", help="give the ARN of an IAM role")
    return role


def _read_count(parameters: Mapping[str, Any], name: str) -> int | None:
    count = parameters.get(name)
    if count is None:
        return None
    if not isinstance(count, int) or isinstance(count, bool) or count < 0:
        raise invalid_request(
            f"1 validation error detected: Value '{count}' at 'stateConfiguration.{name}' failed to satisfy "
            "constraint: Member must have value greater than or equal to 0"
        )
    return count


def _read_word(parameters: Mapping[str, Any], name: str, words: Any, default: str) -> str:
    word = parameters.get(name)
    if word is None:
        return default
    if word not in get_args(words):
        raise invalid_request(
            f"1 validation error detected: Value '{word}' at '{name}' failed to satisfy constraint: "
            f"Member must satisfy enum value set: [{', '.join(get_args(words))}]"
        )
    return str(word)
