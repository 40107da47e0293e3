"""The syntax tree of an expression: frozen values with spans, in the shape that evaluation wants.

Paths are flat tuples of steps; predicates, bindings and the parent that a later ``%`` asks for hang on the step.
Source: JSONata documentation, "Path operators", "Functional programming" and "Other operators".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

from asl.source import Span

__all__ = [
    "Apply",
    "ArrayConstructor",
    "Binary",
    "Bind",
    "Block",
    "Call",
    "Condition",
    "Descendants",
    "Expression",
    "Filter",
    "Group",
    "IndexBind",
    "Lambda",
    "Literal",
    "Name",
    "Negation",
    "ObjectConstructor",
    "Parent",
    "Path",
    "Placeholder",
    "Regex",
    "Sort",
    "SortTerm",
    "Stage",
    "Transform",
    "Variable",
    "Wildcard",
]


@dataclass(frozen=True, slots=True)
class Filter:
    """``[condition]`` behind a step or an expression."""

    condition: Expression
    span: Span


@dataclass(frozen=True, slots=True)
class IndexBind:
    """``#$name`` behind a predicate of the same step."""

    name: str
    span: Span


Stage: TypeAlias = Filter | IndexBind


@dataclass(frozen=True, slots=True)
class Group:
    """``{key: value, …}`` behind an expression."""

    pairs: tuple[tuple[Expression, Expression], ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class _Common:
    """What any expression can carry.

    ``stages`` follow a step of a path, ``predicates`` an expression that is not in a path. ``focus`` and ``index`` are
    names bound by ``@`` and ``#``; ``ancestor`` is the label under which a later ``%`` finds the step's input.
    ``is_tuple`` says that the step makes tuples of value and bindings.
    """

    span: Span
    keeps_array: bool = False
    predicates: tuple[Stage, ...] = ()
    stages: tuple[Stage, ...] = ()
    group: Group | None = None
    focus: str | None = None
    index: str | None = None
    ancestor: str | None = None
    is_tuple: bool = False
    is_constructor: bool = False


@dataclass(frozen=True, slots=True)
class Literal(_Common):
    """A string, number, boolean or ``null``."""

    value: Any


@dataclass(frozen=True, slots=True)
class Name(_Common):
    """A field name as a step."""

    name: str


@dataclass(frozen=True, slots=True)
class Variable(_Common):
    """``$name``; the empty name is the context and ``$`` the whole input."""

    name: str


@dataclass(frozen=True, slots=True)
class Regex(_Common):
    """``/pattern/flags``."""

    pattern: str
    flags: str


@dataclass(frozen=True, slots=True)
class Wildcard(_Common):
    """``*``."""


@dataclass(frozen=True, slots=True)
class Descendants(_Common):
    """``**``."""


@dataclass(frozen=True, slots=True)
class Parent(_Common):
    """``%``, read from the binding that an earlier step makes under ``label``."""

    label: str


@dataclass(frozen=True, slots=True)
class Placeholder(_Common):
    """``?`` among the arguments of a partial application."""


@dataclass(frozen=True, slots=True)
class Path(_Common):
    """Steps joined by dots; ``keeps_singleton`` when one of them has ``[]``."""

    steps: tuple[Expression, ...]
    keeps_singleton: bool = False


@dataclass(frozen=True, slots=True)
class SortTerm:
    """One key of an order-by clause."""

    key: Expression
    is_descending: bool


@dataclass(frozen=True, slots=True)
class Sort(_Common):
    """``^(…)`` as a step."""

    terms: tuple[SortTerm, ...]


@dataclass(frozen=True, slots=True)
class Binary(_Common):
    """An operator between two operands, ``..`` among them."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Negation(_Common):
    """``-operand``."""

    operand: Expression


@dataclass(frozen=True, slots=True)
class ArrayConstructor(_Common):
    """``[item, …]``."""

    items: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class ObjectConstructor(_Common):
    """``{key: value, …}`` where an operand stands."""

    pairs: tuple[tuple[Expression, Expression], ...]


@dataclass(frozen=True, slots=True)
class Bind(_Common):
    """``$name := value``."""

    name: str
    value: Expression


@dataclass(frozen=True, slots=True)
class Block(_Common):
    """``(expression; …)``."""

    expressions: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Condition(_Common):
    """``condition ? then : otherwise``."""

    condition: Expression
    then: Expression
    otherwise: Expression | None


@dataclass(frozen=True, slots=True)
class Call(_Common):
    """``procedure(argument, …)``; ``is_partial`` when an argument is a placeholder."""

    procedure: Expression
    arguments: tuple[Expression, ...]
    is_partial: bool = False


@dataclass(frozen=True, slots=True)
class Lambda(_Common):
    """``function($parameter, …)<signature>{body}``."""

    parameters: tuple[str, ...]
    signature: str | None
    body: Expression


@dataclass(frozen=True, slots=True)
class Apply(_Common):
    """``argument ~> function``."""

    argument: Expression
    function: Expression


@dataclass(frozen=True, slots=True)
class Transform(_Common):
    """``|pattern|update, deletion|``."""

    pattern: Expression
    update: Expression
    deletion: Expression | None


Expression: TypeAlias = (
    Literal
    | Name
    | Variable
    | Regex
    | Wildcard
    | Descendants
    | Parent
    | Placeholder
    | Path
    | Sort
    | Binary
    | Negation
    | ArrayConstructor
    | ObjectConstructor
    | Bind
    | Block
    | Condition
    | Call
    | Lambda
    | Apply
    | Transform
)
