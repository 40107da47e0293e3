"""Text to syntax tree."""

from __future__ import annotations

from typing import Any, Final

from .draft import Draft, draft_expression
from .matcher import compile_pattern
from .messages import build_error
from .shape import shape_draft
from .signature import compile_signature
from .stack import on_fresh_stack
from .syntax import (
    Apply,
    ArrayConstructor,
    Binary,
    Bind,
    Block,
    Call,
    Condition,
    Descendants,
    Expression,
    Filter,
    Group,
    IndexBind,
    Lambda,
    Literal,
    Name,
    Negation,
    ObjectConstructor,
    Parent,
    Path,
    Placeholder,
    Regex,
    Sort,
    SortTerm,
    Stage,
    Transform,
    Variable,
    Wildcard,
)
from .values import JsonataError

__all__ = ["parse_jsonata"]

_LEVELS_PER_STACK: Final = 60


def parse_jsonata(text: str) -> Expression:
    """Return the syntax tree of an expression.

    Raises:
        JsonataError: the text is not an expression; ``code`` begins with ``S`` and ``position`` lies in the text.
            A regular expression that JavaScript refuses gives no code, text nested too deeply ``U1001``.
    """
    try:
        return _freeze(shape_draft(draft_expression(text)))
    except RecursionError:
        # The caller had already used most of the stack.
        raise build_error("U1001", 0) from None


def _check_signature(signature: str, position: int) -> None:
    try:
        compile_signature(signature)
    except JsonataError as error:
        error.position = position
        raise


def _check_pattern(pattern: tuple[str, str], position: int) -> None:
    try:
        compile_pattern(*pattern)
    except JsonataError as error:
        raise error.at(position) from None


def _stage(draft: Draft) -> Stage:
    if draft.kind == "index":
        return IndexBind(draft.value, draft.span)
    return Filter(_freeze(draft.parts[0]), draft.span)


def _freeze_pairs(draft: Draft) -> tuple[tuple[Expression, Expression], ...]:
    return tuple((_freeze(key), _freeze(value)) for key, value in draft.pairs)


def _freeze(draft: Draft) -> Expression:
    # Heights change while a draft is shaped, but never so much that two marks are far apart.
    if draft.height % _LEVELS_PER_STACK == 0:
        return on_fresh_stack(_freeze_whole, draft)
    return _freeze_whole(draft)


def _freeze_whole(draft: Draft) -> Expression:
    common: dict[str, Any] = {
        "span": draft.span,
        "keeps_array": draft.keeps_array,
        "predicates": tuple(_stage(stage) for stage in draft.predicates or ()),
        "stages": tuple(_stage(stage) for stage in draft.stages or ()),
        "group": None if draft.group is None else Group(_freeze_pairs(draft.group), draft.group.span),
        "focus": draft.focus,
        "index": draft.index,
        "ancestor": None if draft.ancestor is None else draft.ancestor.label,
        "is_tuple": draft.is_tuple,
        "is_constructor": draft.is_constructor,
    }
    parts = tuple(_freeze(part) for part in draft.parts)
    value = draft.value
    match draft.kind:
        case "string" | "number" | "value":
            return Literal(value, **common)
        case "name":
            return Name(str(value), **common)
        case "variable":
            return Variable(value, **common)
        case "regex":
            _check_pattern(value, draft.span.start)
            return Regex(value[0], value[1], **common)
        case "wildcard":
            return Wildcard(**common)
        case "descendants":
            return Descendants(**common)
        case "parent":
            return Parent(draft.slot.label if draft.slot is not None else "", **common)
        case "placeholder":
            return Placeholder(**common)
        case "path":
            return Path(parts, draft.keeps_singleton, **common)
        case "sort":
            terms = tuple(SortTerm(key, down) for key, down in zip(parts, value, strict=True))
            return Sort(terms, **common)
        case "binary":
            return Binary(value, parts[0], parts[1], **common)
        case "negation":
            return Negation(parts[0], **common)
        case "array":
            return ArrayConstructor(parts, **common)
        case "object":
            return ObjectConstructor(_freeze_pairs(draft), **common)
        case "bind":
            return Bind(value, parts[0], **common)
        case "block":
            return Block(parts, **common)
        case "condition":
            return Condition(parts[0], parts[1], parts[2] if len(parts) > 2 else None, **common)
        case "call":
            return Call(parts[0], parts[1:], value, **common)
        case "lambda":
            if draft.signature:
                _check_signature(draft.signature, draft.span.start)
            return Lambda(tuple(value), draft.signature, parts[0], **common)
        case "apply":
            return Apply(parts[0], parts[1], **common)
        case "transform":
            return Transform(parts[0], parts[1], parts[2] if len(parts) > 2 else None, **common)
    raise AssertionError(draft.kind)
