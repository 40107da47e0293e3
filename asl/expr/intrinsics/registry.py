"""All intrinsic functions: every module of :mod:`.functions` declares one constant, ``FUNCTION``."""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType

from . import functions
from .function import IntrinsicFunction

__all__ = ["find_function", "intrinsic_functions"]


@cache
def intrinsic_functions() -> Mapping[str, IntrinsicFunction]:
    """Return the functions by name, in alphabetical order of their modules."""
    modules = sorted(module.name for module in pkgutil.iter_modules(functions.__path__))
    declared = (import_module(f"{functions.__name__}.{name}").FUNCTION for name in modules)
    return MappingProxyType({function.name: function for function in declared})


def find_function(name: str) -> IntrinsicFunction | None:
    """Return the function of that exact name, or ``None``."""
    return intrinsic_functions().get(name)
