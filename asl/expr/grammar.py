"""The one door to lark: grammars live beside this module's users as ``grammar.lark`` files and are loaded once."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from lark import Lark, Token, Transformer, Tree, v_args
from lark.exceptions import (
    LarkError,
    UnexpectedCharacters,
    UnexpectedEOF,
    UnexpectedInput,
    UnexpectedToken,
    VisitError,
)

__all__ = [
    "Lark",
    "LarkError",
    "Token",
    "Transformer",
    "Tree",
    "UnexpectedCharacters",
    "UnexpectedEOF",
    "UnexpectedInput",
    "UnexpectedToken",
    "VisitError",
    "load_grammar",
    "v_args",
]


@cache
def load_grammar(package: str, name: str = "grammar.lark", start: str = "start") -> Lark:
    """Return the LALR parser for a grammar file that lies in ``package``; every tree node knows its offsets."""
    text = files(package).joinpath(name).read_text(encoding="utf-8")
    return Lark(text, parser="lalr", start=start, propagate_positions=True, maybe_placeholders=False)
