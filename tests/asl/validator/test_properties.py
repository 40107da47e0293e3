"""Properties that hold for every definition, sound or not."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from asl.diagnostics import Severity, has_errors
from asl.document import parse
from asl.validator import validate
from tests.strategies import json_values, machines, mutations


@given(machines())
@settings(max_examples=200, deadline=None)
def test_generated_machines_are_accepted(definition):
    found = validate(json.dumps(definition))
    assert [(d.code, d.message) for d in found if d.severity is Severity.ERROR] == []


@given(st.one_of(mutations(), json_values), st.sampled_from(("STANDARD", "EXPRESS")))
@settings(max_examples=400, deadline=None)
def test_never_raises_and_every_place_is_found(value, workflow_type):
    text = json.dumps(value, indent=1)
    document = parse(text, format="json")
    for diagnostic in validate(document, type=workflow_type):
        span = document.locate(diagnostic)
        assert span is not None
        assert 0 <= span.start <= span.end <= len(text)
        if diagnostic.span is None:
            place = diagnostic.place
            assert document.tree.span(place.pointer) is not None, place
            if place.part == "key":
                assert document.tree.span(place.pointer, "key") is not None, place
            if place.within is not None:
                assert document.tree.span_within(place.pointer, place.within) is not None, place


@given(mutations(), st.data())
@settings(max_examples=200, deadline=None)
def test_never_raises_on_broken_text(value, data):
    text = json.dumps(value, indent=1)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(start + 5, len(text))))
    document = parse(text[:start] + data.draw(st.text('{}[]",:${}e1', max_size=3)) + text[end:], format="json")
    assert all(document.locate(diagnostic) is not None for diagnostic in validate(document))


@given(mutations())
@settings(max_examples=100, deadline=None)
def test_messages_have_the_house_style(value):
    for diagnostic in validate(json.dumps(value)):
        assert diagnostic.message
        assert diagnostic.message[0] == diagnostic.message[0].lower()
        assert not diagnostic.message.endswith(".")
        assert "\n" not in diagnostic.message


@given(mutations())
@settings(max_examples=100, deadline=None)
def test_diagnostics_are_sorted_and_the_same_every_time(value):
    text = json.dumps(value)
    document = parse(text, format="json")
    first, second = validate(document), validate(text)
    assert first == second
    starts = [document.locate(d).start for d in first]
    assert starts == sorted(starts)


@given(machines(max_states=3, depth=1))
@settings(max_examples=50, deadline=None)
def test_a_definition_of_unknown_values_draws_no_error(definition):
    """Every string but names and types may be filled in later."""

    def blur(value, key=""):
        if isinstance(value, dict):
            return {k: blur(v, k) for k, v in value.items()}
        if isinstance(value, list):
            return [blur(item, key) for item in value]
        if isinstance(value, str) and key not in ("Type", "StartAt", "Next", "Default", "Mode"):
            return f"${{Value}}{value}"
        return value

    assert not has_errors(validate(json.dumps(blur(definition))))
