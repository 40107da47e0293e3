"""Hypothesis strategies for JSONata expressions and for machines that speak JSONata.

As with :func:`tests.strategies.machines`, every transition leads to a later state, so each run comes to an end.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.strategies import FUNCTION, json_values

__all__ = ["expressions", "jsonata_machines"]

_NAMES = ("a", "b", "item", "count", "order_id")

_atoms = st.one_of(
    st.sampled_from(_NAMES).map(lambda name: f"$states.input.{name}"),
    st.sampled_from(_NAMES).map(lambda name: f"${name}"),
    st.sampled_from(
        ("$states.input", "$states.context.State.Name", "$states.context.Execution.Name", "$states.result")
    ),
    st.integers(-100, 100).map(str),
    st.floats(-10, 10, allow_nan=False).map(lambda number: f"{number:.3f}"),
    st.text("abc xyz_é", max_size=5).map(lambda text: f"'{text}'"),
    st.sampled_from(("true", "false", "null", "[]", "{}", "[1..3]")),
)


def _combined(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    two = st.tuples(inner, inner)
    return st.one_of(
        st.tuples(
            inner, st.sampled_from(("+", "-", "*", "/", "%", "&", "=", "!=", "<", ">=", "and", "or", "in")), inner
        ).map(lambda parts: f"({parts[0]} {parts[1]} {parts[2]})"),
        st.tuples(
            st.sampled_from(
                (
                    "string",
                    "count",
                    "sum",
                    "uppercase",
                    "length",
                    "exists",
                    "type",
                    "keys",
                    "not",
                    "number",
                    "boolean",
                    "max",
                )
            ),
            inner,
        ).map(lambda parts: f"${parts[0]}({parts[1]})"),
        st.tuples(st.sampled_from(("append", "split", "join", "contains", "partition", "hash")), inner, inner).map(
            lambda parts: f"${parts[0]}({parts[1]}, {parts[2]})"
        ),
        two.map(lambda parts: f"[{parts[0]}, {parts[1]}]"),
        two.map(lambda parts: f"{{'a': {parts[0]}, 'b': {parts[1]}}}"),
        st.tuples(inner, inner, inner).map(lambda parts: f"({parts[0]} ? {parts[1]} : {parts[2]})"),
        two.map(lambda parts: f"$map({parts[0]}, function($v, $i) {{ [$i, {parts[1]}] }})"),
        st.tuples(inner, st.sampled_from(_NAMES)).map(lambda parts: f"({parts[0]}).{parts[1]}"),
        st.tuples(inner, st.integers(-2, 2)).map(lambda parts: f"({parts[0]})[{parts[1]}]"),
        two.map(lambda parts: f"($x := {parts[0]}; [$x, {parts[1]}])"),
    )


expressions = st.recursive(_atoms, _combined, max_leaves=5)
"""Expressions that parse; many can be evaluated on objects with the keys ``a``, ``b``, ``item``, ``count``."""

_marked = expressions.map(lambda text: f"{{% {text} %}}")
_values = st.recursive(
    _marked | json_values,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(_NAMES), inner, max_size=2),
    max_leaves=4,
)
_assigned = st.dictionaries(st.sampled_from(_NAMES), _values, max_size=2)
_conditions = st.one_of(
    expressions.map(lambda text: f"{{% $exists({text}) %}}"),
    expressions.map(lambda text: f"{{% $boolean({text}) %}}"),
    _marked,
)
_errors = st.lists(
    st.sampled_from(("States.QueryEvaluationError", "States.TaskFailed", "Custom.Error")),
    min_size=1,
    max_size=2,
    unique=True,
)
_kinds = ("Pass", "Pass", "Wait", "Task", "Choice", "Parallel", "Map")


@st.composite
def jsonata_machines(draw: st.DrawFn, *, max_states: int = 5, depth: int = 1) -> dict[str, Any]:
    """Make a definition with at most ``max_states`` states in each flow and ``depth`` levels of inner flows."""
    counter = [0]
    return {"QueryLanguage": "JSONata", **_flow(draw, counter, max_states, depth)}


def _flow(draw: st.DrawFn, counter: list[int], max_states: int, depth: int) -> dict[str, Any]:
    number = draw(st.integers(1, max_states))
    chain = [f"State {counter[0] + index}" for index in range(number)]
    counter[0] += number
    states: dict[str, Any] = {}
    for index, name in enumerate(chain):
        following = chain[index + 1] if index + 1 < number else None
        kinds = [
            kind for kind in _kinds if (kind != "Choice" or following) and (kind not in ("Parallel", "Map") or depth)
        ]
        kind = draw(st.sampled_from(kinds))
        states[name] = {"Type": kind, **_fields(draw, kind, counter, following, depth)}
    return {"StartAt": chain[0], "States": states}


def _fields(draw: st.DrawFn, kind: str, counter: list[int], following: str | None, depth: int) -> dict[str, Any]:
    onward: dict[str, Any] = {"End": True} if following is None else {"Next": following}
    common = draw(st.fixed_dictionaries({}, optional={"Output": _values, "Assign": _assigned}))
    match kind:
        case "Pass":
            return {**common, **onward}
        case "Wait":
            seconds = draw(st.integers(0, 100) | st.just("{% $states.input.count %}") | _marked)
            return {"Seconds": seconds, **common, **onward}
        case "Choice":
            condition = draw(_conditions)
            return {"Choices": [{"Condition": condition, "Next": following}], "Default": following, **common}
        case "Task":
            arguments = draw(st.fixed_dictionaries({}, optional={"Arguments": _values}))
            return {"Resource": FUNCTION, **arguments, **common, **_handled(draw, following), **onward}
        case "Parallel":
            branches = [_flow(draw, counter, 2, depth - 1) for _ in range(draw(st.integers(1, 2)))]
            return {"Branches": branches, **common, **_handled(draw, following), **onward}
        case _:
            items = draw(st.just("{% [1..3] %}") | st.just("{% $states.input.item %}") | st.lists(_marked, max_size=3))
            selector = draw(st.fixed_dictionaries({}, optional={"ItemSelector": _values}))
            processor = _flow(draw, counter, 2, depth - 1)
            return {
                "Items": items,
                "ItemProcessor": processor,
                **selector,
                **common,
                **_handled(draw, following),
                **onward,
            }


def _handled(draw: st.DrawFn, following: str | None) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if draw(st.booleans()):
        fields["Retry"] = [{"ErrorEquals": draw(_errors), "MaxAttempts": draw(st.integers(0, 2))}]
    if following is not None and draw(st.booleans()):
        catcher = draw(st.fixed_dictionaries({}, optional={"Output": _values, "Assign": _assigned}))
        fields["Catch"] = [{"ErrorEquals": ["States.ALL"], "Next": following, **catcher}]
    return fields
