"""What one JSONata expression reads and calls, found in one walk over its tree.

Names that the expression binds itself (``$x := …``, parameters, ``@$x``, ``#$x``) belong to it alone and are left out;
a name bound anywhere in an expression counts as bound everywhere in it. Trees may be deep: nothing recurses.

*The context* is what ``$`` and bare names read. Step Functions gives an expression none, so they mean something only
inside paths, predicates, groupings and functions. Source: developer guide, "Transforming data with JSONata".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from asl.expr.jsonata import Expression, parse_jsonata
from asl.expr.jsonata.syntax import (
    Apply,
    ArrayConstructor,
    Binary,
    Bind,
    Block,
    Call,
    Condition,
    Descendants,
    Filter,
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
    Transform,
    Variable,
    Wildcard,
)
from asl.source import Span

from .jsonata_readings import FunctionCall, JsonataFacts, Reading

__all__ = ["jsonata_facts"]


_NO_NAMES = frozenset({"", "$"})
"""What stands for a name in ``$`` and ``$$``."""


class _Walk:
    def __init__(self) -> None:
        self.bound: set[str] = set()
        self.readings: list[Reading] = []
        self.calls: list[FunctionCall] = []
        self.without_context: list[tuple[str, Span]] = []

    def run(self, tree: Expression) -> JsonataFacts:
        waiting = [(tree, False)]
        while waiting:
            expression, has_context = waiting.pop()
            # The last one pushed is looked at first, and the order of the text is wanted.
            waiting.extend(reversed([*self._common(expression), *self._visit(expression, has_context)]))
        return JsonataFacts(
            tuple(sorted((r for r in self.readings if r.name not in self.bound), key=lambda r: r.span)),
            tuple(sorted((c for c in self.calls if c.name not in self.bound), key=lambda c: c.span)),
            tuple(self.without_context),
        )

    def _common(self, expression: Expression) -> Iterator[tuple[Expression, bool]]:
        """Yield what hangs on an expression of any kind; all of it has a context."""
        self.bound.update(name for name in (expression.focus, expression.index) if name)
        for stage in (*expression.predicates, *expression.stages):
            match stage:
                case Filter(condition=condition):
                    yield condition, True
                case IndexBind(name=name):
                    self.bound.add(name)
                case _:
                    assert_never(stage)
        if expression.group is not None:
            for pair in expression.group.pairs:
                yield from ((part, True) for part in pair)

    def _visit(self, expression: Expression, has_context: bool) -> list[tuple[Expression, bool]]:
        match expression:
            case Variable(name=name, span=span):
                self._variable(name, span, has_context)
            case Name(name=name, span=span):
                if not has_context:
                    self.without_context.append((name, span))
            case Wildcard(span=span) | Descendants(span=span):
                if not has_context:
                    self.without_context.append(("*" if isinstance(expression, Wildcard) else "**", span))
            case Literal() | Regex() | Parent() | Placeholder():
                pass
            case Path(steps=steps):
                return self._path(steps, has_context)
            case Sort(terms=terms):
                return [(term.key, True) for term in terms]
            case Binary(left=left, right=right):
                return [(left, has_context), (right, has_context)]
            case Negation(operand=operand):
                return [(operand, has_context)]
            case ArrayConstructor(items=items):
                return [(item, has_context) for item in items]
            case ObjectConstructor(pairs=pairs):
                return [(part, has_context) for pair in pairs for part in pair]
            case Bind(name=name, value=value):
                self.bound.add(name)
                return [(value, has_context)]
            case Block(expressions=expressions):
                return [(inner, has_context) for inner in expressions]
            case Condition(condition=condition, then=then, otherwise=otherwise):
                parts = (condition, then) if otherwise is None else (condition, then, otherwise)
                return [(part, has_context) for part in parts]
            case Call():
                return self._call(expression, has_context, is_piped=False)
            case Lambda(parameters=parameters, body=body):
                self.bound.update(parameters)
                return [(body, True)]
            case Apply(argument=argument, function=Call() as call):
                return [(argument, has_context), *self._common(call), *self._call(call, has_context, is_piped=True)]
            case Apply(argument=argument, function=function):
                return [(argument, has_context), (function, has_context)]
            case Transform(pattern=pattern, update=update, deletion=deletion):
                return [(part, True) for part in (pattern, update, deletion) if part is not None]
            case _:
                assert_never(expression)
        return []

    def _variable(self, name: str, span: Span, has_context: bool) -> None:
        if name == "$" or (name == "" and not has_context):
            self.without_context.append((f"${name}", span))
        elif name:
            self.readings.append(Reading(name, span))

    def _path(self, steps: tuple[Expression, ...], has_context: bool) -> list[tuple[Expression, bool]]:
        match steps:
            case (Variable(name=name, span=span) as first, Name(name=member, span=member_span), *_) if (
                name not in _NO_NAMES
            ):
                self.readings.append(Reading(name, span, member, member_span))
                waiting = list(self._common(first))
            case (first, *_):
                waiting = [(first, has_context)]
            case _:
                waiting = []
        return [*waiting, *((step, True) for step in steps[1:])]

    def _call(self, call: Call, has_context: bool, *, is_piped: bool) -> list[tuple[Expression, bool]]:
        arguments = [(argument, has_context) for argument in call.arguments]
        match call.procedure:
            case Variable(name=name, span=span) as procedure if name not in _NO_NAMES:
                self.calls.append(FunctionCall(name, span, call.arguments, is_piped, call.is_partial))
                if name == "exists" and len(call.arguments) == 1:
                    arguments = self._guarded(call.arguments[0], has_context)
                return [*self._common(procedure), *arguments]
            case Path(steps=(Name(name=name, span=span),)) if not has_context:
                called = FunctionCall(name, span, call.arguments, is_piped, call.is_partial, has_dollar=False)
                self.calls.append(called)
                return arguments
            case procedure:
                return [(procedure, has_context), *arguments]

    def _guarded(self, argument: Expression, has_context: bool) -> list[tuple[Expression, bool]]:
        """Note that ``$exists($name)`` asks for a variable without needing it."""
        match argument:
            case Variable(name=name, span=span) if name not in _NO_NAMES and name != "states":
                self.readings.append(Reading(name, span, is_guarded=True))
                return []
            case Path(steps=(Variable(name=name, span=span), *rest)) if name not in _NO_NAMES and name != "states":
                self.readings.append(Reading(name, span, is_guarded=True))
                return [(step, True) for step in rest]
            case _:
                return [(argument, has_context)]


def jsonata_facts(text: str) -> JsonataFacts:
    """Return what an expression reads and calls.

    >>> facts = jsonata_facts("$sum($states.input.items[price > $least].price)")
    >>> [(reading.name, reading.member) for reading in facts.readings], [call.name for call in facts.calls]
    ([('states', 'input'), ('least', '')], ['sum'])
    >>> jsonata_facts("$.a & name").without_context
    (('$', Span(start=0, end=1)), ('name', Span(start=6, end=10)))

    Raises:
        JsonataError: the text is not an expression.
    """
    return _Walk().run(parse_jsonata(text))
