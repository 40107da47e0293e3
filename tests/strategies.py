"""Hypothesis strategies for definitions that the validator accepts.

``machines()`` makes JSONPath state machines of every state type. A flow is a chain of numbered states in which every
transition leads to a later state, so each run comes to an end by construction; names are unique in the whole machine.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

__all__ = ["FUNCTION", "json_values", "machines", "mutations"]

FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:work"
"""The one resource of every Task, apart from ``lambda:invoke``."""

_NAMES = ("a", "b", "item", "count", "order_id")
_TIMES = ("2000-01-01T00:00:00Z", "2030-01-31T12:30:00.25Z")
_ERRORS = ("States.Timeout", "States.TaskFailed", "States.Permissions", "Custom.Error", "Lambda.Unknown")

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-1000, 1000) | st.floats(-10, 10, allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_NAMES), inner, max_size=3),
    max_leaves=6,
)
"""Small JSON values whose keys never ask for evaluation."""

_plain_text = st.text(st.characters(codec="ascii", exclude_characters="$S\\"), max_size=8)
_literals = st.none() | st.booleans() | st.integers(-1000, 1000) | _plain_text

_steps = st.one_of(
    st.sampled_from(_NAMES).map(lambda name: f".{name}"),
    st.integers(0, 3).map(lambda index: f"[{index}]"),
    st.sampled_from(_NAMES).map(lambda name: f"['{name}']"),
)
reference_paths = st.lists(_steps, max_size=3).map(lambda steps: "$" + "".join(steps))
_context_paths = st.sampled_from(("$$", "$$.Execution.Id", "$$.State.Name", "$$.StateMachine.Name"))
paths = st.one_of(
    reference_paths,
    _context_paths,
    reference_paths.map(lambda path: f"{path}[*]"),
    st.sampled_from(_NAMES).map(lambda name: f"$..{name}"),
    st.sampled_from(_NAMES).map(lambda name: f"$.item[?(@.{name} > 1)]"),
)
_quoted = st.text(st.characters(codec="ascii", exclude_characters="'\\{}", min_codepoint=32), max_size=6).map(
    lambda text: f"'{text}'"
)
_numbers = st.integers(-50, 50).map(str)
calls = st.one_of(
    st.just("States.UUID()"),
    paths.map(lambda path: f"States.JsonToString({path})"),
    st.tuples(_quoted, paths).map(lambda two: f"States.Array({two[0]}, {two[1]}, 1, null)"),
    st.tuples(paths, _numbers).map(lambda two: f"States.Format('{{}} of {{}}', {two[0]}, {two[1]})"),
    st.tuples(reference_paths, _numbers).map(lambda two: f"States.MathAdd({two[0]}, {two[1]})"),
    st.tuples(_quoted, st.sampled_from(("MD5", "SHA-256"))).map(lambda two: f"States.Hash({two[0]}, '{two[1]}')"),
    reference_paths.map(lambda path: f"States.ArrayLength(States.Array({path}))"),
)


def _templates() -> st.SearchStrategy[Any]:
    """Payload templates: objects with literal members and evaluated ones, never both under one name."""
    evaluated = st.tuples(st.just(".$"), paths | calls)
    leaf = st.tuples(st.just(""), _literals)
    members = st.recursive(
        evaluated | leaf,
        lambda inner: st.tuples(st.just(""), st.dictionaries(st.sampled_from(_NAMES), inner, max_size=3).map(_keyed)),
        max_leaves=5,
    )
    return st.dictionaries(st.sampled_from(_NAMES), members, max_size=3).map(_keyed)


def _keyed(members: dict[str, tuple[str, Any]]) -> dict[str, Any]:
    return {name + suffix: value for name, (suffix, value) in members.items()}


templates = _templates()

_operands = {
    "StringEquals": _plain_text,
    "StringMatches": _plain_text.map(lambda text: f"{text}*"),
    "NumericGreaterThan": st.integers(-5, 5) | st.floats(-5, 5),
    "BooleanEquals": st.booleans(),
    "TimestampLessThanEquals": st.sampled_from(_TIMES),
    "NumericEqualsPath": reference_paths,
    "IsPresent": st.booleans(),
    "IsNull": st.booleans(),
    "IsString": st.booleans(),
}
_comparisons = st.sampled_from(sorted(_operands)).flatmap(
    lambda name: st.builds(lambda path, operand: {"Variable": path, name: operand}, reference_paths, _operands[name])
)
_tests = st.recursive(
    _comparisons,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda rules: {"And": rules}),
        st.lists(inner, min_size=1, max_size=3).map(lambda rules: {"Or": rules}),
        inner.map(lambda rule: {"Not": rule}),
    ),
    max_leaves=4,
)

_error_lists = st.lists(st.sampled_from(_ERRORS), min_size=1, max_size=2, unique=True)
_retriers = st.fixed_dictionaries(
    {"ErrorEquals": _error_lists},
    optional={
        "IntervalSeconds": st.integers(0, 5),
        "MaxAttempts": st.integers(0, 3),
        "BackoffRate": st.floats(1, 3) | st.integers(1, 3),
        "MaxDelaySeconds": st.integers(6, 60),
        "JitterStrategy": st.sampled_from(("NONE", "FULL")),
    },
)
_retries = st.builds(
    lambda some, last: some + last,
    st.lists(_retriers, max_size=2),
    st.sampled_from(([], [{"ErrorEquals": ["States.ALL"], "MaxAttempts": 1}])),
)

_data = {"InputPath": st.none() | paths, "OutputPath": st.none() | paths, "Comment": _plain_text}
_assigned = st.dictionaries(
    st.sampled_from(_NAMES), st.tuples(st.just(".$"), paths) | st.tuples(st.just(""), _literals), max_size=2
).map(_keyed)
_result_paths = st.none() | st.just("$") | st.sampled_from(_NAMES).map(lambda name: f"$.{name}")


class _Names:
    """Hands out names that no other state of the machine has."""

    def __init__(self) -> None:
        self.count = 0

    def take(self, number: int) -> list[str]:
        names = [f"State {self.count + index}" for index in range(number)]
        self.count += number
        return names


@st.composite
def machines(draw: st.DrawFn, *, max_states: int = 5, depth: int = 2) -> dict[str, Any]:
    """Make a definition with at most ``max_states`` states in each flow and ``depth`` levels of inner flows."""
    names = _Names()
    definition = _flow(draw, names, max_states, depth)
    extra = draw(st.fixed_dictionaries({}, optional={"Comment": _plain_text, "TimeoutSeconds": st.integers(1, 10_000)}))
    return {**extra, **_apart(definition)}


def _apart(value: Any, level: int = -1) -> Any:
    """Number the variables by the depth of their flow: an inner flow must not set a variable of an outer one."""
    if isinstance(value, list):
        return [_apart(item, level) for item in value]
    if not isinstance(value, dict):
        return value
    level += "States" in value and "StartAt" in value
    made = {key: _apart(member, level) for key, member in value.items()}
    if isinstance(value.get("Assign"), dict):
        keys = ((key, key.removesuffix(".$")) for key in value["Assign"])
        made["Assign"] = {f"{name}{level}{key[len(name) :]}": value["Assign"][key] for key, name in keys}
    return made


def _flow(draw: st.DrawFn, names: _Names, max_states: int, depth: int) -> dict[str, Any]:
    chain = names.take(draw(st.integers(1, max_states)))
    states: dict[str, Any] = {}
    last = len(chain) - 1
    for index, name in enumerate(chain):
        later = st.sampled_from(chain[index + 1 :]) if index < last else None
        following = chain[index + 1] if index < last else None
        kinds = ["Pass", "Wait", "Task"] + (["Choice"] if following else ["Succeed", "Fail"])
        kinds += ["Parallel", "Map"] if depth else []
        kind = draw(st.sampled_from(kinds))
        states[name] = {"Type": kind, **_MAKERS[kind](draw, names, following, later, depth)}
    return {"StartAt": chain[0], "States": states}


def _optional(draw: st.DrawFn, **fields: st.SearchStrategy[Any]) -> dict[str, Any]:
    return draw(st.fixed_dictionaries({}, optional=fields))


def _flow_fields(following: str | None) -> dict[str, Any]:
    """Lead to the very next state, so that every state is reachable."""
    return {"End": True} if following is None else {"Next": following}


def _pass(draw: st.DrawFn, _names: _Names, following: str | None, _later: Any, _depth: int) -> dict[str, Any]:
    shape = draw(st.sampled_from(("Result", "Parameters", "")))
    fields: dict[str, Any] = {}
    if shape:
        fields[shape] = draw(_literals if shape == "Result" else templates)
    return {
        **fields,
        **_optional(draw, ResultPath=_result_paths, Assign=_assigned, **_data),
        **_flow_fields(following),
    }


def _wait(draw: st.DrawFn, _names: _Names, following: str | None, _later: Any, _depth: int) -> dict[str, Any]:
    timing = draw(
        st.one_of(
            st.fixed_dictionaries({"Seconds": st.integers(0, 1000)}),
            st.fixed_dictionaries({"SecondsPath": reference_paths}),
            st.fixed_dictionaries({"Timestamp": st.sampled_from(_TIMES)}),
            st.fixed_dictionaries({"TimestampPath": reference_paths}),
        )
    )
    return {**timing, **_optional(draw, Assign=_assigned, **_data), **_flow_fields(following)}


def _choice(draw: st.DrawFn, _names: _Names, following: str | None, later: Any, _depth: int) -> dict[str, Any]:
    rules = [
        {**rule, "Next": draw(later), **_optional(draw, Assign=_assigned)}
        for rule in draw(st.lists(_tests, min_size=1, max_size=3))
    ]
    return {"Choices": rules, "Default": following, **_optional(draw, **_data)}


def _succeed(draw: st.DrawFn, _names: _Names, _following: str | None, _later: Any, _depth: int) -> dict[str, Any]:
    return _optional(draw, **_data)


def _fail(draw: st.DrawFn, _names: _Names, _following: str | None, _later: Any, _depth: int) -> dict[str, Any]:
    error = draw(st.sampled_from(({}, {"Error": "Custom.Error"}, {"ErrorPath": "$.a"})))
    cause = draw(st.sampled_from(({}, {"Cause": "no reason"}, {"CausePath": "States.Format('{}', $.b)"})))
    return {**error, **cause}


def _handled(draw: st.DrawFn, following: str | None, later: Any) -> dict[str, Any]:
    """Fields that states with a result share: selectors, Retry, and Catch that leads on."""
    fields = _optional(
        draw, ResultPath=_result_paths, ResultSelector=templates, Retry=_retries, Assign=_assigned, **_data
    )
    if later is not None and draw(st.booleans()):
        catchers = [
            {"ErrorEquals": errors, "Next": draw(later), **_optional(draw, ResultPath=_result_paths, Assign=_assigned)}
            for errors in draw(st.lists(_error_lists, max_size=2))
        ]
        if draw(st.booleans()):
            catchers.append({"ErrorEquals": ["States.ALL"], "Next": draw(later)})
        fields["Catch"] = catchers
    return {**fields, **_flow_fields(following)}


def _task(draw: st.DrawFn, _names: _Names, following: str | None, later: Any, _depth: int) -> dict[str, Any]:
    if draw(st.booleans()):
        called: dict[str, Any] = {"Resource": FUNCTION, **_optional(draw, Parameters=templates)}
    else:
        payload = draw(templates)
        called = {
            "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": {"FunctionName": FUNCTION, "Payload": payload},
        }
    timeouts = draw(
        st.sampled_from(
            (
                {},
                {"TimeoutSeconds": 60},
                {"TimeoutSeconds": 60, "HeartbeatSeconds": 20},
                {"TimeoutSecondsPath": "$.count"},
            )
        )
    )
    return {**called, **timeouts, **_handled(draw, following, later)}


def _parallel(draw: st.DrawFn, names: _Names, following: str | None, later: Any, depth: int) -> dict[str, Any]:
    branches = [_flow(draw, names, 2, depth - 1) for _ in range(draw(st.integers(1, 2)))]
    return {"Branches": branches, **_optional(draw, Parameters=templates), **_handled(draw, following, later)}


def _map(draw: st.DrawFn, names: _Names, following: str | None, later: Any, depth: int) -> dict[str, Any]:
    processor = _flow(draw, names, 2, depth - 1)
    if draw(st.booleans()):
        processor = {"ProcessorConfig": {"Mode": "INLINE"}, **processor}
    fields = _optional(draw, ItemsPath=reference_paths, ItemSelector=templates, MaxConcurrency=st.integers(0, 10))
    return {"ItemProcessor": processor, **fields, **_handled(draw, following, later)}


_MAKERS: dict[str, Callable[..., dict[str, Any]]] = {
    "Pass": _pass,
    "Wait": _wait,
    "Choice": _choice,
    "Succeed": _succeed,
    "Fail": _fail,
    "Task": _task,
    "Parallel": _parallel,
    "Map": _map,
}


@st.composite
def mutations(draw: st.DrawFn, base: st.SearchStrategy[Any] | None = None) -> Any:
    """Make a definition in which one or two values were replaced, removed, renamed or added anywhere."""
    value = draw(base if base is not None else machines(max_states=3, depth=1))
    for _ in range(draw(st.integers(1, 2))):
        value = _mutate(draw, value)
    return value


_WORDS = (
    "Type",
    "Next",
    "End",
    "States",
    "Retry",
    "Catch",
    "QueryLanguage",
    "Parameters",
    "Choices",
    "Assign",
    "Output",
)
_VALUES = json_values | st.sampled_from(
    (
        "Task",
        "Map",
        "JSONata",
        "$.a",
        "$.a[*]",
        "x.$",
        "States.Format('{}'",
        "{% 1 %}",
        "{% 1",
        "${X}",
        "arn:aws:states:::sqs:x",
    )
)


def _mutate(draw: st.DrawFn, value: Any) -> Any:
    """Change a value somewhere below, never in place."""
    if isinstance(value, dict) and value and draw(st.integers(0, 4)):
        key = draw(st.sampled_from(sorted(value)))
        return {**value, key: _mutate(draw, value[key])}
    if isinstance(value, list) and value and draw(st.integers(0, 4)):
        index = draw(st.integers(0, len(value) - 1))
        return [*value[:index], _mutate(draw, value[index]), *value[index + 1 :]]
    if isinstance(value, dict) and draw(st.booleans()):
        if value and draw(st.booleans()):
            gone = draw(st.sampled_from(sorted(value)))
            return {key: member for key, member in value.items() if key != gone}
        return {**value, draw(st.sampled_from(_WORDS) | st.text(max_size=4)): draw(_VALUES)}
    return draw(_VALUES)
