"""The verbs of ``asl``: one module each, holding a click command named ``COMMAND``.

Adding a verb is adding a module and a line here. The line of help stands in the table so that ``asl --help`` imports
none of the modules.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["COMMANDS"]

COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "validate": "check definitions against the rules of the States Language",
        "run": "dry-run a definition offline and show what each state does",
        "fmt": "print definitions in the canonical form",
        "explain": "tell what the code of a diagnostic means",
    }
)
"""Verb and one line of help; the module has the name of the verb."""
