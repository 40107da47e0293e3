"""A syntax tree compiled to closures, once, to be run on any input.

The rule for every expression is the same: its own value, then the predicates behind it, then the grouping; and a
sequence of one item stands for that item. Source: JSONata documentation, "Processing model".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Protocol, assert_never

from .closures import (
    Code,
    Composition,
    LambdaValue,
    Partial,
    PendingCall,
    TransformValue,
    apply,
    compile_validator,
)
from .frames import Frame, Limits
from .messages import build_error
from .operators import BINARY, negate
from .paths import compile_filter, compile_group, compile_path
from .registry import builtin_functions
from .sequences import Constructed, collapse, field_of, values_of
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
from .truth import is_function, is_true
from .values import UNDEFINED, JsonataError, RegexValue, Sequence, Surroundings, Value

__all__ = ["MAX_CALLS", "MAX_DEPTH", "STILL", "Run", "compile_jsonata"]

MAX_DEPTH: Final = 60
"""How many calls of lambdas may be nested when nothing else is said."""
MAX_CALLS: Final = 1_000_000
"""How many calls of lambdas a run may make when nothing else is said."""
STILL: Final = Surroundings(now_ms=lambda: 0, chance=lambda: 0.5)
"""Surroundings for expressions that ask neither for the time nor for chance."""


class Run(Protocol):
    """A compiled expression: ``run(input, bindings)``, names of bindings without ``$``.

    ``surroundings`` are those of this run alone, by default those that the expression was compiled with.
    """

    def __call__(self, value: Any, bindings: Mapping[str, Any], surroundings: Surroundings | None = None) -> Value:
        """Return the value; raise JsonataError."""
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
    """
    try:
        code = _compile(expression)
    except RecursionError:
        raise build_error("U1001", expression.span.start) from None
    usual = surroundings

    def run(value: Any, bindings: Mapping[str, Any], surroundings: Surroundings | None = None) -> Value:
        builtins = builtin_functions(surroundings or usual)
        frame = Frame(None, Limits(max_depth, max_calls), {**builtins, **bindings})
        if isinstance(value, list):
            # An array as input is one value, not a sequence of several.
            value = Sequence([value])
            value.outer_wrapper = True
        frame.bind("$", value)
        try:
            return _as_json(code(value, frame))
        except RecursionError:
            raise build_error("U1001") from None

    return run


def _as_json(value: Any) -> Any:
    if isinstance(value, list):
        return [_as_json(item) for item in value]
    if isinstance(value, dict):
        return {key: _as_json(member) for key, member in value.items()}
    return value


def _compile(expression: Expression, *, is_tail: bool = False) -> Code:
    is_plain = not expression.predicates and expression.group is None and not expression.keeps_array
    core = _compile_core(expression, is_tail=is_tail and is_plain)
    if is_plain and isinstance(expression, (Literal, Lambda, Regex, Transform, ObjectConstructor, Placeholder)):
        return core
    filters = [compile_filter(one.condition, _compile) for one in expression.predicates if isinstance(one, Filter)]
    is_path = isinstance(expression, Path)
    group = None if expression.group is None or is_path else compile_group(expression.group, _compile)
    keeps_array = expression.keeps_array

    def run(value: Any, frame: Frame) -> Any:
        result = core(value, frame)
        for select in filters:
            result = select(result, frame) if result is not UNDEFINED else UNDEFINED
        if group is not None:
            result = group(result, frame)
        return collapse(result, keeps_array=keeps_array) if isinstance(result, Sequence) else result

    return run


def _compile_core(expression: Expression, *, is_tail: bool) -> Code:
    match expression:
        case Literal(value=constant):
            return lambda _value, _frame: constant
        case Name(name=name):
            return lambda value, _frame: field_of(value, name)
        case Variable(name=name):
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
            return compile_path(expression, _compile)
        case Binary():
            return _binary(expression)
        case Negation(operand=operand):
            inner = _compile(operand)
            return lambda value, frame: negate(inner(value, frame))
        case ArrayConstructor():
            return _array(expression)
        case ObjectConstructor(pairs=pairs):
            return compile_group(pairs, _compile)
        case Bind(name=name, value=bound):
            return _bind(name, _compile(bound))
        case Block():
            return _block(expression, is_tail=is_tail)
        case Condition():
            return _condition(expression, is_tail=is_tail)
        case Call():
            return _call(expression, is_tail=is_tail)
        case Lambda(parameters=parameters, signature=signature):
            body = _compile(expression.body, is_tail=True)
            validate = compile_validator(signature) if signature else None
            return lambda value, frame: LambdaValue(parameters, body, frame, value, validate)
        case Apply():
            return _apply(expression)
        case Transform():
            pattern, update = _compile(expression.pattern), _compile(expression.update)
            deletion = None if expression.deletion is None else _compile(expression.deletion)
            return lambda _value, frame: TransformValue(pattern, update, deletion, frame)
        case Sort():
            raise AssertionError("a sort is compiled with its path")
    assert_never(expression)


def _unwrap(value: Any) -> Any:
    return value[0] if isinstance(value, Sequence) and value.outer_wrapper else value


def _variable(name: str) -> Code:
    if not name:
        return lambda value, _frame: _unwrap(value)
    return lambda _value, frame: frame.look_up(name)


def _descendants(value: Any, _frame: Frame) -> Any:
    found = Sequence()
    pending = [] if value is UNDEFINED else [value]
    while pending:
        one = pending.pop()
        if not isinstance(one, list):
            found.append(one)
        if isinstance(one, (dict, list)):
            pending.extend(reversed(list(one.values()) if isinstance(one, dict) else one))
    return found


def _binary(expression: Binary) -> Code:
    left, right = _compile(expression.left), _compile(expression.right)
    match expression.operator:
        case "and":
            return lambda value, frame: is_true(left(value, frame)) and is_true(right(value, frame))
        case "or":
            return lambda value, frame: is_true(left(value, frame)) or is_true(right(value, frame))
    compute = BINARY[expression.operator]
    position = expression.span.start

    def run(value: Any, frame: Frame) -> Any:
        one, other = left(value, frame), right(value, frame)
        try:
            return compute(one, other)
        except JsonataError as error:
            raise _placed(error, position) from None

    return run


def _placed(error: JsonataError, position: int) -> JsonataError:
    if error.position < 0:
        error.position = position
    return error


def _array(expression: ArrayConstructor) -> Code:
    items = [(_compile(item), isinstance(item, ArrayConstructor)) for item in expression.items]
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


def _bind(name: str, code: Code) -> Code:
    def run(value: Any, frame: Frame) -> Any:
        result = code(value, frame)
        frame.bind(name, result)
        return result

    return run


def _block(expression: Block, *, is_tail: bool) -> Code:
    last = len(expression.expressions) - 1
    codes = [_compile(one, is_tail=is_tail and at == last) for at, one in enumerate(expression.expressions)]

    def run(value: Any, frame: Frame) -> Any:
        inner = frame.inner()
        result: Any = UNDEFINED
        for code in codes:
            result = code(value, inner)
        return result

    return run


def _condition(expression: Condition, *, is_tail: bool) -> Code:
    condition, then = _compile(expression.condition), _compile(expression.then, is_tail=is_tail)
    if expression.otherwise is None:
        return lambda value, frame: then(value, frame) if is_true(condition(value, frame)) else UNDEFINED
    otherwise = _compile(expression.otherwise, is_tail=is_tail)
    return lambda value, frame: (then if is_true(condition(value, frame)) else otherwise)(value, frame)


def _plain_name(procedure: Expression) -> str | None:
    if isinstance(procedure, Path) and isinstance(procedure.steps[0], Name):
        return procedure.steps[0].name
    return None


def _call(expression: Call, *, is_tail: bool, piped: Code | None = None) -> Code:
    procedure = _compile(expression.procedure)
    arguments = [None if isinstance(one, Placeholder) else _compile(one) for one in expression.arguments]
    if piped is not None:
        arguments.insert(0, piped)
    plain_name, position, is_partial = _plain_name(expression.procedure), expression.span.start, expression.is_partial

    def run(value: Any, frame: Frame) -> Any:
        function = procedure(value, frame)
        if not is_function(function):
            is_known = plain_name is not None and function is UNDEFINED and frame.look_up(plain_name) is not UNDEFINED
            code = ("T1007" if is_known else "T1008") if is_partial else ("T1005" if is_known else "T1006")
            raise build_error(code, position, token=plain_name or "", value=function)
        if is_partial:
            return Partial(function, tuple(None if one is None else (one(value, frame),) for one in arguments))
        given = [one(value, frame) for one in arguments if one is not None]
        if is_tail and isinstance(function, LambdaValue):
            return PendingCall(function, given, value)
        try:
            return apply(function, given, value)
        except JsonataError as error:
            raise _placed(error, position) from None

    return run


def _apply(expression: Apply) -> Code:
    argument = _compile(expression.argument)
    target = expression.function
    if isinstance(target, Call) and not target.is_partial and not target.predicates and target.group is None:
        return _call(target, is_tail=False, piped=argument)
    code, position = _compile(target), expression.span.start

    def run(value: Any, frame: Frame) -> Any:
        given = argument(value, frame)
        function = code(value, frame)
        if not is_function(function):
            raise build_error("T2006", position, value=function)
        if is_function(given):
            return Composition(given, function)
        try:
            return apply(function, [given], value)
        except JsonataError as error:
            raise _placed(error, position) from None

    return run
