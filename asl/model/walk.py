"""The one tree walk over a model: flows and states, outer before inner, in the order of the document."""

from __future__ import annotations

from collections.abc import Iterator

from asl.json_values import Missing

from .machine import Flow
from .states import Map, Parallel, State

__all__ = ["inner_flows", "iter_flows", "iter_states"]


def inner_flows(state: State) -> tuple[Flow, ...]:
    """Return the flows directly inside a state: a Parallel's branches, a Map's processor."""
    match state:
        case Parallel(branches=branches):
            return branches
        case Map(item_processor=processor) if not isinstance(processor, Missing):
            return (processor,)
        case _:
            return ()


def iter_flows(flow: Flow) -> Iterator[Flow]:
    """Yield a flow and every flow inside it."""
    waiting = [flow]
    while waiting:
        current = waiting.pop()
        yield current
        inner = [found for state in current.states.values() for found in inner_flows(state)]
        waiting.extend(reversed(inner))


def iter_states(flow: Flow) -> Iterator[State]:
    """Yield every state of a flow and of the flows inside it."""
    for inner in iter_flows(flow):
        yield from inner.states.values()
