"""Under JSONata only ``{% … %}`` is evaluated; a path without the marks is plain text.

Source: developer guide, "Transforming data with JSONata". The counterpart of AWS's NO_DOLLAR for JSONPath.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from asl.json_values import Json
from asl.model import QueryLanguage
from asl.pointer import Pointer

from ...context import Context
from ...examples import one_task
from ...rule import Finding, Rule

__all__ = ["RULE", "check"]


RULE = Rule(
    code="ASL915",
    name="jsonata-no-expression",
    summary="a text that looks like an expression stands without {% %}",
    explanation=(
        "The query language is JSONata, where only a string between {% and %} is evaluated. This one looks like an "
        "expression but is handed on as text. Put it between the marks."
    ),
    bad=one_task({"Type": "Pass", "Output": {"order": "$states.input.order"}, "End": True}, QueryLanguage="JSONata"),
    good=one_task(
        {"Type": "Pass", "Output": {"order": "{% $states.input.order %}"}, "End": True}, QueryLanguage="JSONata"
    ),
)
_LOOKS = re.compile(r"\$states\.(input|context|result|errorOutput)\b|\$\$?\.[A-Za-z_]|States\.[A-Z][A-Za-z0-9]*\(")
_FIELDS = ("Arguments", "Output", "Assign", "Items", "ItemSelector")


def check(context: Context) -> Iterator[Finding]:
    """No text of a JSONata state begins like an expression without being one."""
    for _, state in context.states:
        if state.language is QueryLanguage.JSONATA and isinstance(state.raw, dict):
            for name in _FIELDS:
                if name in state.raw:
                    yield from _search(state.raw[name], (*state.at, name))


def _search(value: Json, at: Pointer) -> Iterator[Finding]:
    if isinstance(value, str):
        if value[:1] in "$S" and _LOOKS.match(value):
            yield Finding(
                f'"{value[:40]}" looks like an expression, but is handed on as text',
                at,
                help=f"write it as {{% {value[:40]} %}}" if value.startswith("$states.") else "write it in JSONata",
            )
    elif isinstance(value, dict):
        for key, member in value.items():
            yield from _search(member, (*at, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _search(item, (*at, index))
