"""Tells quickly which files are worth reading closely: substrings only, so that big folders cost little."""

from __future__ import annotations

import re

__all__ = ["is_definition_like", "is_definition_name", "may_hold_definition", "may_hold_template"]

_TEMPLATE_MARKS = (
    "::StateMachine",
    "aws_sfn_state_machine",
    "stepFunctions",
    "step-functions/aws",
    "stateMachineArn",
    "roleArn",
)
_START_AT = re.compile(r"""(?:^|[{,\s])["']?StartAt["']?\s*:""")
_STATES = re.compile(r"""(?:^|[{,\s])["']?States["']?\s*:""")
_DEFINITION_NAMES = (".asl", ".asl.json", ".asl.yaml", ".asl.yml")


def may_hold_template(text: str) -> bool:
    """Tell whether a text may be a template with state machines in it; a plain definition hardly ever says so."""
    return any(mark in text for mark in _TEMPLATE_MARKS)


def is_definition_like(text: str) -> bool:
    """Tell whether a text may be a definition itself.

    >>> is_definition_like('{"StartAt": "A", "States": {}}'), is_definition_like("StartAt: A"), is_definition_like("{}")
    (True, False, False)
    """
    return (
        "StartAt" in text
        and "States" in text
        and _START_AT.search(text) is not None
        and _STATES.search(text) is not None
    )


def may_hold_definition(text: str) -> bool:
    """Tell whether a text may be a definition or a template with one."""
    return may_hold_template(text) or is_definition_like(text)


def is_definition_name(name: str) -> bool:
    """Tell whether the name of a file says that it is a definition, whatever the text.

    >>> is_definition_name("a/order.asl.yaml"), is_definition_name("order.json")
    (True, False)
    """
    return name.lower().endswith(_DEFINITION_NAMES)
