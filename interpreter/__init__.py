"""Runs a definition: compiled to a program, driven on virtual time, answered by a pluggable backend.

May import :mod:`asl`; never :mod:`lint`. The core (compile, scheduler, states, dataflow) knows no backend: it is
handed one. Start reading at :mod:`interpreter.dry_run`, then :mod:`interpreter.scheduler` and
:mod:`interpreter.strand`.
"""

from .clock import VirtualClock
from .compile import InvalidDefinition, UnsupportedDefinition, compile_document
from .dry_run import MachineIdentity, run
from .events import Event
from .execution import Execution, ExecutionStatus, Watcher
from .history import History
from .limits import STANDARD_LIMITS, UNLIMITED, Limits
from .services import Backend, Failed, Pending, Submitted, Succeeded, TaskRequest

__all__ = [
    "STANDARD_LIMITS",
    "UNLIMITED",
    "Backend",
    "Event",
    "Execution",
    "ExecutionStatus",
    "Failed",
    "History",
    "InvalidDefinition",
    "Limits",
    "MachineIdentity",
    "Pending",
    "Submitted",
    "Succeeded",
    "TaskRequest",
    "UnsupportedDefinition",
    "VirtualClock",
    "Watcher",
    "compile_document",
    "run",
]
