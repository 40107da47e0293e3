"""What stands behind Tasks: results made up from API shapes (:mod:`.synthetic`), written down (:mod:`.scripted`),
recorded earlier (:mod:`.recorded`), or told by a function (:mod:`.workers`).

Backends implement :class:`interpreter.services.Backend`; the interpreter's core never imports them. Start reading at
:mod:`.api`, which turns a Task into API calls, so that a new backend need only answer calls.
"""

from .api import Api, ApiAnswer, ApiBackend, ApiCall, ApiError, Callback
from .scripted import MockFileError, Mocks, ScriptedBackend, load_mocks
from .synthetic import SyntheticBackend
from .workers import TokenTask, Worker, WorkerBackend

__all__ = [
    "Api",
    "ApiAnswer",
    "ApiBackend",
    "ApiCall",
    "ApiError",
    "Callback",
    "MockFileError",
    "Mocks",
    "ScriptedBackend",
    "SyntheticBackend",
    "TokenTask",
    "Worker",
    "WorkerBackend",
    "load_mocks",
]
