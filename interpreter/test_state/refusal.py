"""Why the API refuses a request before anything runs: its error codes, and its words where a recording shows them."""

from __future__ import annotations

from collections.abc import Sequence

from asl.diagnostics import Diagnostic
from asl.document import Document
from asl.errors import UsageError
from asl.json_values import JsonObject
from asl.validator.aws import definition_error

__all__ = ["StateTestRefused", "invalid_definition", "invalid_request"]


class StateTestRefused(UsageError):
    """The request makes no sense; nothing was run.

    Attributes:
        code: the API's error, ``ValidationException``, ``InvalidDefinition``, ``InvalidExecutionInput``.
        document, diagnostics: what is wrong with the definition and where, when that is the reason.
    """

    def __init__(
        self,
        code: str,
        message: str,
        *,
        help: str = "",  # noqa: A002 - as in AslError
        document: Document | None = None,
        diagnostics: Sequence[Diagnostic] = (),
    ) -> None:
        super().__init__(message, help=help)
        self.code = code
        self.document = document
        self.diagnostics = tuple(diagnostics)

    def to_aws(self) -> JsonObject:
        """Return the error as clients of the API show it: ``{"Error": {"Code", "Message"}}``."""
        return {"Error": {"Code": self.code, "Message": self.message}}


def invalid_request(message: str, *, help: str = "") -> StateTestRefused:  # noqa: A002 - as in AslError
    """Return the refusal of a request that breaks the API's own rules."""
    return StateTestRefused("ValidationException", message, help=help)


def invalid_definition(judged: Document, shown: Document, diagnostics: Sequence[Diagnostic]) -> StateTestRefused:
    """Return the refusal of a definition with errors.

    The API's message names places in ``judged``; ``diagnostics`` are about ``shown``, which is what the caller wrote.
    """
    return StateTestRefused(
        "InvalidDefinition",
        definition_error(judged),
        help="run `asl validate` on it",
        document=shown,
        diagnostics=diagnostics,
    )
