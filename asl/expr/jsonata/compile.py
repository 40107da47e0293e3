"""A syntax tree compiled to closures, once, to be run on any input.

The rule for every expression is the same: its own value, then the predicates behind it, then the grouping; and a
sequence of one item stands for that item. Source: JSONata documentation, "Processing model".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Protocol, assert_never

from .calls import CallMixin
from .closures import Code, LambdaValue, TransformValue, compile_validator
from .frames import Frame, Limits
from .matcher import RegexValue
from .messages import renamed
from .nesting import as_json, too_large
from .operators import ARITHMETIC, BINARY, count_range, make_range, negate
from .paths import compile_filter, compile_group, compile_path
from .registry import lasting_functions, passing_functions
from .sequences import Constructed, collapse, field_of, values_of
from .stack import FRAMES_PER_LEVEL, LEVELS_PER_STACK, on_fresh_stack
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
from .truth import is_true
from .values import UNDEFINED, JsonataError, Sequence, Surroundings, Value

__all__ = ["MAX_CALLS", "MAX_DEPTH", "STILL", "Run", "compile_jsonata"]

MAX_DEPTH: Final = 500
"""How many calls of lambdas may be nested when nothing else is said."""
MAX_CALLS: Final = 1_000_000
"""How much a run may do when nothing else is said; see :class:`~asl.expr.jsonata.frames.Limits`."""
STILL: Final = Surroundings(now_ms=lambda: 0, chance=lambda: 0.5)
"""Surroundings for expressions that ask neither for the time nor for chance."""


class Run(Protocol):
    """A compiled expression: ``run(input, bindings)``, names of bindings without ``$``.

    ``surroundings`` are those of this run alone, by default those that the expression was compiled with.
    """

    def __call__(self, value: Any, bindings: Mapping[str, Any], surroundings: Surroundings | None = None) -> Value:
        """Return the value; raise JsonataError and nothing else."""
        ...


def compile_jsonata(
    expression: Expression,
    *,
    surroundings: Surroundings = STILL,
    max_depth: int = MAX_DEPTH,
    max_calls: int = MAX_CALLS,
) -> Run:
    """Return a function from input and bindings to the value; compile once, run as often as you like.

    The value is JSON, :data:`UNDEFINED`, or a function when that is the result. It raises JsonataError; ``U1001`` when
    a limit is passed. The clock and chance belong to a run: give them as ``run(input, bindings, surroundings)``.

    >>> from .parse import parse_jsonata
    >>> run = compile_jsonata(parse_jsonata("$millis() + $count"))
    >>> run(None, {"count": 1}, surroundings=Surroundings(now_ms=lambda: 41, chance=lambda: 0.5))
    42
    """
    compiler = _Compiler()
    code = compiler.compile(expression)
    frames = compiler.frames
    passing = {name: one for name, one in passing_functions().items() if name in compiler.names}
    lasting = lasting_functions()
    usual = surroundings

    def run(value: Any, bindings: Mapping[str, Any], surroundings: Surroundings | None = None) -> Value:
        limits = Limits(max_depth, max_calls, surroundings or usual)
        limits.frames = frames
        frame = Frame(None, limits, lasting)
        if passing:
            frame = Frame(frame, limits, {name: one.bind(limits.surroundings) for name, one in passing.items()})
        frame = Frame(Frame(frame, limits, bindings), limits, {"$": value})
        if isinstance(value, list):
            # An array as input is one value, not a sequence of several.
            value = Sequence([value])
            value.outer_wrapper = True
        try:
            return as_json(code(value, frame))
        except RecursionError:
            # The caller had already used most of the stack.
            raise too_large() from None
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            # The library stumbles over odd arguments in the same way, and its failure has no code either.
            raise JsonataError("", f"Cannot evaluate the expression: {error}") from error

    return run


class _Compiler(CallMixin):
    """Compiles one expression.

    It notes the ``names`` of variables that the expression reads. ``level`` counts the expressions around the present
    one, up to the whole or to the body of a lambda; ``total`` does not begin anew at lambdas.
    """

    def __init__(self) -> None:
        self.names: set[str] = set()
        self._level = 0
        self._deepest = 0
        self._total = 0

    @property
    def frames(self) -> int:
        """How many Python frames the code compiled last may take before it asks for a fresh stack."""
        return (min(self._deepest, LEVELS_PER_STACK) + 1) * FRAMES_PER_LEVEL

    def compile(self, expression: Expression, *, is_tail: bool = False) -> Code:
        """Return the code of an expression."""
        self._level += 1
        self._total += 1
        self._deepest = max(self._deepest, self._level)
        if self._total % LEVELS_PER_STACK == 0:
            code = on_fresh_stack(self._compile_whole, expression, is_tail)
        else:
            code = self._compile_whole(expression, is_tail)
        needs_stack = self._level % LEVELS_PER_STACK == 0
        self._level -= 1
        self._total -= 1
        return (lambda value, frame: on_fresh_stack(code, value, frame)) if needs_stack else code

    def _compile_whole(self, expression: Expression, is_tail: bool) -> Code:
        if is_tail and isinstance(expression, Call) and not expression.is_partial and not expression.predicates:
            # The library takes a call in tail position for the call alone: its value is handed on as it is.
            return self.call(expression, is_tail=True)
        is_plain = not expression.predicates and expression.group is None and not expression.keeps_array
        core = self._compile_core(expression, is_tail=is_tail and is_plain)
        if is_plain and not isinstance(expression, (Path, Name, Wildcard, Descendants, Parent, Variable, Call, Apply)):
            # All others give no sequence, or hand on what an inner expression has already made of one.
            return core
        if is_plain:
            return _collapsing(core)
        filters = [
            compile_filter(one.condition, self.compile) for one in expression.predicates if isinstance(one, Filter)
        ]
        is_path = isinstance(expression, Path)
        group = None if expression.group is None or is_path else compile_group(expression.group, self.compile)
        keeps_array = expression.keeps_array

        def run(value: Any, frame: Frame) -> Any:
            result = core(value, frame)
            for select in filters:
                result = select(result, frame)
            if group is not None:
                result = group(result, frame)
            return collapse(result, keeps_array=keeps_array) if type(result) is Sequence else result

        return run

    def _compile_core(self, expression: Expression, *, is_tail: bool) -> Code:
        match expression:
            case Literal(value=constant):
                return lambda _value, _frame: constant
            case Name(name=name):
                return lambda value, _frame: field_of(value, name)
            case Variable(name=name):
                self.names.add(name)
                return _variable(name)
            case Regex():
                matcher = RegexValue(expression.pattern, expression.flags)
                return lambda _value, _frame: matcher
            case Wildcard():
                return lambda value, _frame: values_of(_unwrap(value))
            case Descendants():
                return _descendants
            case Parent(label=label):
                return lambda _value, frame: frame.look_up(label)
            case Placeholder():
                return lambda _value, _frame: UNDEFINED
            case Path():
                self.names.update(step.name for step in expression.steps if isinstance(step, Variable))
                return compile_path(expression, self.compile)
            case Binary():
                return self._binary(expression)
            case Negation(operand=operand):
                inner = self.compile(operand)
                return lambda value, frame: negate(inner(value, frame))
            case ArrayConstructor():
                return self._array(expression)
            case ObjectConstructor(pairs=pairs):
                return compile_group(pairs, self.compile)
            case Bind(name=name, value=bound):
                return _bind(name, self.compile(bound))
            case Block():
                return self._block(expression, is_tail=is_tail)
            case Condition():
                return self._condition(expression, is_tail=is_tail)
            case Call():
                return self.call(expression, is_tail=False)
            case Lambda():
                return self._lambda(expression)
            case Apply():
                return self.apply(expression)
            case Transform():
                pattern, update = self.compile(expression.pattern), self.compile(expression.update)
                deletion = None if expression.deletion is None else self.compile(expression.deletion)
                return lambda _value, frame: TransformValue(pattern, update, deletion, frame)
            case Sort():
                raise AssertionError("a sort is compiled with its path")
        assert_never(expression)

    def _lambda(self, expression: Lambda) -> Code:
        outer = self._level, self._deepest
        self._level = self._deepest = 0
        body = self.compile(expression.body, is_tail=True)
        frames = self.frames
        self._level, self._deepest = outer
        parameters = expression.parameters
        validate = compile_validator(expression.signature) if expression.signature else None
        return lambda value, frame: LambdaValue(parameters, body, frame, value, validate, frames)

    def _binary(self, expression: Binary) -> Code:
        operator = expression.operator
        if operator in {"and", "or"}:
            return self._logical(expression, operator)
        if operator == "..":
            return self._range(expression)
        if operator in ARITHMETIC and isinstance(expression.left, Binary) and expression.left.operator in ARITHMETIC:
            return self._chain(expression)
        left, right = self.compile(expression.left), self.compile(expression.right)
        compute, position = BINARY[operator], expression.span.start

        if operator == "&":
            return self._concatenation(left, right, position)

        def run(value: Any, frame: Frame) -> Any:
            one, other = left(value, frame), right(value, frame)
            try:
                return compute(one, other)
            except JsonataError as error:
                raise error.at(position) from None

        return run

    def _concatenation(self, left: Code, right: Code, position: int) -> Code:
        join = BINARY["&"]

        def run(value: Any, frame: Frame) -> Any:
            one, other = left(value, frame), right(value, frame)
            try:
                text = join(one, other)
            except JsonataError as error:
                raise error.at(position) from None
            frame.limits.build(len(text) >> 3)
            return text

        return run

    def _chain(self, expression: Binary) -> Code:
        """Return the code of ``a + b - c …``, which is nested as deep as it is long, without nesting."""
        operands, first = _operands(expression, ARITHMETIC)
        start = self.compile(first)
        rest = [(BINARY[one.operator], self.compile(one.right), one.span.start) for one in operands]

        def run(value: Any, frame: Frame) -> Any:
            result = start(value, frame)
            for compute, operand, position in rest:
                other = operand(value, frame)
                try:
                    result = compute(result, other)
                except JsonataError as error:
                    raise error.at(position) from None
                if type(result) is str:
                    frame.limits.build(len(result) >> 3)
            return result

        return run

    def _logical(self, expression: Binary, operator: str) -> Code:
        operands, first = _operands(expression, frozenset({operator}))
        start, rest = self.compile(first), [self.compile(one.right) for one in operands]
        decides = operator == "or"

        def run(value: Any, frame: Frame) -> Any:
            if is_true(start(value, frame)) is decides:
                return decides
            try:
                for code in rest:
                    if is_true(code(value, frame)) is decides:
                        return decides
            except JsonataError as error:
                # The library names the operator in whatever fails on its right side.
                raise renamed(error, operator) from None
            return not decides

        return run

    def _range(self, expression: Binary) -> Code:
        left, right, position = self.compile(expression.left), self.compile(expression.right), expression.span.start

        def run(value: Any, frame: Frame) -> Any:
            one, other = left(value, frame), right(value, frame)
            limits = frame.limits
            try:
                size = count_range(one, other)
                if size <= limits.surroundings.max_range:
                    limits.build(size)
                return collapse(make_range(one, other, limits.surroundings.max_range))
            except JsonataError as error:
                raise error.at(position) from None

        return run

    def _array(self, expression: ArrayConstructor) -> Code:
        items = [(self.compile(item), isinstance(item, ArrayConstructor)) for item in expression.items]
        make: type[list[Any]] = Constructed if expression.is_constructor else list

        def run(value: Any, frame: Frame) -> Any:
            result: list[Any] = []
            for item, is_array in items:
                one = item(value, frame)
                if one is UNDEFINED:
                    continue
                if is_array or not isinstance(one, list):
                    result.append(one)
                else:
                    result += one
            return make(result)

        return run

    def _block(self, expression: Block, *, is_tail: bool) -> Code:
        last = len(expression.expressions) - 1
        codes = [self.compile(one, is_tail=is_tail and at == last) for at, one in enumerate(expression.expressions)]

        def run(value: Any, frame: Frame) -> Any:
            inner = frame.inner({})
            result: Any = UNDEFINED
            for code in codes:
                result = code(value, inner)
            return result

        return run

    def _condition(self, expression: Condition, *, is_tail: bool) -> Code:
        condition, then = self.compile(expression.condition), self.compile(expression.then, is_tail=is_tail)
        if expression.otherwise is None:
            return lambda value, frame: then(value, frame) if is_true(condition(value, frame)) else UNDEFINED
        otherwise = self.compile(expression.otherwise, is_tail=is_tail)
        return lambda value, frame: (then if is_true(condition(value, frame)) else otherwise)(value, frame)


def _operands(expression: Binary, operators: frozenset[str]) -> tuple[list[Binary], Expression]:
    """Return the operators of a chain from left to right, and the operand it begins with."""
    chain = [expression]
    while True:
        left = chain[-1].left
        is_link = isinstance(left, Binary) and left.operator in operators
        if not is_link or left.predicates or left.group is not None or left.keeps_array:
            return chain[::-1], left
        assert isinstance(left, Binary)
        chain.append(left)


def _collapsing(core: Code) -> Code:
    def run(value: Any, frame: Frame) -> Any:
        result = core(value, frame)
        return collapse(result) if type(result) is Sequence else result

    return run


def _unwrap(value: Any) -> Any:
    return value[0] if type(value) is Sequence and value.outer_wrapper else value


def _variable(name: str) -> Code:
    if not name:
        return lambda value, _frame: _unwrap(value)
    return lambda _value, frame: frame.look_up(name)


def _descendants(value: Any, frame: Frame) -> Any:
    found = Sequence()
    pending = [] if value is UNDEFINED else [value]
    while pending:
        one = pending.pop()
        if not isinstance(one, list):
            found.append(one)
        if isinstance(one, (dict, list)):
            frame.limits.count(1 + (len(one) >> 3))
            pending.extend(reversed(list(one.values()) if isinstance(one, dict) else one))
    return found


def _bind(name: str, code: Code) -> Code:
    def run(value: Any, frame: Frame) -> Any:
        result = code(value, frame)
        frame.bind(name, result)
        return result

    return run
