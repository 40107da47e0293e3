"""JSONata: an expression is a whole string, and it parses.

Source: developer guide, "Transforming data with JSONata": ``{%`` comes first and ``%}`` last, without blanks around,
and a string that opens or closes an expression improperly is refused. A string with blanks on both sides is plain
text, as recorded. The language is JSONata 2.0.6.
"""

from __future__ import annotations

from collections.abc import Iterator

from asl.diagnostics import Diagnostic
from asl.pointer import Pointer

from ..context import Context
from ..expressions import SyntaxProblem
from ..report import report

__all__ = ["check"]


def check(context: Context) -> Iterator[Diagnostic]:
    """Where a JSONata state takes expressions, a string that starts with ``{%`` ends with ``%}`` and can be read."""
    for found in context.jsonata:
        if found.problem is not None:
            yield _syntax(found.problem, found.at)
        elif not found.is_whole and (found.text.startswith("{%") or found.text.endswith("%}")):
            yield _delimiters(found.text, found.at)


def _delimiters(text: str, at: Pointer) -> Diagnostic:
    if "{%" not in text:
        message, help_ = "the JSONata expression is not opened", "begin the string with {%"
    elif text.rfind("%}") < text.find("{%") + 2:
        message, help_ = "the JSONata expression is not closed", "end the string with %}"
    elif not text.startswith("{%"):
        message, help_ = "there is text before the JSONata expression", "let the string begin with {%"
    else:
        message, help_ = "there is text after the JSONata expression", "let the string end with %}"
    return report("ASL904", message, at, help=help_)


_HELP = {
    "S0101": "end the string with the quote that it begins with",
    "S0103": "write the escape as JSON does, or double the backslash",
    "S0203": "close the bracket",
    "S0207": "complete the expression",
    "S0211": "this version has neither ?? nor ?: - use $exists(…) ? … : …",
    "S0302": "end the regular expression with /",
}


def _syntax(problem: SyntaxProblem, at: Pointer) -> Diagnostic:
    return report(
        "ASL905",
        f"the JSONata expression does not parse: {problem.message} ({problem.code})",
        at,
        within=problem.span,
        help=_HELP.get(problem.code, "correct the marked place; docs.jsonata.org describes the language"),
    )
