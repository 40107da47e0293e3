"""The JSON Schema of the States Language, derived from the table of fields.

``build_schema()`` gives a schema (draft 2020-12) for editors and for tools in other languages; the published copy is
``schemas/asl.schema.json``, made by ``python -m asl.model.schema``. It knows what the table knows: state types, query
languages, required and exclusive fields, types and ranges of values. What needs more than one object to judge (targets
of transitions, unique names, expressions, ARNs) is the validator's.

Every object with fields has one definition for each query language, named ``Task-JSONata``. The language is inherited
from the machine or the state around, so containers exist twice as well, and each state chooses by its ``Type`` and its
own ``QueryLanguage``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import Any, TypeAlias

from .fields import GROUPS, OPERATORS, STATE_OWNERS, Field, Kind, Operand, Owner, QueryLanguage, fields_of

__all__ = ["SCHEMA_ID", "build_schema", "schema_text"]

SCHEMA_ID = "https://json-schema.org/draft/2020-12/schema"

Schema: TypeAlias = "dict[str, Any]"

_STRING: Schema = {"type": "string"}
_EXPRESSION: Schema = {"$ref": "#/$defs/Expression"}
_ANY: Schema = {}

_PLAIN: dict[Kind, Schema] = {
    Kind.STRING: _STRING,
    Kind.BOOLEAN: {"type": "boolean"},
    Kind.INTEGER: {"type": "integer"},
    Kind.NUMBER: {"type": "number"},
    Kind.TIMESTAMP: {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$"},
    Kind.ANY: _ANY,
    Kind.ARGUMENTS: _ANY,
    Kind.OBJECT: {"type": "object"},
    Kind.TEMPLATE: {"type": "object"},
    Kind.ASSIGN: {"type": "object"},
    Kind.STRINGS: {"type": "array", "items": _STRING},
    Kind.PATH: _STRING,
    Kind.REFERENCE_PATH: _STRING,
    Kind.PATH_OR_INTRINSIC: _STRING,
    Kind.ITEMS: {"type": ["array", "object"]},
    Kind.CONDITION: {"anyOf": [{"type": "boolean"}, _EXPRESSION]},
    Kind.STATE_NAME: _STRING,
    Kind.RESOURCE: {"type": "string", "pattern": "^arn:"},
}
_STRUCTURES: dict[Kind, str] = {
    Kind.STATES: "States",
    Kind.NESTED_RULE: "NestedRule",
    Kind.PROCESSOR: "ItemProcessor",
    Kind.PROCESSOR_CONFIG: "ProcessorConfig",
    Kind.READER: "ItemReader",
    Kind.READER_CONFIG: "ReaderConfig",
    Kind.BATCHER: "ItemBatcher",
    Kind.WRITER: "ResultWriter",
    Kind.WRITER_CONFIG: "WriterConfig",
    Kind.CREDENTIALS: "Credentials",
}
_LISTS: dict[Kind, str] = {
    Kind.RETRIERS: "Retrier",
    Kind.CATCHERS: "Catcher",
    Kind.CHOICE_RULES: "ChoiceRule",
    Kind.NESTED_RULES: "NestedRule",
    Kind.BRANCHES: "Branch",
}
_PARTS = (
    Owner.RETRIER,
    Owner.CATCHER,
    Owner.PROCESSOR_CONFIG,
    Owner.ITEM_READER,
    Owner.READER_CONFIG,
    Owner.ITEM_BATCHER,
    Owner.RESULT_WRITER,
    Owner.WRITER_CONFIG,
)
_OPERANDS: dict[Operand, Schema] = {
    Operand.STRING: _STRING,
    Operand.NUMBER: {"type": "number"},
    Operand.BOOLEAN: {"type": "boolean"},
    Operand.TIMESTAMP: {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d"},
    Operand.PATH: {"type": "string", "pattern": r"^\$"},
}


def build_schema() -> Schema:
    """Return the schema as a JSON value; equal calls give equal values, keys in the same order."""
    definitions: Schema = {
        "Expression": {
            "type": "string",
            "pattern": r"^\{%[\s\S]*%\}$",
            "description": "A JSONata expression between {% and %}.",
        }
    }
    for language in QueryLanguage:
        definitions |= _definitions(language)
    return {
        "$schema": SCHEMA_ID,
        "title": "Amazon States Language",
        "description": "A state machine definition for AWS Step Functions.",
        **_flow(Owner.STATE_MACHINE, QueryLanguage.JSONPATH),
        "$defs": definitions,
    }


def schema_text() -> str:
    """Return the text of the published schema."""
    return json.dumps(build_schema(), indent=2, ensure_ascii=False) + "\n"


def _definitions(language: QueryLanguage) -> Schema:
    found: Schema = {
        _name("States", language): {
            "type": "object",
            "minProperties": 1,
            "propertyNames": {"minLength": 1, "maxLength": 80},
            "additionalProperties": _ref("State", language),
        },
        _name("State", language): _state(language),
        _name("Branch", language): _flow(Owner.BRANCH, language),
        _name("ItemProcessor", language): _flow(Owner.ITEM_PROCESSOR, language),
        _name("ChoiceRule", language): _rule(Owner.CHOICE_RULE, language),
        _name("NestedRule", language): _rule(Owner.NESTED_RULE, language),
        _name("Credentials", language): {
            "type": "object",
            "anyOf": [{"required": ["RoleArn"]}, {"required": ["RoleArn.$"]}],
        },
    }
    for owner in (*STATE_OWNERS, *_PARTS):
        found[_name(owner.value, language)] = _object(owner, language)
    return found


def _name(name: str, language: QueryLanguage) -> str:
    return f"{name}-{language.value}"


def _ref(name: str, language: QueryLanguage) -> Schema:
    return {"$ref": f"#/$defs/{_name(name, language)}"}


def _other(language: QueryLanguage) -> QueryLanguage:
    return QueryLanguage.JSONATA if language is QueryLanguage.JSONPATH else QueryLanguage.JSONPATH


def _speaks(language: QueryLanguage, inherited: QueryLanguage) -> Schema:
    """Return the condition that an object's own or inherited query language is this one."""
    condition: Schema = {"properties": {"QueryLanguage": {"const": language.value}}}
    return condition if language is inherited else {**condition, "required": ["QueryLanguage"]}


def _state(inherited: QueryLanguage) -> Schema:
    """Return the schema that sends a state to the definition for its type and language."""
    choices = []
    for owner in STATE_OWNERS:
        for language in (inherited, _other(inherited)):
            condition = _speaks(language, inherited)
            properties = {"Type": {"const": owner.value}, **condition["properties"]}
            required = ["Type", *condition.get("required", ())]
            choices.append(
                {
                    "if": {"properties": properties, "required": required},
                    "then": _ref(owner.value, language),
                }
            )
    return {
        "type": "object",
        "required": ["Type"],
        "properties": {
            "Type": {"enum": [owner.value for owner in STATE_OWNERS]},
            "QueryLanguage": {"enum": [language.value for language in QueryLanguage]},
        },
        "allOf": choices,
    }


def _flow(owner: Owner, inherited: QueryLanguage) -> Schema:
    """Return the schema of a flow, whose ``QueryLanguage`` decides for the states inside."""
    schema = _object(owner, inherited)
    schema["properties"]["States"] = {"type": "object"}
    other = _other(inherited)
    schema["if"] = _speaks(other, inherited)
    schema["then"] = {"properties": {"States": _ref("States", other)}}
    schema["else"] = {"properties": {"States": _ref("States", inherited)}}
    return schema


def _object(owner: Owner, language: QueryLanguage) -> Schema:
    fields = fields_of(owner, language)
    schema: Schema = {
        "type": "object",
        "properties": {name: _field(field, owner, language) for name, field in fields.items()},
        "additionalProperties": False,
    }
    required = [name for name, field in fields.items() if field.required]
    if required:
        schema["required"] = required
    groups = list(_group_schemas(owner, language))
    if groups:
        schema["allOf"] = groups
    return schema


def _group_schemas(owner: Owner, language: QueryLanguage) -> Iterable[Schema]:
    known = fields_of(owner, language)
    for group in GROUPS:
        names = [name for name in group.names if name in known]
        if group.owner is not owner or group.language not in (None, language) or not names:
            continue
        if names == ["Next", "End"]:
            # "End": false says nothing, so it may stand beside Next and does not end the flow.
            yield {
                "oneOf": [
                    {"required": ["Next"], "properties": {"End": {"const": False}}},
                    {"required": ["End"], "properties": {"End": {"const": True}, "Next": False}},
                ]
            }
        elif group.needs_one:
            yield {"oneOf": [{"required": [name]} for name in names]}
        elif len(names) > 1:
            yield {"not": {"required": names}}


def _field(field: Field, owner: Owner, language: QueryLanguage) -> Schema:
    schema = _value(field, owner, language)
    choices = [schema]
    if field.expression and language is QueryLanguage.JSONATA and schema != _ANY:
        choices.append(_EXPRESSION)
    if field.nullable:
        choices.append({"type": "null"})
    described: Schema = {"description": field.doc}
    return {**described, **schema} if len(choices) == 1 else {**described, "anyOf": choices}


def _value(field: Field, owner: Owner, language: QueryLanguage) -> Schema:
    kind = field.kind
    if field.name == "Type":
        return {"const": owner.value}
    if kind in _STRUCTURES:
        return _ref(_STRUCTURES[kind], language)
    if kind in _LISTS:
        items: Schema = {"type": "array", "items": _ref(_LISTS[kind], language)}
        return items if field.may_be_empty else {**items, "minItems": 1}
    schema = dict(_PLAIN[kind])
    if field.values:
        schema = {"enum": list(field.values)}
    if field.minimum is not None:
        schema["minimum"] = field.minimum
    if field.maximum is not None:
        schema["maximum"] = field.maximum
    if kind is Kind.STRINGS and not field.may_be_empty:
        schema["minItems"] = 1
    return schema


def _rule(owner: Owner, language: QueryLanguage) -> Schema:
    """Return the schema of a Choice Rule: one condition, one boolean operator, or one comparison."""
    fields = fields_of(owner, language)
    shared = {
        name: _field(field, owner, language)
        for name, field in fields.items()
        if name not in ("And", "Or", "Not", "Variable", "Condition")
    }
    required = [name for name, field in fields.items() if field.required]

    def shape(properties: Schema, *names: str) -> Schema:
        return {
            "type": "object",
            "properties": {**shared, **properties},
            "required": [*required, *names],
            "additionalProperties": False,
        }

    if language is QueryLanguage.JSONATA:
        # Under JSONata a rule has a Condition; nested rules exist in JSONPath alone.
        if owner is Owner.NESTED_RULE:
            return {"not": {}}
        return shape({"Condition": _field(fields["Condition"], owner, language)}, "Condition")
    operands = {name: _OPERANDS[operator.operand] for name, operator in OPERATORS.items()}
    comparison = shape({"Variable": _field(fields["Variable"], owner, language), **operands}, "Variable")
    comparison["oneOf"] = [{"required": [name]} for name in OPERATORS]
    booleans = [shape({name: _field(fields[name], owner, language)}, name) for name in ("And", "Or", "Not")]
    return {"oneOf": [*booleans, comparison]}


if __name__ == "__main__":
    sys.stdout.write(schema_text())
