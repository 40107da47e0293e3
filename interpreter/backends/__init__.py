"""What stands behind Tasks: results made up from API shapes (:mod:`.synthetic`), or written down (:mod:`.scripted`).

Backends implement :class:`interpreter.services.Backend`; the interpreter's core never imports them. Start reading at
:mod:`.api`, which turns a Task into API calls, so that a new backend need only answer calls.
"""

from .api import Api, ApiAnswer, ApiBackend, ApiCall, ApiError, Callback
from .scripted import MockFileError, Mocks, ScriptedBackend, load_mocks
from .synthetic import SyntheticBackend

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
    "load_mocks",
]
