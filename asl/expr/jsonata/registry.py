"""The table of built-in functions, gathered from the modules in :mod:`asl.expr.jsonata.functions`.

Adding a function is adding a module with ``FUNCTIONS``; nothing registers itself when it is imported.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType

from . import functions
from .function import JsonataFunction
from .values import NativeFunction, Surroundings

__all__ = ["builtin_functions", "declared_functions", "lasting_functions", "passing_functions"]


@cache
def declared_functions() -> Mapping[str, JsonataFunction]:
    """Return the declarations of all built-in functions by name, modules in sorted order."""
    found: dict[str, JsonataFunction] = {}
    for name in sorted(module.name for module in pkgutil.iter_modules(functions.__path__)):
        module = import_module(f"{functions.__name__}.{name}")
        for function in getattr(module, "FUNCTIONS", ()):
            if function.name in found:
                raise AssertionError(f"two built-in functions are named {function.name!r}")
            found[function.name] = function
    return MappingProxyType(found)


@cache
def lasting_functions() -> Mapping[str, NativeFunction]:
    """Return the built-in functions that need no surroundings by name, without the ``$``."""
    still = Surroundings(now_ms=lambda: 0, chance=lambda: 0.0)
    found = declared_functions().items()
    return MappingProxyType({name: one.bind(still) for name, one in found if not one.needs_surroundings})


def passing_functions() -> Mapping[str, JsonataFunction]:
    """Return the declarations of the built-in functions that have to be bound to the surroundings of each run."""
    return {name: one for name, one in declared_functions().items() if one.needs_surroundings}


def builtin_functions(surroundings: Surroundings) -> dict[str, NativeFunction]:
    """Return a new dictionary of all built-in functions by name, without the ``$``, bound to ``surroundings``."""
    return {name: function.bind(surroundings) for name, function in declared_functions().items()}
