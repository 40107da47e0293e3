"""Runs a definition: compiled to a program, driven on virtual time, answered by a pluggable backend.

May import :mod:`asl`; never :mod:`lint`. The core (compile, scheduler, states, dataflow) knows no backend: it is
handed one. Start reading at :mod:`interpreter.dry_run`, then :mod:`interpreter.scheduler` and
:mod:`interpreter.strand`.
"""

from .clock import VirtualClock
from .compile import InvalidDefinition, UnsupportedDefinition, compile_document
from .dry_run import InvalidExecutionInput, MachineIdentity, run
from .events import Event
from .execution import Execution, ExecutionStatus, Watcher
from .history import History
from .limits import EXPRESS_LIMITS, STANDARD_LIMITS, UNLIMITED, Limits, with_limit
from .map_run.record import MapRun
from .objects import FolderStore, MemoryStore, ObjectStore
from .redrive import NotRedrivable, redrive, redrive_refusal
from .services import Backend, Failed, Pending, Silent, Submitted, Succeeded, TaskRequest
from .stop import Stop
from .tokens import SendTaskFailure, SendTaskHeartbeat, SendTaskSuccess

__all__ = [
    "EXPRESS_LIMITS",
    "STANDARD_LIMITS",
    "UNLIMITED",
    "Backend",
    "Event",
    "Execution",
    "ExecutionStatus",
    "Failed",
    "FolderStore",
    "History",
    "InvalidDefinition",
    "InvalidExecutionInput",
    "Limits",
    "MachineIdentity",
    "MapRun",
    "MemoryStore",
    "NotRedrivable",
    "ObjectStore",
    "Pending",
    "SendTaskFailure",
    "SendTaskHeartbeat",
    "SendTaskSuccess",
    "Silent",
    "Stop",
    "Submitted",
    "Succeeded",
    "TaskRequest",
    "UnsupportedDefinition",
    "VirtualClock",
    "Watcher",
    "compile_document",
    "redrive",
    "redrive_refusal",
    "run",
    "with_limit",
]
