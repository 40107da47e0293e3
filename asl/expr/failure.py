"""How an expression fails: while it is read (a syntax error, for the validator) or while it runs (an Error Name)."""

from __future__ import annotations

from typing import Final

from asl.source import Span

__all__ = ["QUERY_EVALUATION_ERROR", "EvaluationFailure", "ExpressionSyntaxError"]

QUERY_EVALUATION_ERROR: Final = "States.QueryEvaluationError"
"""The Error Name of every failure of a JSONata expression."""


class ExpressionSyntaxError(ValueError):
    """The text is not an expression.

    ``span`` counts characters of the expression text; ``help`` is the next step, or empty.
    """

    def __init__(self, message: str, span: Span, *, help: str = "") -> None:  # noqa: A002 - as in Diagnostic
        super().__init__(message)
        self.message = message
        self.span = span
        self.help = help


class EvaluationFailure(Exception):
    """The expression was evaluated and failed, as the service would report it.

    ``error`` is the Error Name (``States.Runtime``, ``States.IntrinsicFailure``); ``cause`` is the text after the
    "An error occurred while executing the state …" prefix, which the interpreter adds. ``location`` is the field that
    ``EvaluationFailed`` events name, when there is one.
    """

    def __init__(self, error: str, cause: str, location: str | None = None) -> None:
        super().__init__(f"{error}: {cause}")
        self.error = error
        self.cause = cause
        self.location = location
