"""``interpreter.run``: a definition, an input, an answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from asl.document import Document, parse
from asl.errors import UsageError
from asl.json_values import MISSING, Json, Missing, compact, size_bytes

from .answering import answering_backend
from .behaviour import CURRENT, Behaviour
from .clock import DEFAULT_START_MS, VirtualClock
from .compile import compile_document
from .execution import Execution, ExecutionRun, Watcher
from .limits import EXPRESS_LIMITS, STANDARD_LIMITS, Limits
from .map_run.record import KEPT_CHILDREN
from .objects import ObjectStore
from .program import Program
from .rng import SeededChance
from .services import Backend, ExecutionFacts
from .stop import Stop

if TYPE_CHECKING:
    from .backends.workers import Workers

__all__ = ["InvalidExecutionInput", "MachineIdentity", "run"]

ACCOUNT = "123456789012"
REGION = "us-east-1"


class InvalidExecutionInput(UsageError):
    """The input of an execution cannot be taken: it is too large."""


class MachineIdentity:
    """Who a machine is while it runs locally: the names that end up in ARNs and in the Context Object."""

    def __init__(
        self,
        name: str = "StateMachine",
        *,
        region: str = REGION,
        account: str = ACCOUNT,
        role_arn: str | None = None,
        partition: str = "aws",
    ) -> None:
        self.name = name
        self.region = region
        self.account = account
        self.partition = partition
        self.role_arn = role_arn or f"arn:{partition}:iam::{account}:role/{name}-role"

    @property
    def arn(self) -> str:
        """The machine's ARN."""
        return f"arn:{self.partition}:states:{self.region}:{self.account}:stateMachine:{self.name}"

    def facts(self, execution_name: str, start_ms: int, type_: str, chance: SeededChance) -> ExecutionFacts:
        """Return what a service may know of an execution of this machine."""
        prefix = f"arn:{self.partition}:states:{self.region}:{self.account}"
        if type_ == "EXPRESS":
            arn = f"{prefix}:express:{self.name}:{execution_name}:{chance.uuid()}"
        else:
            arn = f"{prefix}:execution:{self.name}:{execution_name}"
        return ExecutionFacts(
            arn=arn,
            name=execution_name,
            state_machine_arn=self.arn,
            state_machine_name=self.name,
            role_arn=self.role_arn,
            region=self.region,
            account=self.account,
            start_ms=start_ms,
        )


def run(
    definition: Document | Program | str | Mapping[str, Any],
    input: Json | Missing = MISSING,  # noqa: A002 - the service's name for it
    *,
    backend: Backend | None = None,
    name: str | None = None,
    seed: int | str = 0,
    start_ms: int = DEFAULT_START_MS,
    type: Literal["STANDARD", "EXPRESS"] = "STANDARD",  # noqa: A002 - the service's name for it
    machine: MachineIdentity | None = None,
    limits: Limits | None = None,
    watcher: Watcher | None = None,
    behaviour: Behaviour = CURRENT,
    stop: Stop | None = None,
    workers: Workers | None = None,
    objects: ObjectStore | None = None,
    keep_children: int = KEPT_CHILDREN,
) -> Execution:
    """Run a state machine on virtual time and return how it ended.

    The same arguments give the same history, byte for byte. Tasks are answered by ``backend``; without one, by results
    made from the shapes of the services' APIs.

    >>> from interpreter import run
    >>> execution = run({"StartAt": "A", "States": {"A": {"Type": "Pass", "Result": 1, "End": True}}})
    >>> execution.status.value, execution.output, len(execution.history)
    ('SUCCEEDED', 1, 4)

    Args:
        definition: text, a JSON object, a parsed document, or a compiled program.
        input: the execution's input; ``{}`` when not given.
        name: the execution's name; drawn from the seed when not given.
        seed: where ids, jitter and random functions are drawn from.
        start_ms: virtual start time, milliseconds since the epoch.
        limits: quotas; those of the workflow type when not given.
        behaviour: the service of another day than today, see :mod:`interpreter.behaviour`.
        stop: a StopExecution that comes at a virtual time.
        workers: who takes activities' tasks and answers task tokens, see :mod:`interpreter.backends.workers`.
        objects: the buckets that Distributed Maps read and write, see :mod:`interpreter.objects`. Without them results
            are written to nowhere, and reading ends the run.
        keep_children: how many ended child executions each Map Run keeps; all of them are counted.

    Raises:
        InvalidDefinition: the definition has errors.
        InvalidExecutionInput: the input breaks the payload quota.
        UnsupportedDefinition: it needs something that is not built yet.
        UsageError: a Distributed Map reads items, and there are no ``objects``.
    """
    program = _compile(definition, type)
    if limits is None:
        limits = EXPRESS_LIMITS if type == "EXPRESS" else STANDARD_LIMITS
    data: Json = {} if isinstance(input, Missing) else input
    chance = SeededChance(seed)
    execution_name = chance.uuid() if name is None else name
    facts = (machine or MachineIdentity()).facts(execution_name, start_ms, type, chance)
    execution_run = ExecutionRun(
        facts,
        data,
        backend=answering_backend(backend, workers),
        clock=VirtualClock(start_ms),
        chance=chance,
        limits=limits,
        watcher=watcher,
        behaviour=behaviour,
        objects=objects,
        keep_children=keep_children,
    )
    if execution_run.is_too_large(data):
        raise InvalidExecutionInput(
            f"the input has {size_bytes(data):,} bytes, and an execution takes at most {limits.payload_bytes:,}",
            help="put it into S3 and pass on its place, as on AWS",
        )
    return execution_run.execute(program, stop)


def _compile(
    definition: Document | Program | str | Mapping[str, Any], type_: Literal["STANDARD", "EXPRESS"]
) -> Program:
    match definition:
        case Program():
            return definition
        case Document():
            return compile_document(definition, type=type_)
        case str():
            return compile_document(parse(definition), type=type_)
        case _:
            return compile_document(parse(compact(dict(definition)), name="<definition>", format="json"), type=type_)
