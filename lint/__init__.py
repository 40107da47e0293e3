"""Judges a definition: what the service refuses, and what it takes and should not have been given.

Start reading at :mod:`lint.engine` (``lint``) and :mod:`lint.rules`, one module per rule. May import :mod:`asl` below
:mod:`asl.app`, never :mod:`interpreter`. Importing ``lint`` is cheap: the public names are resolved on first use.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .configuration import Configuration
    from .configuration_file import find_configuration, read_configuration
    from .engine import lint
    from .fix_loop import FixResult, fix_document
    from .registry import all_entries, find_entries, rule_modules
    from .rule import Finding, Rule

__all__ = [
    "Configuration",
    "Finding",
    "FixResult",
    "Rule",
    "all_entries",
    "find_configuration",
    "find_entries",
    "fix_document",
    "lint",
    "read_configuration",
    "rule_modules",
]

_HOMES = {
    "Configuration": "configuration",
    "Finding": "rule",
    "FixResult": "fix_loop",
    "Rule": "rule",
    "all_entries": "registry",
    "find_configuration": "configuration_file",
    "find_entries": "registry",
    "fix_document": "fix_loop",
    "lint": "engine",
    "read_configuration": "configuration_file",
    "rule_modules": "registry",
}


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'lint' has no attribute {name!r}")
    return getattr(import_module(f"lint.{home}"), name)
