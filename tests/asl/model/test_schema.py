"""The published JSON Schema agrees with the validator on what a table of fields can say."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings

from asl.diagnostics import Severity, has_errors
from asl.model import FIELDS, QueryLanguage
from asl.model.fields import STATE_OWNERS, fields_of
from asl.model.schema import build_schema, schema_text
from asl.validator import CODES, validate
from tests.strategies import machines

_PUBLISHED = Path(__file__).parents[3] / "schemas" / "asl.schema.json"

_SCHEMA = jsonschema.Draft202012Validator(build_schema())

_FIELD_CODES = frozenset(
    {
        *("ASL006", "ASL007", "ASL008", "ASL009", "ASL010", "ASL011", "ASL016", "ASL017", "ASL101", "ASL207", "ASL208"),
        *("ASL209", "ASL210", "ASL301", "ASL303", "ASL304", "ASL307", "ASL308", "ASL309", "ASL311", "ASL312", "ASL401"),
        *("ASL406", "ASL408", "ASL409", "ASL522", "ASL601", "ASL606", "ASL607", "ASL614", "ASL701", "ASL702", "ASL707"),
        *("ASL901", "ASL903"),
    }
)
"""Codes of mistakes that need no more than one object and the table to be seen."""


def test_published_schema_is_up_to_date():
    assert _PUBLISHED.read_text(encoding="utf-8") == schema_text(), (
        "run: python -m asl.model.schema > schemas/asl.schema.json"
    )


def test_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(build_schema())


def test_every_reference_leads_somewhere():
    schema = build_schema()
    text = json.dumps(schema)
    for name in schema["$defs"]:
        text = text.replace(f'"#/$defs/{name}"', "")
    assert "#/$defs/" not in text


@given(machines())
@settings(max_examples=100, deadline=None)
def test_accepts_what_the_validator_accepts(definition):
    assert not has_errors(validate(json.dumps(definition)))
    assert [error.message for error in _SCHEMA.iter_errors(definition)] == []


@pytest.mark.parametrize("entry", CODES, ids=lambda entry: entry.code)
def test_examples_of_codes(entry):
    if not isinstance(entry.good, dict):
        pytest.skip("an example of text")
    assert _SCHEMA.is_valid(entry.good)
    if entry.code in _FIELD_CODES and entry.severity is Severity.ERROR:
        assert not _SCHEMA.is_valid(entry.bad)


def _machine(state, **top):
    return {"StartAt": "A", "States": {"A": state, "B": {"Type": "Succeed"}}, **top}


_STATES = {
    "Pass": {"Next": "B"},
    "Task": {"Resource": "arn:aws:lambda:eu-west-1:123456789012:function:f", "Next": "B"},
    "Wait": {"Seconds": 1, "Next": "B"},
    "Choice": {"Choices": [{"Variable": "$.a", "IsNull": True, "Next": "B"}]},
    "Succeed": {},
    "Fail": {},
    "Parallel": {"Branches": [{"StartAt": "C", "States": {"C": {"Type": "Succeed"}}}], "Next": "B"},
    "Map": {"ItemProcessor": {"StartAt": "C", "States": {"C": {"Type": "Succeed"}}}, "Next": "B"},
}
_JSONATA_CHOICE = {"Choices": [{"Condition": "{% true %}", "Next": "B"}]}


def _state(type_, language):
    fields = _JSONATA_CHOICE if type_ == "Choice" and language is QueryLanguage.JSONATA else _STATES[type_]
    return {"Type": type_, "QueryLanguage": language.value, **fields}


_ALL_NAMES = sorted({field.name for field in FIELDS})


def _own_errors(definition):
    """Errors except those about how the other states are reached, which no schema sees."""
    found = validate(json.dumps(definition))
    return [d for d in found if d.severity is Severity.ERROR and d.code not in ("ASL203", "ASL201", "ASL205")]


@pytest.mark.parametrize("language", QueryLanguage, ids=lambda language: language.value)
@pytest.mark.parametrize("owner", STATE_OWNERS, ids=lambda owner: owner.value)
def test_field_level_mistakes_are_refused_by_both(owner, language):
    sound = _state(owner.value, language)
    assert _own_errors(_machine(sound)) == []
    assert _SCHEMA.is_valid(_machine(sound))
    known = fields_of(owner, language)
    for name in (*_ALL_NAMES, "Nonsense"):
        if name not in known:
            wrong = _machine({**sound, name: "x"})
            assert _own_errors(wrong), name
            assert not _SCHEMA.is_valid(wrong), name
    for name, field in known.items():
        if field.required and name in sound:
            lacking = _machine({key: value for key, value in sound.items() if key != name})
            assert _own_errors(lacking), name
            assert not _SCHEMA.is_valid(lacking), name


_WRONG_VALUES = (None, True, 7, -1, 1.5, "text", [], [1], {})


@pytest.mark.parametrize("language", QueryLanguage, ids=lambda language: language.value)
@pytest.mark.parametrize("owner", STATE_OWNERS, ids=lambda owner: owner.value)
def test_both_agree_on_the_type_of_every_field(owner, language):
    """Where the schema refuses a value the validator does too; the reverse holds for the types of values."""
    sound = _state(owner.value, language)
    for name in fields_of(owner, language):
        for value in _WRONG_VALUES:
            definition = _machine({**sound, name: value})
            errors = _own_errors(definition)
            if not _SCHEMA.is_valid(definition):
                assert errors, (name, value)
            elif {d.code for d in errors} & {"ASL010", "ASL006", "ASL007"}:
                raise AssertionError((name, value, errors))


def test_query_language_decides_the_fields():
    jsonata = {"Type": "Pass", "Output": "{% 1 %}", "End": True}
    definition = {"StartAt": "A", "States": {"A": jsonata}}
    assert not _SCHEMA.is_valid(definition)
    assert _SCHEMA.is_valid({**definition, "QueryLanguage": "JSONata"})
    assert _SCHEMA.is_valid({"StartAt": "A", "States": {"A": {**jsonata, "QueryLanguage": "JSONata"}}})


@pytest.mark.parametrize("value", ["{% $states.input.n %}", "{%\n 1 \n%}"])
def test_expressions_stand_for_values_under_jsonata(value):
    state = {"Type": "Wait", "Seconds": value, "End": True}
    assert _SCHEMA.is_valid({"StartAt": "A", "QueryLanguage": "JSONata", "States": {"A": state}})
    assert not _SCHEMA.is_valid({"StartAt": "A", "States": {"A": state}})
