"""Results from a mock file: the answers of each state's attempts, written by the user.

Reads the mock file of Step Functions Local (:mod:`.local_format`) and a richer format of the toolkit's own
(:mod:`.own_format`). Start reading at :mod:`.backend`.
"""

from .backend import ScriptedBackend
from .load import load_mocks
from .mocks import Answer, Calls, MockFileError, Mocks, Return, StateMocks, Throw, TimedOut

__all__ = [
    "Answer",
    "Calls",
    "MockFileError",
    "Mocks",
    "Return",
    "ScriptedBackend",
    "StateMocks",
    "Throw",
    "TimedOut",
    "load_mocks",
]
