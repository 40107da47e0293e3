"""Every JSONata expression of a definition, where it stands and what it reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from asl.expr.jsonata_text import is_expression
from asl.json_values import Json
from asl.model import Kind, Owner, QueryLanguage, fields_of
from asl.pointer import Pointer
from asl.source import Span

from .jsonata_readings import JsonataFacts, plain_path_facts
from .sites import Site
from .unknown import is_unknown_text

__all__ = ["JsonataText", "SyntaxProblem", "iter_jsonata_texts"]

_KINDS = frozenset({Kind.ANY, Kind.ARGUMENTS, Kind.ITEMS, Kind.ASSIGN, Kind.CONDITION, Kind.CREDENTIALS})
_OPENING = len("{%")


@dataclass(frozen=True, slots=True)
class SyntaxProblem:
    """Why a text is no expression: JSONata's code and words, and the characters inside the string."""

    code: str
    message: str
    span: Span


@dataclass(frozen=True, slots=True)
class JsonataText:
    """A string that opens or closes an expression, in a field that is evaluated.

    Attributes:
        text: the string; :attr:`is_whole` when it is an expression as a whole.
        at: its place.
        site: the object that the field is of.
        field: the name of the field.
        facts: what the expression reads and calls, ``None`` when it cannot be read.
        problem: why it cannot be read.
    """

    text: str
    at: Pointer
    site: Site
    field: str
    facts: JsonataFacts | None = None
    problem: SyntaxProblem | None = None

    @property
    def is_whole(self) -> bool:
        """Whether the string is delimited as an expression, sound or not."""
        return self.facts is not None or self.problem is not None

    def within(self, span: Span) -> Span:
        """Return characters of the expression as characters of the string."""
        return Span(span.start + _OPENING, span.end + _OPENING)


def iter_jsonata_texts(sites: tuple[Site, ...]) -> Iterator[JsonataText]:
    """Yield the expressions of all JSONata states, in the order of the document."""
    for site in sites:
        if site.language is QueryLanguage.JSONATA:
            names = _expression_fields(site.owner)
            for name, value in site.raw.items():
                if name in names:
                    for text, at in _strings(value, (*site.at, name)):
                        yield _read(text, at, site, name)


@cache
def _expression_fields(owner: Owner) -> frozenset[str]:
    fields = fields_of(owner, QueryLanguage.JSONATA).items()
    return frozenset(name for name, field in fields if field.expression or field.kind in _KINDS)


def _strings(value: Json, at: Pointer) -> Iterator[tuple[str, Pointer]]:
    if isinstance(value, str):
        if ("{%" in value or "%}" in value) and not is_unknown_text(value):
            yield value, at
    elif isinstance(value, dict):
        for key, member in value.items():
            if isinstance(member, (str, dict, list)):
                yield from _strings(member, (*at, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            if isinstance(item, (str, dict, list)):
                yield from _strings(item, (*at, index))


def _read(text: str, at: Pointer, site: Site, field: str) -> JsonataText:
    if not is_expression(text):
        return JsonataText(text, at, site, field)
    facts, problem = _facts(text[_OPENING:-2])
    return JsonataText(text, at, site, field, facts, problem)


@cache
def _facts(inner: str) -> tuple[JsonataFacts | None, SyntaxProblem | None]:
    plain = plain_path_facts(inner)
    if plain is not None:
        return plain, None
    from asl.expr.jsonata import JsonataError

    from .jsonata_facts import jsonata_facts

    try:
        return jsonata_facts(inner), None
    except JsonataError as error:
        start, end = _marked(inner, error.position, str(error.token))
        span = Span(start + _OPENING, end + _OPENING)
        return None, SyntaxProblem(error.code, error.message, span)


def _marked(inner: str, position: int, token: str) -> tuple[int, int]:
    """Return the characters to show for an error: the token it names, else one character, the last one at the end."""
    if not 0 <= position < len(inner):
        end = len(inner.rstrip())
        return max(0, end - 1), end
    if token and inner.startswith(token, position):
        return position, position + len(token)
    if token and inner.endswith(token, 0, position):
        return position - len(token), position
    return position, position + 1
