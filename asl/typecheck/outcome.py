"""What the inference of a state is given, and what it makes: settings of its flow, ways out, reads, requests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from asl.model import Flow
from asl.pointer import Pointer
from asl.types import Type

from .context_types import ContextFacts
from .facts import Facts
from .template_types import PathRead

__all__ = ["Exit", "Request", "Setting", "StateOutcome"]


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a state stands: what of the Context Object its flow fixes, and how inner flows are inferred.

    Attributes:
        context: facts of the Context Object that hold in the whole flow.
        infer_flow: infers a branch or processor and returns the type of its output.
        lambda_results: types of results by function name or ARN, as the user gives them.
        knows_variables: whether a variable that is not listed is certainly not assigned.
        retrying: the same context in states that can retry.
        contexts: Context Objects made so far, because most states of a flow see the same one.
    """

    context: ContextFacts
    infer_flow: Callable[[Flow, Facts, Setting], Type]
    lambda_results: Mapping[str, Type] = field(default_factory=dict)
    knows_variables: bool = True
    contexts: dict[ContextFacts, Type] = field(default_factory=dict, compare=False, repr=False)
    retrying: ContextFacts = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "retrying", replace(self.context, has_retry_count=True))


@dataclass(frozen=True, slots=True)
class Exit:
    """One way out of a state: to ``target``, or out of the flow when that is ``None``."""

    target: str | None
    facts: Facts


@dataclass(frozen=True, slots=True)
class Request:
    """The parameters that a Task gives, and what they have to be."""

    at: Pointer
    given: Type
    wanted: Type


@dataclass(slots=True)
class StateOutcome:
    """What a state makes: its ways out, its reads, the request of a Task, and the types on the way.

    ``stages`` are the types after each field, by the field's name, ``result`` among them.
    """

    exits: list[Exit] = field(default_factory=list)
    reads: list[PathRead] = field(default_factory=list)
    stages: dict[str, Type] = field(default_factory=dict)
    request: Request | None = None
