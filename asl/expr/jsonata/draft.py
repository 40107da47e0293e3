"""The first pass of the parser: operator precedence, giving a draft that the second pass puts into shape.

A Pratt parser: each token knows how it reads as the start of an operand and how it continues one, and how tightly it
binds. Drafts are mutable because what follows a step (``[]``, ``@``, ``#``, ``%``) changes it; they never leave the
parser.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from asl.source import Span

from .messages import build_error
from .stack import on_fresh_stack
from .tokens import Token, TokenReader

__all__ = ["MAX_NESTING", "Draft", "Slot", "draft_expression"]

_BINDING: Final = {
    ".": 75,
    "[": 80,
    "{": 70,
    "(": 80,
    "@": 80,
    "#": 80,
    "?": 20,
    "+": 50,
    "-": 50,
    "*": 60,
    "/": 60,
    "%": 60,
    "=": 40,
    "<": 40,
    ">": 40,
    "^": 40,
    ":=": 10,
    "!=": 40,
    "<=": 40,
    ">=": 40,
    "~>": 40,
    "and": 30,
    "or": 25,
    "in": 40,
    "&": 50,
}
_UNKNOWN: Final = frozenset({"!", "~"})
MAX_NESTING: Final = 300
"""How many expressions may be inside one another; ``a + b + c`` is nested to the left."""
_LEVELS_PER_STACK: Final = 50


@dataclass(slots=True, eq=False)
class Slot:
    """Where a ``%`` finds its value: the label of a binding, and how many steps up it still has to look."""

    label: str
    level: int
    index: int


@dataclass(slots=True, eq=False)
class Draft:
    """An expression while it is parsed. ``kind`` names the form; ``parts`` are its operands in order."""

    kind: str
    span: Span
    value: Any = None
    parts: list[Draft] = field(default_factory=list)
    pairs: list[tuple[Draft, Draft]] = field(default_factory=list)
    signature: str | None = None
    keeps_array: bool = False
    keeps_singleton: bool = False
    predicates: list[Draft] | None = None
    stages: list[Draft] | None = None
    group: Draft | None = None
    focus: str | None = None
    index: str | None = None
    ancestor: Slot | None = None
    slot: Slot | None = None
    seeking: list[Slot] | None = None
    is_tuple: bool = False
    is_constructor: bool = False
    height: int = field(init=False)

    def __post_init__(self) -> None:
        """Refuse what is nested too deeply as soon as it is put together."""
        inner = [part.height for part in self.parts]
        inner += [part.height for pair in self.pairs for part in pair]
        self.height = 1 + max(inner, default=0)
        if self.height > MAX_NESTING:
            raise build_error("U1001", self.span.start)


def draft_expression(text: str) -> Draft:
    """Return the draft of a whole text."""
    return _Drafter(text).draft_whole()


class _Drafter:
    def __init__(self, text: str) -> None:
        self._reader = TokenReader(text)
        self._token = self._next(after_operand=False)
        self._end = 0
        self._depth = 0

    def draft_whole(self) -> Draft:
        draft = self._expression(0)
        if self._token.kind != "end":
            raise build_error("S0201", self._token.start, token=_value(self._token))
        return draft

    def _is(self, operator: str) -> bool:
        return self._token.kind == "operator" and self._token.value == operator

    def _advance(self, expected: str | None = None, *, after_operand: bool = False) -> None:
        token = self._token
        if expected is not None and not self._is(expected):
            if token.kind == "end":
                raise build_error("S0203", token.start, value=expected, token=expected)
            raise build_error("S0202", token.start, token=_value(token), value=expected)
        self._end = token.end
        self._token = self._next(after_operand=after_operand)

    def _next(self, *, after_operand: bool) -> Token:
        token = self._reader.next(after_operand=after_operand)
        if token.kind == "operator" and token.value in _UNKNOWN:
            raise build_error("S0204", token.start, token=token.value)
        return token

    def _expression(self, binding: int) -> Draft:
        self._depth += 1
        if self._depth > MAX_NESTING:
            raise build_error("U1001", self._token.start)
        if self._depth % _LEVELS_PER_STACK == 0:
            left = on_fresh_stack(self._expression_on, binding)
        else:
            left = self._expression_on(binding)
        self._depth -= 1
        return left

    def _expression_on(self, binding: int) -> Draft:
        token = self._token
        self._advance(after_operand=True)
        left = self._start(token)
        while self._token.kind == "operator" and binding < _BINDING.get(self._token.value, 0):
            token = self._token
            self._advance()
            left = self._continue(left, token)
        return left

    def _span(self, start: int) -> Span:
        return Span(start, max(self._end, start))

    def _start(self, token: Token) -> Draft:
        """Return the operand that begins with a token."""
        start = token.start
        span = Span(start, token.end)
        match token.kind, token.value:
            case "end", _:
                return Draft("end", span)
            case "operator", "and" | "or" | "in":
                return Draft("operator", span, token.value)
            case "operator", "*":
                return Draft("wildcard", span)
            case "operator", "**":
                return Draft("descendants", span)
            case "operator", "%":
                return Draft("parent", span)
            case "operator", "-":
                operand = self._expression(70)
                return Draft("negation", self._span(start), parts=[operand])
            case "operator", "(":
                parts = []
                while not self._is(")"):
                    parts.append(self._expression(0))
                    if not self._is(";"):
                        break
                    self._advance(";")
                self._advance(")", after_operand=True)
                return Draft("block", self._span(start), parts=parts)
            case "operator", "[":
                return self._array(start)
            case "operator", "{":
                pairs = self._pairs()
                return Draft("object", self._span(start), pairs=pairs)
            case "operator", "|":
                parts = [self._expression(0)]
                self._advance("|")
                parts.append(self._expression(0))
                if self._is(","):
                    self._advance(",")
                    parts.append(self._expression(0))
                self._advance("|")
                return Draft("transform", self._span(start), parts=parts)
            case "operator", _:
                raise build_error("S0211", start, token=token.value)
            case "string" | "number" | "value" | "name" | "variable" | "regex", _:
                return Draft(token.kind, span, token.value)
        raise AssertionError(token)

    def _array(self, start: int) -> Draft:
        parts = []
        if not self._is("]"):
            while True:
                item = self._expression(0)
                if self._is(".."):
                    self._advance("..")
                    item = Draft("binary", item.span, "..", parts=[item, self._expression(0)])
                    item.span = self._span(item.span.start)
                parts.append(item)
                if not self._is(","):
                    break
                self._advance(",")
        self._advance("]", after_operand=True)
        return Draft("array", self._span(start), parts=parts)

    def _pairs(self) -> list[tuple[Draft, Draft]]:
        pairs = []
        if not self._is("}"):
            while True:
                key = self._expression(0)
                self._advance(":")
                pairs.append((key, self._expression(0)))
                if not self._is(","):
                    break
                self._advance(",")
        self._advance("}", after_operand=True)
        return pairs

    def _continue(self, left: Draft, token: Token) -> Draft:
        """Return the operand that goes on from ``left`` with an operator."""
        start = left.span.start
        match token.value:
            case "(":
                return self._call(left, start)
            case "[":
                if self._is("]"):
                    innermost = left
                    while innermost.kind == "filtered":
                        innermost = innermost.parts[0]
                    innermost.keeps_array = True
                    # Here, and behind a transform, a sort or a lambda, the library reads / as a regular expression.
                    self._advance("]")
                    return left
                condition = self._expression(0)
                self._advance("]", after_operand=True)
                return Draft("filtered", self._span(start), token.start, parts=[left, condition])
            case "{":
                pairs = self._pairs()
                return Draft("grouped", self._span(start), token.start, parts=[left], pairs=pairs)
            case "^":
                return self._sort(left, token)
            case "?":
                parts = [left, self._expression(0)]
                if self._is(":"):
                    self._advance(":")
                    parts.append(self._expression(0))
                return Draft("condition", self._span(start), parts=parts)
            case ":=":
                if left.kind != "variable":
                    raise build_error("S0212", start, token=str(left.value))
                right = self._expression(9)
                return Draft("bind", self._span(start), left.value, parts=[right])
            case "@" | "#":
                right = self._expression(80)
                if right.kind != "variable":
                    raise build_error("S0214", right.span.start, token=token.value)
                kind = "focus" if token.value == "@" else "index"
                return Draft(kind, self._span(start), right.value, parts=[left])
            case operator:
                right = self._expression(_BINDING[operator])
                kind = {".": "map", "~>": "apply"}.get(operator, "binary")
                return Draft(kind, self._span(start), operator, parts=[left, right])

    def _sort(self, left: Draft, token: Token) -> Draft:
        self._advance("(")
        keys: list[Draft] = []
        descending: list[bool] = []
        while True:
            descending.append(self._is(">"))
            if self._is("<") or self._is(">"):
                self._advance()
            keys.append(self._expression(0))
            if not self._is(","):
                break
            self._advance(",")
        self._advance(")")
        return Draft("ordered", self._span(left.span.start), (descending, token.start), parts=[left, *keys])

    def _call(self, left: Draft, start: int) -> Draft:
        arguments: list[Draft] = []
        is_partial = False
        if not self._is(")"):
            while True:
                if self._is("?"):
                    arguments.append(Draft("placeholder", Span(self._token.start, self._token.end)))
                    is_partial = True
                    self._advance("?")
                else:
                    arguments.append(self._expression(0))
                if not self._is(","):
                    break
                self._advance(",")
        self._advance(")", after_operand=True)
        if left.kind == "name" and left.value in {"function", "λ"}:
            return self._lambda(arguments, start)
        return Draft("call", self._span(start), is_partial, parts=[left, *arguments])

    def _lambda(self, parameters: list[Draft], start: int) -> Draft:
        for number, parameter in enumerate(parameters, 1):
            if parameter.kind != "variable":
                raise build_error("S0208", parameter.span.start, token=str(parameter.value), value=number)
        signature = None
        if self._is("<"):
            signature, depth = "<", 1
            while depth > 0 and self._token.kind != "end" and not self._is("{"):
                self._advance()
                depth += self._is("<") - self._is(">")
                signature += _text(self._token)
            self._advance(">")
        self._advance("{")
        body = self._expression(0)
        self._advance("}")
        names = [parameter.value for parameter in parameters]
        return Draft("lambda", self._span(start), names, parts=[body], signature=signature)


def _value(token: Token) -> Any:
    """Return what messages show of a token; a regular expression is an object without members in JavaScript."""
    return {} if token.kind == "regex" else token.value


def _text(token: Token) -> str:
    if token.kind == "regex":
        return f"/{token.value[0]}/{token.value[1]}"
    return str(token.value)
