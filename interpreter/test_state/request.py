"""A TestState request: which state is tested, what it is given, what takes the place of its work.

Source: API reference, ``TestState``. JSON, which is text in the API, is values here, except for what an ItemReader
reads, which is the text of a file.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from asl.document import Document
from asl.json_values import MISSING, Json, JsonObject, Missing

from .refusal import invalid_request

__all__ = [
    "ErrorOutput",
    "InspectionLevel",
    "Mock",
    "StateConfiguration",
    "StateTestRequest",
    "ValidationMode",
    "check_one_outcome",
]

InspectionLevel: TypeAlias = Literal["INFO", "DEBUG", "TRACE"]
"""How much is told: the outcome; every stage of the data flow as well; an HTTP Task's request and response as well."""

ValidationMode: TypeAlias = Literal["STRICT", "PRESENT", "NONE"]
"""What a mocked result is held against: all of the API's answer, the members that are there, nothing."""


@dataclass(frozen=True, slots=True)
class ErrorOutput:
    """The failure that a mock pretends."""

    error: str | None
    cause: str | None = None


@dataclass(frozen=True, slots=True)
class Mock:
    """What takes the place of the state's work: a result or a failure, exactly one of them.

    Raises:
        StateTestRefused: both are given, or neither.
    """

    result: Json | Missing = MISSING
    error_output: ErrorOutput | None = None
    validation: ValidationMode = "STRICT"

    def __post_init__(self) -> None:
        check_one_outcome(has_result=not isinstance(self.result, Missing), has_error=self.error_output is not None)


def check_one_outcome(*, has_result: bool, has_error: bool) -> None:
    """Refuse a mock that says both how the work ends well and how it fails, or neither.

    Raises:
        StateTestRefused: it does.
    """
    if has_result and has_error:
        raise invalid_request(
            "A test mock should have only one of the following fields: [result, errorOutput].",
            help="take one of them out of the mock",
        )
    if not has_result and not has_error:
        raise invalid_request(
            "A test mock should have one of the following fields: [result, errorOutput].",
            help="say what the state's work returns, or how it fails",
        )


@dataclass(frozen=True, slots=True)
class StateConfiguration:
    """What a whole run would have brought about before this moment; ``None`` is "not said".

    Attributes:
        retrier_retry_count: retries that the Retrier answering the mocked error has made already.
        error_caused_by_state: state inside the Map or Parallel that the mocked error comes from.
        map_iteration_failure_count: iterations of the Map that failed.
        map_item_reader_data: the text that the Map's ItemReader finds.
    """

    retrier_retry_count: int | None = None
    error_caused_by_state: str | None = None
    map_iteration_failure_count: int | None = None
    map_item_reader_data: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StateTestRequest:
    """One state, what it is given, and what it is to be told.

    Attributes:
        definition: a state; a whole machine when ``state_name`` says which of its states is meant.
        role_arn: whom the state acts as; only Tasks without a mock need it, and only when the API is asked.
        context: the Context Object; one is made up when it is left out.
        reveal_secrets: taken for the API's sake; there are no secrets offline.
    """

    definition: Document
    input: Json = field(default_factory=dict)
    state_name: str | None = None
    role_arn: str | None = None
    inspection_level: InspectionLevel = "INFO"
    mock: Mock | None = None
    context: JsonObject | None = None
    variables: JsonObject = field(default_factory=dict)
    configuration: StateConfiguration = StateConfiguration()
    reveal_secrets: bool = False
