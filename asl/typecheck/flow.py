"""Types carried along the control-flow graph of a flow until nothing changes.

States are visited in an order in which, loops apart, every state comes after those that lead to it. What is known where
ways meet is joined; a state that is entered again and again is widened, so that every loop comes to an end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from heapq import heappop, heappush

from asl.graph import Graph, build_graph
from asl.json_values import Missing
from asl.model import Flow, Map, Parallel, State, StateMachine
from asl.types import NEVER, UNKNOWN, Type, join_all

from .context_types import ContextFacts
from .facts import Facts, join_facts, widen_facts
from .outcome import Setting, StateOutcome
from .states import infer_state

__all__ = ["FlowTypes", "MachineTypes", "StateTypes", "infer_machine"]

_ROUNDS = 3
"""Visits of a state after which what it is entered with is widened."""


@dataclass(frozen=True, slots=True)
class StateTypes:
    """A state with what it is entered with and what it makes of it."""

    state: State
    entry: Facts
    outcome: StateOutcome

    @property
    def output(self) -> Type:
        """The type of what leaves the state, whichever way."""
        return join_all(exit_.facts.data for exit_ in self.outcome.exits)


@dataclass(frozen=True, slots=True)
class FlowTypes:
    """The states of a flow that a run can enter, in the order of the document, and the type of its output."""

    flow: Flow
    states: Mapping[str, StateTypes]
    output: Type


@dataclass(slots=True)
class MachineTypes:
    """All flows of a machine with their types; a branch or processor that no run enters has none."""

    machine: StateMachine
    input: Type
    flows: list[FlowTypes] = field(default_factory=list)

    @property
    def output(self) -> Type:
        """The type of the execution's output."""
        return self.flows[0].output if self.flows else NEVER


def infer_machine(
    machine: StateMachine, input_: Type = UNKNOWN, *, lambda_results: Mapping[str, Type] | None = None
) -> MachineTypes:
    """Return the types at every state of a machine, given the type of its input.

    ``lambda_results`` gives types of results by state name, function name or ARN.
    """
    types = MachineTypes(machine, input_)
    inference = _Inference()
    setting = Setting(ContextFacts(execution_input=input_), inference.infer_output, lambda_results or {})
    inference.settle(machine, Facts(input_), setting)
    inference.collect(machine, Facts(input_), setting, types.flows)
    return types


@dataclass(frozen=True, slots=True)
class _Settled:
    """A flow in which nothing changes any more, for the facts that it is entered with."""

    entry: Facts
    setting: Setting
    entries: dict[str, Facts]
    outcomes: dict[str, StateOutcome]
    output: Type


class _Inference:
    """Remembers what the flows were found to be entered with, so that each is settled once for the same facts."""

    def __init__(self) -> None:
        self._settled: dict[int, _Settled] = {}
        self._orders: dict[int, dict[str, int]] = {}

    def infer_output(self, flow: Flow, entry: Facts, setting: Setting) -> Type:
        """Return the type of a flow's output."""
        return self.settle(flow, entry, setting).output

    def settle(self, flow: Flow, entry: Facts, setting: Setting) -> _Settled:
        """Return what each state is entered with and makes of it, and the type of the output."""
        known = self._settled.get(id(flow))
        if known is not None and known.entry == entry and known.setting == setting:
            return known
        entries: dict[str, Facts] = {}
        outcomes: dict[str, StateOutcome] = {}
        if not isinstance(flow.start_at, Missing) and flow.start_at in flow.states:
            order = self._order(flow)
            entries[flow.start_at] = entry
            waiting = [(order[flow.start_at], flow.start_at)]
            visits: Counter[str] = Counter()
            while waiting:
                _, name = heappop(waiting)
                visits[name] += 1
                outcome = outcomes[name] = infer_state(flow.states[name], entries[name], setting)
                for exit_ in outcome.exits:
                    target = exit_.target
                    if target is None or target not in order:
                        continue
                    old = entries.get(target)
                    new = exit_.facts if old is None else join_facts(old, exit_.facts)
                    if old is not None and visits[target] >= _ROUNDS:
                        new = widen_facts(old, new)
                    if new != old:
                        entries[target] = new
                        if (order[target], target) not in waiting:
                            heappush(waiting, (order[target], target))
        leaving = [exit_ for outcome in outcomes.values() for exit_ in outcome.exits if exit_.target is None]
        output = join_all(exit_.facts.data for exit_ in leaving)
        made = self._settled[id(flow)] = _Settled(entry, setting, entries, outcomes, output)
        return made

    def _order(self, flow: Flow) -> dict[str, int]:
        """Return the place of each reachable state in reverse postorder."""
        known = self._orders.get(id(flow))
        if known is None:
            known = self._orders[id(flow)] = _reverse_postorder(build_graph(flow))
        return known

    def collect(self, flow: Flow, entry: Facts, setting: Setting, into: list[FlowTypes]) -> Type:
        """Go through a settled flow once more and keep what every state makes."""
        settled = self.settle(flow, entry, setting)
        place = len(into)
        inner: list[FlowTypes] = []

        def collect_inner(branch: Flow, facts: Facts, inside: Setting) -> Type:
            return self.collect(branch, facts, replace(inside, infer_flow=self.infer_output), inner)

        observed = replace(setting, infer_flow=collect_inner)
        states: dict[str, StateTypes] = {}
        for name, state in flow.states.items():
            if name in settled.outcomes:
                outcome = settled.outcomes[name]
                if isinstance(state, (Map, Parallel)):
                    # Once more, to go through the flows inside as well.
                    outcome = infer_state(state, settled.entries[name], observed)
                states[name] = StateTypes(state, settled.entries[name], outcome)
        into.insert(place, FlowTypes(flow, states, settled.output))
        into.extend(inner)
        return settled.output


def _reverse_postorder(graph: Graph) -> dict[str, int]:
    successors = graph.successors
    finished: list[str] = []
    seen = {graph.start}
    stack = [(graph.start, iter(successors.get(graph.start, ())))]
    while stack:
        name, following = stack[-1]
        for target in following:
            if target not in seen:
                seen.add(target)
                stack.append((target, iter(successors[target])))
                break
        else:
            finished.append(name)
            stack.pop()
    return {name: index for index, name in enumerate(reversed(finished))}
