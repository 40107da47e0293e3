"""What every rule works on: the validator's tables, and those that only rules need, each made once.

All tables are made in one pass over the document, so a definition of ten thousand states takes ten times as long as one
of a thousand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from asl.document import Document
from asl.graph import Graph
from asl.integrations.arn import ResourceKind, TaskResource, parse_resource
from asl.integrations.pattern import Pattern
from asl.json_values import Missing
from asl.model import Flow, Kind, Map, Owner, Parallel, State, Task, UnreadableState, fields_of
from asl.pointer import Pointer
from asl.validator import WorkflowType
from asl.validator.context import Context as ValidatorContext
from asl.validator.sites import OWNER_OF_TYPE, Site
from asl.validator.unknown import is_unknown_text

from .configuration import Configuration
from .reads import Read, iter_reads
from .rule import OptionValue, Rule

if TYPE_CHECKING:
    from asl.typecheck.flow import MachineTypes

__all__ = ["Context", "Loop", "TaskUse", "Unused"]

_PATHS = frozenset({Kind.PATH, Kind.REFERENCE_PATH, Kind.PATH_OR_INTRINSIC})
_VALUES = frozenset({Kind.ARGUMENTS, Kind.TEMPLATE, Kind.ASSIGN, Kind.CREDENTIALS, Kind.ITEMS, Kind.CONDITION})
_AFTER_RESULT = frozenset({"ResultSelector", "ResultPath", "OutputPath", "Output", "Assign"})
"""Fields that look at the result, or that are evaluated once the state has done its work."""


@dataclass(frozen=True, slots=True)
class TaskUse:
    """A Task and what it calls; ``resource`` is nothing when the ARN is not known yet or cannot be read."""

    flow: Flow
    state: Task
    resource: TaskResource | None

    @property
    def is_lambda(self) -> bool:
        """Whether a Lambda function is invoked, by whatever integration."""
        resource = self.resource
        return resource is not None and resource.service == "lambda" and resource.action == "invoke"

    @property
    def is_activity(self) -> bool:
        """Whether a worker has to ask for the task."""
        return self.resource is not None and self.resource.kind is ResourceKind.ACTIVITY

    @property
    def is_callback(self) -> bool:
        """Whether the task waits until somebody returns its token."""
        return self.resource is not None and self.resource.pattern is Pattern.WAIT_FOR_TASK_TOKEN

    @property
    def is_job(self) -> bool:
        """Whether the task waits until the job that it started has ended."""
        return self.resource is not None and self.resource.pattern.is_sync

    @property
    def is_long(self) -> bool:
        """Whether the task can wait for longer than a single call takes."""
        return self.is_activity or self.is_callback or self.is_job

    @property
    def has_timeout(self) -> bool:
        """Whether the state itself bounds its time."""
        return "TimeoutSeconds" in self.state.raw or "TimeoutSecondsPath" in self.state.raw

    @property
    def has_heartbeat(self) -> bool:
        """Whether the state asks for heartbeats."""
        return "HeartbeatSeconds" in self.state.raw or "HeartbeatSecondsPath" in self.state.raw


@dataclass(frozen=True, slots=True)
class Loop:
    """States of a flow that can lead to one another, in the order of the document."""

    flow: Flow
    graph: Graph
    states: tuple[State, ...]

    @property
    def at(self) -> Pointer:
        """The place of the loop's first state."""
        return self.states[0].at


@dataclass(frozen=True, slots=True)
class Unused:
    """A suppression that suppressed nothing; ``word`` is the code or the name as it is written."""

    word: str
    at: Pointer
    within: tuple[int, int]


class Context(ValidatorContext):
    """A document and the tables that rules share; made for one call of the linter and thrown away after it."""

    def __init__(
        self,
        document: Document,
        workflow_type: WorkflowType,
        configuration: Configuration,
        substitutions: frozenset[str] | None = None,
    ) -> None:
        super().__init__(document, workflow_type)
        self.configuration = configuration
        self.substitutions = substitutions

    def option(self, rule: Rule, name: str) -> OptionValue:
        """Return what the configuration says about an option of a rule, or its default."""
        default = rule.options[name]
        return self.configuration.options.get(rule.name, {}).get(name, default)

    def number(self, rule: Rule, name: str) -> float:
        """Return an option that is a number."""
        value = self.option(rule, name)
        assert isinstance(value, (int, float)), "the configuration was checked against the default's type"
        return value

    @cached_property
    def states(self) -> tuple[tuple[Flow, State], ...]:
        """Every state with the flow that it belongs to, outer before inner."""
        return tuple((flow, state) for flow in self.flows for state in flow.states.values())

    @cached_property
    def types(self) -> MachineTypes:
        """The types at every state that a run can enter."""
        from asl.typecheck.flow import infer_machine

        return infer_machine(self.document.machine)

    @cached_property
    def state_by_place(self) -> dict[Pointer, tuple[Flow, State]]:
        """Every state with its flow, by the place of the state."""
        return {state.at: (flow, state) for flow, state in self.states}

    @cached_property
    def tasks(self) -> tuple[TaskUse, ...]:
        """Every Task with what it calls."""
        return tuple(TaskUse(flow, state, _resource(state)) for flow, state in self.states if isinstance(state, Task))

    @cached_property
    def failing(self) -> tuple[Task | Parallel | Map, ...]:
        """Every state that may have Retry and Catch."""
        return tuple(state for _, state in self.states if isinstance(state, (Task, Parallel, Map)))

    @cached_property
    def loops(self) -> tuple[Loop, ...]:
        """The loops of all flows that can be entered."""
        return tuple(
            Loop(flow, graph, tuple(flow.states[name] for name in names))
            for flow, graph in self.graphs
            for names in graph.loops
            if names[0] in graph.reachable
        )

    @cached_property
    def task_by_place(self) -> dict[Pointer, TaskUse]:
        """The Tasks by the place of their state."""
        return {use.state.at: use for use in self.tasks}

    @cached_property
    def sites_by_place(self) -> dict[Pointer, tuple[Site, ...]]:
        """Every object that the field table speaks about by its place."""
        return {site.at: (site,) for site in self.sites}

    @cached_property
    def _reads(self) -> dict[Pointer, tuple[Read, ...]]:
        return {}

    def reads_of(self, state: State) -> tuple[Read, ...]:
        """Return what the fields of a state read, those of its Retriers, Catchers, rules and readers included."""
        found = self._reads.get(state.at)
        if found is None:
            found = self._reads[state.at] = tuple(_reads_of(state))
        return found

    def input_reads_of(self, state: State) -> tuple[Read, ...]:
        """Return what a state reads of its input before its own work is done."""
        depth = len(state.at)
        return tuple(
            read
            for read in self.reads_of(state)
            if read.root == "data" and read.at[depth] not in _AFTER_RESULT and read.at[depth] != "Catch"
        )

    def last_state_of(self, flow: Flow) -> str:
        """Return the name of the state that is written last in a flow; empty when it has none."""
        states = flow.raw.get("States")
        return next(reversed(states), "") if isinstance(states, dict) else ""

    unused_suppressions: tuple[Unused, ...] = ()
    """What the suppressions of the document did not need; known after all other rules have spoken."""


def _resource(state: Task) -> TaskResource | None:
    text = state.resource
    if isinstance(text, Missing):
        return None
    if is_unknown_text(text):
        # The service and the action are told even where partition, region or account are filled in later.
        prefix, _, rest = text.partition(":states:::")
        return parse_resource(f"arn:aws:states:::{rest}") if rest and "${" not in rest and prefix else None
    return parse_resource(text)


@cache
def _path_fields(owner: Owner) -> frozenset[str]:
    return frozenset(name for name, field in fields_of(owner).items() if field.kind in _PATHS)


@cache
def _value_fields(owner: Owner) -> frozenset[str]:
    return frozenset(name for name, field in fields_of(owner).items() if field.kind in _VALUES or field.expression)


def _reads_of(state: State) -> Iterator[Read]:
    if isinstance(state, UnreadableState):
        return
    owner = OWNER_OF_TYPE[type(state).__name__]
    paths, values = _path_fields(owner), _value_fields(owner)
    for name, value in state.raw.items():
        at = (*state.at, name)
        if name in paths:
            if name != "ResultPath":
                yield from iter_reads(value, at, state.language, is_path=True)
        elif name in values or name in ("Catch", "ItemReader", "ItemBatcher", "ResultWriter"):
            yield from iter_reads(value, at, state.language)
        elif name == "Choices" and isinstance(value, list):
            yield from _rule_reads(value, at, state)


def _rule_reads(rules: Sequence[object], at: Pointer, state: State) -> Iterator[Read]:
    """Yield what Choice Rules read: variables, the paths that they are compared with, conditions, assignments."""
    for index, rule in enumerate(rules):
        if not isinstance(rule, dict):
            continue
        here = (*at, index)
        for name, value in rule.items():
            if isinstance(value, list) and name in ("And", "Or"):
                yield from _rule_reads(value, (*here, name), state)
            elif isinstance(value, dict) and name == "Not":
                yield from (
                    Read(read.root, read.keys, (*here, "Not", *read.at[len(here) + 2 :]), read.span, read.variable)
                    for read in _rule_reads([value], (*here, "Not"), state)
                )
            elif name == "Variable" or (name.endswith("Path") and isinstance(value, str)):
                yield from iter_reads(value, (*here, name), state.language, is_path=True)
            elif name in ("Condition", "Assign", "Output"):
                yield from iter_reads(value, (*here, name), state.language)
