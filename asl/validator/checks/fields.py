"""Fields: unknown, of another query language, of the wrong type, outside their range, empty.

Everything is read from the table in :mod:`asl.model.fields`; this module only says what the table means. Source: States
Language specification, each field's own section; wordings as the service gives them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from math import inf
from typing import NamedTuple

from asl.diagnostics import Diagnostic
from asl.expr.jsonata_text import is_expression
from asl.json_values import Json, kind_of
from asl.model import OPERATORS, Field, Kind, Owner, QueryLanguage, fields_of
from asl.pointer import Pointer

from ..context import Context
from ..report import closest, quoted, report
from ..sites import Site
from ..unknown import is_unknown, is_unknown_text

__all__ = ["check"]

_RULES = frozenset({Owner.CHOICE_RULE, Owner.NESTED_RULE})
_TERMINALS = frozenset({Owner.CHOICE, Owner.SUCCEED, Owner.FAIL})

_RANGE_CODES = {
    "TimeoutSeconds": "ASL301",
    "HeartbeatSeconds": "ASL301",
    "Seconds": "ASL303",
    "MaxConcurrency": "ASL307",
    "ToleratedFailurePercentage": "ASL308",
    "ToleratedFailureCount": "ASL308",
    "MaxInputBytesPerBatch": "ASL311",
    "IntervalSeconds": "ASL406",
    "MaxAttempts": "ASL406",
    "BackoffRate": "ASL406",
    "MaxDelaySeconds": "ASL406",
}
_VALUE_CODES = {
    Owner.PROCESSOR_CONFIG: "ASL602",
    Owner.RETRIER: "ASL408",
    Owner.READER_CONFIG: "ASL605",
    Owner.WRITER_CONFIG: "ASL614",
}
_EMPTY_CODES = {"Branches": "ASL210", "Choices": "ASL210", "ErrorEquals": "ASL401"}

_OBJECT_KINDS = frozenset(
    {
        Kind.OBJECT,
        Kind.TEMPLATE,
        Kind.ASSIGN,
        Kind.STATES,
        Kind.NESTED_RULE,
        Kind.PROCESSOR,
        Kind.PROCESSOR_CONFIG,
        Kind.READER,
        Kind.READER_CONFIG,
        Kind.BATCHER,
        Kind.WRITER,
        Kind.WRITER_CONFIG,
        Kind.CREDENTIALS,
    }
)
_LIST_KINDS = frozenset({Kind.RETRIERS, Kind.CATCHERS, Kind.CHOICE_RULES, Kind.NESTED_RULES, Kind.BRANCHES})
_FREE_KINDS = frozenset({Kind.ANY, Kind.ARGUMENTS})
_LOOK_CLOSER = _LIST_KINDS | {Kind.STRINGS, Kind.CONDITION, Kind.ITEMS, Kind.INTEGER, Kind.NUMBER}


class _Row(NamedTuple):
    field: Field
    accepts: frozenset[type]
    is_simple: bool
    least: float
    most: float

    def takes(self, number: int) -> bool:
        """Tell whether a number is in range; of the type it is already."""
        return self.least <= number <= self.most


def check(context: Context) -> Iterator[Diagnostic]:
    """Each object may have only the fields that its table lists, each holding what the table says."""
    for site in context.sites:
        if site.owner is Owner.CREDENTIALS:
            continue
        rows = _rows(site.owner)
        for name, value in site.raw.items():
            row = rows.get(name)
            if row is None:
                yield from _unknown_field(site, name)
            elif row.field.language not in (None, site.language):
                yield from _other_language(site, row.field)
            elif type(value) not in row.accepts or not (row.is_simple or (type(value) is int and row.takes(value))):
                yield from _check_value(site, row, value)


@cache
def _rows(owner: Owner) -> dict[str, _Row]:
    rows = {}
    for name, field in fields_of(owner).items():
        accepts = _accepted(field)
        is_simple = not (
            field.minimum is not None
            or field.maximum is not None
            or field.values
            or not field.may_be_empty
            or field.kind in _LOOK_CLOSER
        )
        least = -inf if field.minimum is None else field.minimum
        most = inf if field.maximum is None else field.maximum
        rows[name] = _Row(field, accepts, is_simple, least, most)
    return rows


def _accepted(field: Field) -> frozenset[type]:
    kind = field.kind
    if kind in _FREE_KINDS:
        return frozenset({type(None), bool, int, float, str, list, dict})
    if kind in _OBJECT_KINDS:
        types: set[type] = {dict}
    elif kind in _LIST_KINDS or kind is Kind.STRINGS:
        types = {list}
    elif kind is Kind.BOOLEAN:
        types = {bool}
    elif kind in (Kind.INTEGER, Kind.NUMBER):
        types = {int, float}
    elif kind is Kind.CONDITION:
        types = {str, bool}
    elif kind is Kind.ITEMS:
        types = {list, dict, str}
    else:
        types = {str}
    if field.nullable:
        types.add(type(None))
    return frozenset(types)


def _check_value(site: Site, row: _Row, value: Json) -> Iterator[Diagnostic]:
    field = row.field
    at = (*site.at, field.name)
    if is_unknown(value):
        return
    if isinstance(value, str) and site.language is QueryLanguage.JSONATA and value.startswith("{%"):
        if field.expression or field.kind in (Kind.CONDITION, Kind.ITEMS) or field.kind in _FREE_KINDS:
            return
        if type(value) not in row.accepts:
            yield _wrong_type(site, field, value)
            return
    if field.kind in _FREE_KINDS:
        return
    if not _has_kind(field, row.accepts, value, site.language):
        yield _wrong_type(site, field, value)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield from _check_range(field, value, at)
    elif isinstance(value, str) and field.values:
        yield from _check_allowed(site, field, value, at)
    elif isinstance(value, (list, dict)):
        if not value and not field.may_be_empty:
            yield report(
                _EMPTY_CODES.get(field.name, "ASL017"),
                f'"{field.name}" is empty',
                at,
                help=f"write at least one entry into {field.name}",
                aws_message="Value cannot be empty",
            )
        elif isinstance(value, list) and field.kind is not Kind.ITEMS:
            yield from _check_items(field, value, at)


def _has_kind(field: Field, accepts: frozenset[type], value: Json, language: QueryLanguage) -> bool:
    if type(value) not in accepts:
        return False
    if field.kind is Kind.INTEGER and isinstance(value, float):
        return value.is_integer()
    if field.kind in (Kind.CONDITION, Kind.ITEMS) and isinstance(value, str):
        return language is QueryLanguage.JSONATA and is_expression(value)
    return True


def _wrong_type(site: Site, field: Field, value: Json) -> Diagnostic:
    at: Pointer = (*site.at, field.name)
    shown = f'the text "{_short(value)}"' if isinstance(value, str) else _article(kind_of(value))
    return report(
        "ASL607" if field.kind is Kind.ITEMS else "ASL010",
        f'"{field.name}" must be {field.kind.value}, but it is {shown}',
        at,
        help=_help_for_type(site, field, value),
    )


def _help_for_type(site: Site, field: Field, value: Json) -> str:
    if isinstance(value, str):
        twin = f"{field.name}Path"
        if value.startswith("$") and site.language is QueryLanguage.JSONPATH and twin in fields_of(site.owner):
            return f'name the field "{twin}" to read the value from the input'
        if is_expression(value) and site.language is QueryLanguage.JSONPATH and field.expression:
            return 'set "QueryLanguage" to "JSONata" for expressions'
        if field.kind in (Kind.INTEGER, Kind.NUMBER, Kind.BOOLEAN) and value.strip():
            return "write it without quotes"
    if isinstance(value, dict) and (field.kind in _LIST_KINDS or field.kind is Kind.STRINGS):
        return "put it into square brackets"
    if isinstance(value, (int, float, bool)) and field.kind is Kind.STRING:
        return "write it in quotes"
    return f"give {field.kind.value}"


def _check_range(field: Field, value: float, at: Pointer) -> Iterator[Diagnostic]:
    code = _RANGE_CODES.get(field.name, "ASL312")
    if field.minimum is not None and value < field.minimum:
        yield report(
            code,
            f'"{field.name}" is {value}, less than {field.minimum}',
            at,
            help=f"use {field.minimum} or more",
            aws_message=f"Minimum value is {field.minimum}",
        )
    if field.maximum is not None and value > field.maximum:
        yield report(
            code,
            f'"{field.name}" is {value}, more than {field.maximum}',
            at,
            help=f"use {field.maximum} or less",
            aws_message=f"Maximum value is {field.maximum}",
        )


def _check_allowed(site: Site, field: Field, value: str, at: Pointer) -> Iterator[Diagnostic]:
    if value in field.values:
        return
    code = "ASL011" if field.name == "Version" else _VALUE_CODES.get(site.owner, "ASL901")
    near = closest(value, field.values)
    yield report(
        code,
        f'"{field.name}" is "{_short(value)}", which is not one of its values',
        at,
        help=f'did you mean "{near}"?' if near else f"use {quoted(field.values, 'or')}",
        aws_message=f"Value should be one of the following: [{', '.join(field.values)}]",
    )


def _check_items(field: Field, value: list[Json], at: Pointer) -> Iterator[Diagnostic]:
    wanted: type = str if field.kind is Kind.STRINGS else dict
    for index, item in enumerate(value):
        if not isinstance(item, wanted) and not is_unknown(item):
            yield report(
                "ASL010",
                f'entry {index} of "{field.name}" must be {"a string" if wanted is str else "an object"}, '
                f"but it is {_article(kind_of(item))}",
                (*at, index),
            )


def _unknown_field(site: Site, name: str) -> Iterator[Diagnostic]:
    """Say which mistake an unknown field is: letter case, flow on a terminal state, or simply not a field."""
    owner = site.owner
    if is_unknown_text(name) or (owner in _RULES and name in OPERATORS):
        return
    code = "ASL007"
    message = f'{_owner_text(owner)} has no field "{name}"'
    help_ = "remove it"
    known = [*fields_of(owner, site.language), *(OPERATORS if owner in _RULES else ())]
    near = closest(name, known)
    if name in ("Next", "End") and owner in _TERMINALS:
        code = "ASL209"
        message = f'a {owner.value} state takes no "{name}"'
        help_ = "its rules and Default say where to go" if owner is Owner.CHOICE else "remove it: the flow ends here"
    elif name == "Next" and owner is Owner.NESTED_RULE:
        code = "ASL702"
        message = 'a nested Choice Rule takes no "Next"'
        help_ = "only the rule directly in Choices says where to go"
    elif near and near.lower() == name.lower():
        code = "ASL008"
        message = f'the field "{near}" is written "{name}"'
        help_ = f'write it "{near}"'
    elif near:
        help_ = f'did you mean "{near}"?'
    yield report(
        code,
        message,
        (*site.at, name),
        part="key",
        help=help_,
        aws_message=f"Field '{name}' is not supported",
    )


def _other_language(site: Site, field: Field) -> Iterator[Diagnostic]:
    if site.owner in _RULES and (field.name == "Comment" or not _is_first_test(site, field.name)):
        return
    assert field.language is not None
    yield report(
        "ASL903",
        f'"{field.name}" belongs to {field.language.value}, but this state\'s query language is {site.language.value}',
        (*site.at, field.name),
        part="key",
        help=_TWINS.get(field.name, f"remove it, or change QueryLanguage to {field.language.value}"),
        aws_message=f"Field '{field.name}' is not supported",
    )


def _is_first_test(site: Site, name: str) -> bool:
    """One rule in the wrong language is one mistake, whatever number of its fields shows it."""
    first = next(
        key
        for key in site.raw
        if (known := fields_of(site.owner).get(key)) is not None and known.language not in (None, site.language)
    )
    return name == first


_TWINS = {
    "Parameters": "under JSONata this is Arguments (Task, Parallel), ItemSelector (Map) or Output (Pass)",
    "ResultSelector": "under JSONata use Output",
    "ResultPath": "under JSONata use Output or Assign",
    "InputPath": "under JSONata use Arguments or Output",
    "OutputPath": "under JSONata use Output",
    "ItemsPath": "under JSONata use Items",
    "Result": "under JSONata use Output",
    "Variable": "under JSONata use Condition",
    "Arguments": "under JSONPath use Parameters",
    "Items": "under JSONPath use ItemsPath",
    "Condition": "under JSONPath use Variable with a comparison",
    "Output": "under JSONPath use Parameters, ResultSelector or OutputPath",
}


def _owner_text(owner: Owner) -> str:
    if owner in _STATES:
        return f"a {owner.value} state"
    names = {Owner.STATE_MACHINE: "the state machine", Owner.BRANCH: "a branch"}
    return names.get(owner, f"{'an' if owner.value[0] in 'AEIOU' else 'a'} {owner.value}")


_STATES = frozenset(
    {
        Owner.PASS,
        Owner.TASK,
        Owner.CHOICE,
        Owner.WAIT,
        Owner.SUCCEED,
        Owner.FAIL,
        Owner.PARALLEL,
        Owner.MAP,
    }
)


def _article(kind: str) -> str:
    return kind if kind == "null" else f"{'an' if kind[0] in 'ao' else 'a'} {kind}"


def _short(text: str, length: int = 40) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
