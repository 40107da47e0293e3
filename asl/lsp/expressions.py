"""Functions, variables and fields inside expressions: JSONPath, intrinsic functions, JSONata."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from asl.expr.context import CONTEXT_FIELDS, ContextField
from asl.expr.intrinsics.registry import intrinsic_functions
from asl.expr.jsonata.registry import declared_functions
from asl.json_values import Json, JsonObject
from asl.model import QueryLanguage, iter_states

from .analysis import OpenDefinition
from .words import STATES_FIELDS

__all__ = ["Candidate", "expression_candidates", "expression_doc"]

_INTRINSIC = re.compile(r"States(?:\.\w*)?\Z")
_CONTEXT = re.compile(r"(?:\$\$|\$states\.context)((?:\.\w+)*)\.?(\w*)\Z")
_CONTEXT_PATH = re.compile(r"(\$\$|\$states\.context)((?:\.\w+)*)(\.\w*)\Z")
_STATES = re.compile(r"\$states\.(\w*)\Z")
_VARIABLE = re.compile(r"\$(\w*)\Z")
_WORD = re.compile(r"(?:States\.\w+|\$\$(?:\.\w+)*|\$states(?:\.\w+)*|\$\w+)")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that may stand at the cursor; ``length`` characters before the cursor belong to it already."""

    label: str
    detail: str
    doc: str
    length: int


def expression_candidates(definition: OpenDefinition, prefix: str, language: QueryLanguage) -> Iterator[Candidate]:
    """Yield what may follow the text of an expression; ``prefix`` is the string up to the cursor."""
    if language is QueryLanguage.JSONATA:
        if prefix.rfind("{%") > prefix.rfind("%}"):
            yield from _jsonata(definition, prefix)
        return
    intrinsic = _INTRINSIC.search(prefix)
    if intrinsic is not None:
        for function in intrinsic_functions().values():
            parameters = ", ".join(parameter.name for parameter in function.parameters)
            yield Candidate(function.name, f"({parameters}) → {function.returns}", function.doc, len(intrinsic[0]))
    yield from _context(prefix, "$$")
    variable = _VARIABLE.search(prefix)
    if variable is not None and not prefix.endswith("$$"):
        for name in _variables(definition):
            yield Candidate(f"${name}", "workflow variable", "", len(variable[0]))


def _jsonata(definition: OpenDefinition, prefix: str) -> Iterator[Candidate]:
    context = list(_context(prefix, "$states.context"))
    if context:
        yield from context
        return
    member = _STATES.search(prefix)
    if member is not None:
        for name, doc in STATES_FIELDS.items():
            yield Candidate(name, "of $states", doc, len(member[1]))
        return
    variable = _VARIABLE.search(prefix)
    if variable is None:
        return
    yield Candidate(
        "$states", "reserved variable", "Input, result, error output and context of the state.", len(variable[0])
    )
    for name in _variables(definition):
        yield Candidate(f"${name}", "workflow variable", "", len(variable[0]))
    for function in declared_functions().values():
        yield Candidate(f"${function.name}", function.signature, function.doc, len(variable[0]))


def _context(prefix: str, root: str) -> Iterator[Candidate]:
    found = _CONTEXT_PATH.search(prefix)
    if found is None or found[1] != root:
        return
    path = tuple(part for part in found[2].split(".") if part)
    for field in CONTEXT_FIELDS:
        if field.path[:-1] == path:
            yield Candidate(field.path[-1], field.type, _context_doc(field), len(found[3]) - 1)


def _context_doc(field: ContextField) -> str:
    return field.doc if field.presence == "always" else f"{field.doc} Not in every state ({field.presence})."


def _variables(definition: OpenDefinition) -> list[str]:
    """Return the names of the variables that the definition assigns."""
    names: set[str] = set()
    for state in iter_states(definition.document.machine):
        raw = state.raw
        if isinstance(raw, dict):
            holders: list[JsonObject] = [raw, *_dictionaries(raw.get("Choices")), *_dictionaries(raw.get("Catch"))]
            for holder in holders:
                assign = holder.get("Assign")
                if isinstance(assign, dict):
                    names |= {str(name).removesuffix(".$") for name in assign}
    return sorted(names)


def _dictionaries(value: Json) -> Iterator[JsonObject]:
    if isinstance(value, list):
        yield from (item for item in value if isinstance(item, dict))


def expression_doc(text: str, offset: int) -> tuple[str, int, int] | None:
    """Return the Markdown for the word at an offset of an expression, with the word's own start and end."""
    for found in _WORD.finditer(text):
        if found.start() <= offset <= found.end():
            doc = _word_doc(found[0])
            return (doc, found.start(), found.end()) if doc else None
    return None


def _word_doc(word: str) -> str:
    if word.startswith("States."):
        function = intrinsic_functions().get(word)
        if function is None:
            return ""
        parameters = ", ".join(parameter.name for parameter in function.parameters)
        lines = [f"**{function.name}**({parameters}) → {function.returns}", function.doc]
        lines += [f"- `{parameter.name}` ({parameter.kind}): {parameter.doc}" for parameter in function.parameters]
        return "\n\n".join(lines[:2]) + "\n\n" + "\n".join(lines[2:])
    for root in ("$$", "$states.context"):
        if word.startswith(root):
            path = tuple(part for part in word.removeprefix(root).split(".") if part)
            doc = next((_context_doc(field) for field in CONTEXT_FIELDS if field.path == path), "")
            return f"**{word}**: {doc}" if doc else ("" if path else "**The Context Object**")
    if word.startswith("$states"):
        name = word.removeprefix("$states").lstrip(".").partition(".")[0]
        doc = STATES_FIELDS.get(name, "")
        return f"**$states.{name}**: {doc}" if doc else ""
    builtin = declared_functions().get(word.removeprefix("$"))
    return "" if builtin is None else f"**${builtin.name}** `{builtin.signature}`\n\n{builtin.doc}"
