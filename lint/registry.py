"""All rules, found by listing the modules of :mod:`lint.rules`; nothing registers itself.

:func:`all_entries` is the one registry of codes: the validator's rows and the rules' together.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from asl.validator import CODES, CodeEntry

from . import rules as rules_package
from .rule import RuleModule

__all__ = ["VALIDATOR_FAMILY", "all_entries", "families", "family_of", "find_entries", "rule_modules"]

VALIDATOR_FAMILY = "validator"
"""The family of every code that the validator reports."""


@cache
def rule_modules() -> tuple[RuleModule, ...]:
    """Return every rule in the order of the codes.

    >>> [found.rule.name for found in rule_modules() if found.rule.code == "ASL703"]
    ['choice-no-default']
    """
    found = []
    for family in iter_modules(rules_package.__path__):
        package = import_module(f"{rules_package.__name__}.{family.name}")
        for module in iter_modules(package.__path__):
            loaded = import_module(f"{package.__name__}.{module.name}")
            found.append(RuleModule(loaded.RULE, loaded.check, family.name))
    return tuple(sorted(found, key=lambda entry: entry.rule.code))


@cache
def all_entries() -> tuple[CodeEntry, ...]:
    """Return the rows of the validator and of the rules in the order of the codes."""
    rows: list[CodeEntry] = [*CODES, *(found.rule for found in rule_modules())]
    return tuple(sorted(rows, key=lambda entry: entry.code))


@cache
def _family_by_code() -> dict[str, str]:
    return {entry.code: VALIDATOR_FAMILY for entry in CODES} | {
        found.rule.code: found.family for found in rule_modules()
    }


def family_of(code: str) -> str:
    """Return the family of a code; empty for a code that does not exist.

    >>> family_of("ASL201"), family_of("ASL703"), family_of("ASL000")
    ('validator', 'transitions', '')
    """
    return _family_by_code().get(code, "")


@cache
def families() -> tuple[str, ...]:
    """Return the families in alphabetical order."""
    return tuple(sorted(set(_family_by_code().values())))


def find_entries(query: str) -> tuple[CodeEntry, ...]:
    """Return the rows that a code, a name or one of the service's own codes stands for; letter case is ignored.

    >>> [entry.code for entry in find_entries("choice no default")], find_entries("nothing")
    (['ASL703'], ())
    """
    wanted = query.strip().lower().replace(" ", "-")
    return tuple(
        entry for entry in all_entries() if wanted in (entry.code.lower(), entry.name, entry.aws_code.lower() or None)
    )
