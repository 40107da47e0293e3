"""The checks of the validator: one file for one family of requirements, each with one function ``check``.

A check is a function from the :class:`~asl.validator.context.Context` to diagnostics. It cites the sentence of the
specification, keeps quiet about what is not known (:mod:`asl.validator.unknown`) and about what merely follows from a
mistake that another check reports.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from asl.diagnostics import Diagnostic

from ..context import Context
from . import (
    arguments,
    choice,
    failures,
    fields,
    jsonata,
    jsonata_functions,
    language,
    limits,
    literals,
    names,
    paths,
    reachability,
    required,
    resources,
    state_types,
    states_members,
    templates,
    terminal,
    transitions,
    variable_scope,
    variables,
    wait,
)
from . import (
    map as map_,
)

__all__ = ["CHECKS", "Check"]

Check: TypeAlias = Callable[[Context], Iterator[Diagnostic]]

CHECKS: tuple[Check, ...] = (
    limits.check,
    state_types.check,
    fields.check,
    required.check,
    names.check,
    transitions.check,
    reachability.check,
    terminal.check,
    wait.check,
    choice.check,
    failures.check,
    map_.check,
    resources.check,
    arguments.check,
    language.check,
    paths.check,
    templates.check,
    literals.check,
    jsonata.check,
    jsonata_functions.check,
    states_members.check,
    variables.check,
    variable_scope.check,
)
"""All checks. The order does not matter: diagnostics are sorted by their place."""
