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
        "lint": "look for mistakes, risks and waste, and mend what can be mended",
        "run": "dry-run a definition offline and show what each state does",
        "test-state": "run one state by itself and show every stage of its data flow",
        "fmt": "print definitions in the canonical form",
        "rules": "list the codes that validate and lint report",
        "lsp": "serve an editor with the Language Server Protocol",
        "explain": "tell what the code of a diagnostic means",
    }
)
"""Verb and one line of help; the module has the name of the verb, with ``_`` for ``-``."""
