"""What a definition *is*: text, located tree, typed model, expressions, checks, service facts.

Start reading at :mod:`asl.document` (``parse``) and :mod:`asl.validator` (``validate``). Nothing in this package runs
a state machine; :mod:`interpreter` does. Importing ``asl`` is cheap: the public names are resolved on first use.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .diagnostics import Diagnostic, Severity
    from .document import Document, parse
    from .validator import validate

__all__ = ["Diagnostic", "Document", "Severity", "parse", "validate"]
__version__ = "0.1.0"

_HOMES = {
    "Diagnostic": "asl.diagnostics",
    "Severity": "asl.diagnostics",
    "Document": "asl.document",
    "parse": "asl.document",
    "validate": "asl.validator",
}


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'asl' has no attribute {name!r}")
    return getattr(import_module(home), name)
