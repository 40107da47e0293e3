"""Intrinsic functions: ``States.Format('Hello {}', $.name)`` inside payload templates.

May import :mod:`asl.expr.path` and below. One function is one file in :mod:`.functions`; everything else here
serves all of them. Start reading at :mod:`.syntax` (what a call is), then :mod:`.compile` (how it runs).
"""

from __future__ import annotations

from .check import CallProblem, check_call
from .compile import compile_intrinsic
from .function import IntrinsicFunction, Parameter
from .parse import looks_like_intrinsic, parse_intrinsic
from .registry import find_function, intrinsic_functions
from .syntax import Argument, Call, Literal, PathArgument, iter_calls, iter_path_arguments

__all__ = [
    "Argument",
    "Call",
    "CallProblem",
    "IntrinsicFunction",
    "Literal",
    "Parameter",
    "PathArgument",
    "check_call",
    "compile_intrinsic",
    "find_function",
    "intrinsic_functions",
    "iter_calls",
    "iter_path_arguments",
    "looks_like_intrinsic",
    "parse_intrinsic",
]
