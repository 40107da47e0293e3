"""The answers of the service's own API to a definition, word for word where its words are known.

:func:`validation_response` is *ValidateStateMachineDefinition*, :func:`definition_error` what *CreateStateMachine* and
*UpdateStateMachine* say about a definition that they refuse. Both list more than the diagnostics for people do: the
service names a misspelt field and, beside it, the required field that is therefore missing.
"""

from __future__ import annotations

from .answer import DiagnosticObject, ValidationResponse, definition_error, validation_response
from .json_words import JsonTextError, read_json_text

__all__ = [
    "DiagnosticObject",
    "JsonTextError",
    "ValidationResponse",
    "definition_error",
    "read_json_text",
    "validation_response",
]
