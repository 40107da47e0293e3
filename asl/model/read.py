"""From plain JSON to the typed model, driven by the table of fields; never raises, never reports.

A field whose value is not of the field's kind is left ``MISSING``: saying so is the validator's business, which reads
the same table. Everything else of the document stays typed, so that one mistake does not hide the next.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from asl.expr.jsonata_text import is_expression
from asl.json_values import MISSING, Json, JsonObject
from asl.pointer import ROOT, Pointer

from .choice import And, BooleanRule, ChoiceRule, Comparison, ConditionRule, Not, Or, UnreadableRule
from .failures import Catcher, Retrier
from .fields import OPERATORS, Kind, Owner, QueryLanguage, fields_of
from .machine import Flow, StateMachine
from .map import (
    ItemBatcher,
    ItemProcessor,
    ItemReader,
    ProcessorConfig,
    ReaderConfig,
    ResultWriter,
    WriterConfig,
)
from .states import Choice, Fail, Map, Parallel, Pass, State, Succeed, Task, UnreadableState, Wait

__all__ = ["language_of", "read_flow", "read_state", "read_state_machine"]

_STATE_CLASSES: dict[str, tuple[Owner, type[Any]]] = {
    "Pass": (Owner.PASS, Pass),
    "Task": (Owner.TASK, Task),
    "Choice": (Owner.CHOICE, Choice),
    "Wait": (Owner.WAIT, Wait),
    "Succeed": (Owner.SUCCEED, Succeed),
    "Fail": (Owner.FAIL, Fail),
    "Parallel": (Owner.PARALLEL, Parallel),
    "Map": (Owner.MAP, Map),
}

_LANGUAGE = {language.value: language for language in QueryLanguage}

_Reader = Callable[[Any, Pointer, QueryLanguage], Any]


def language_of(raw: JsonObject, inherited: QueryLanguage) -> QueryLanguage:
    """Return the query language that an object's ``QueryLanguage`` names, or the inherited one."""
    given = raw.get("QueryLanguage")
    return _LANGUAGE.get(given, inherited) if isinstance(given, str) else inherited


def read_state_machine(value: Json) -> StateMachine:
    """Return the typed model of a definition; of anything that is not an object, an empty one."""
    raw = value if isinstance(value, dict) else {}
    language = language_of(raw, QueryLanguage.JSONPATH)
    return StateMachine(at=ROOT, raw=raw, language=language, **_members(Owner.STATE_MACHINE, raw, ROOT, language))


def read_flow(value: Json, at: Pointer, language: QueryLanguage) -> Flow:
    """Return the typed model of a branch."""
    raw = value if isinstance(value, dict) else {}
    language = language_of(raw, language)
    return Flow(at=at, raw=raw, language=language, **_members(Owner.BRANCH, raw, at, language))


def read_state(name: str, value: Json, at: Pointer, language: QueryLanguage) -> State:
    """Return the typed model of one state; ``language`` is what it inherits."""
    if not isinstance(value, dict):
        return UnreadableState(name=name, at=at, raw=value, language=language)
    type_ = value.get("Type")
    known = _STATE_CLASSES.get(type_) if isinstance(type_, str) else None
    language = language_of(value, language)
    if known is None:
        return UnreadableState(name=name, at=at, raw=value, language=language)
    owner, make = known
    state: State = make(name=name, at=at, raw=value, language=language, **_members(owner, value, at, language))
    return state


def _members(owner: Owner, raw: JsonObject, at: Pointer, language: QueryLanguage) -> dict[str, Any]:
    readers = _readers(owner)
    members: dict[str, Any] = {}
    for name, value in raw.items():
        known = readers.get(name)
        if known is None:
            continue
        attribute, read = known
        read_value = read(value, (*at, name), language)
        if read_value is not MISSING:
            members[attribute] = read_value
    return members


@cache
def _readers(owner: Owner) -> dict[str, tuple[str, _Reader]]:
    """For each field of an owner: the attribute and the function that reads its value."""
    readers: dict[str, tuple[str, _Reader]] = {}
    for name, field in fields_of(owner).items():
        if name == "Type":
            continue
        attribute = "item_processor" if name == "Iterator" else field.attribute
        read = _READERS.get(field.kind, _any)
        if field.expression:
            read = _or_expression(read)
        if field.nullable:
            read = _or_null(read)
        readers[name] = (attribute, read)
    return readers


def _any(value: Any, _at: Pointer, _language: QueryLanguage) -> Any:
    return value


def _string(value: Any, _at: Pointer, _language: QueryLanguage) -> Any:
    return value if isinstance(value, str) else MISSING


def _boolean(value: Any, _at: Pointer, _language: QueryLanguage) -> Any:
    return value if isinstance(value, bool) else MISSING


def _integer(value: Any, _at: Pointer, _language: QueryLanguage) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else MISSING


def _number(value: Any, _at: Pointer, _language: QueryLanguage) -> Any:
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else MISSING


def _object(value: Any, _at: Pointer, _language: QueryLanguage) -> Any:
    return value if isinstance(value, dict) else MISSING


def _strings(value: Any, _at: Pointer, _language: QueryLanguage) -> Any:
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else MISSING


def _states(value: Any, at: Pointer, language: QueryLanguage) -> Any:
    if not isinstance(value, dict):
        return MISSING
    return {name: read_state(name, state, (*at, name), language) for name, state in value.items()}


def _branches(value: Any, at: Pointer, language: QueryLanguage) -> Any:
    if not isinstance(value, list):
        return MISSING
    return tuple(read_flow(branch, (*at, index), language) for index, branch in enumerate(value))


def _object_of(owner: Owner, make: Callable[..., Any]) -> _Reader:
    """Make a reader for an object with a table of its own."""

    def read(value: Any, at: Pointer, language: QueryLanguage) -> Any:
        if not isinstance(value, dict):
            return MISSING
        return make(at=at, raw=value, **_members(owner, value, at, language))

    return read


def _list_of(read: _Reader) -> _Reader:
    def read_list(value: Any, at: Pointer, language: QueryLanguage) -> Any:
        if not isinstance(value, list):
            return MISSING
        items = (read(item, (*at, index), language) for index, item in enumerate(value))
        return tuple(item for item in items if item is not MISSING)

    return read_list


def _processor(value: Any, at: Pointer, language: QueryLanguage) -> Any:
    if not isinstance(value, dict):
        return MISSING
    language = language_of(value, language)
    members = _members(Owner.ITEM_PROCESSOR, value, at, language)
    return ItemProcessor(at=at, raw=value, language=language, is_legacy=at[-1] == "Iterator", **members)


def _choice_rule(value: Any, at: Pointer, language: QueryLanguage) -> Any:
    if not isinstance(value, dict):
        return ChoiceRule(at=at, raw={}, test=UnreadableRule(at, value))
    members = _members(Owner.CHOICE_RULE, value, at, language)
    kept = {name: members[name] for name in ("next", "assign", "output", "comment") if name in members}
    return ChoiceRule(at=at, raw=value, test=_boolean_rule(value, at), **kept)


def _boolean_rule(value: Any, at: Pointer) -> BooleanRule:
    if not isinstance(value, dict):
        return UnreadableRule(at, value)
    match value:
        case {"And": [*rules]}:
            return And(at, tuple(_boolean_rule(rule, (*at, "And", index)) for index, rule in enumerate(rules)))
        case {"Or": [*rules]}:
            return Or(at, tuple(_boolean_rule(rule, (*at, "Or", index)) for index, rule in enumerate(rules)))
        case {"Not": dict() as rule}:
            return Not(at, _boolean_rule(rule, (*at, "Not")))
        case {"Condition": condition}:
            return ConditionRule(at, condition)
        case {"Variable": str(variable)}:
            for name, operand in value.items():
                operator = OPERATORS.get(name)
                if operator is not None:
                    return Comparison(at, variable, operator, operand)
    return UnreadableRule(at, value)


def _or_expression(read: _Reader) -> _Reader:
    """Let a JSONata state write ``{% … %}`` where a literal is expected."""

    def read_or_keep(value: Any, at: Pointer, language: QueryLanguage) -> Any:
        if language is QueryLanguage.JSONATA and is_expression(value):
            return value
        return read(value, at, language)

    return read_or_keep


def _or_null(read: _Reader) -> _Reader:
    def read_or_null(value: Any, at: Pointer, language: QueryLanguage) -> Any:
        return None if value is None else read(value, at, language)

    return read_or_null


_READERS: dict[Kind, _Reader] = {
    Kind.STRING: _string,
    Kind.BOOLEAN: _boolean,
    Kind.INTEGER: _integer,
    Kind.NUMBER: _number,
    Kind.TIMESTAMP: _string,
    Kind.OBJECT: _object,
    Kind.STRINGS: _strings,
    Kind.PATH: _string,
    Kind.REFERENCE_PATH: _string,
    Kind.PATH_OR_INTRINSIC: _string,
    Kind.ASSIGN: _object,
    Kind.STATE_NAME: _string,
    Kind.STATES: _states,
    Kind.RESOURCE: _string,
    Kind.RETRIERS: _list_of(_object_of(Owner.RETRIER, Retrier)),
    Kind.CATCHERS: _list_of(_object_of(Owner.CATCHER, Catcher)),
    Kind.CHOICE_RULES: _list_of(_choice_rule),
    Kind.BRANCHES: _branches,
    Kind.PROCESSOR: _processor,
    Kind.PROCESSOR_CONFIG: _object_of(Owner.PROCESSOR_CONFIG, ProcessorConfig),
    Kind.READER: _object_of(Owner.ITEM_READER, ItemReader),
    Kind.READER_CONFIG: _object_of(Owner.READER_CONFIG, ReaderConfig),
    Kind.BATCHER: _object_of(Owner.ITEM_BATCHER, ItemBatcher),
    Kind.WRITER: _object_of(Owner.RESULT_WRITER, ResultWriter),
    Kind.WRITER_CONFIG: _object_of(Owner.WRITER_CONFIG, WriterConfig),
}
