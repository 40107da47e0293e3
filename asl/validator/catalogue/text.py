"""Codes for the text and for the fields of its objects."""

from __future__ import annotations

from asl.diagnostics import Severity

from ..entry import CodeEntry, machine

__all__ = ["ENTRIES"]

_GOOD = machine(states={"Greet": {"Type": "Pass", "End": True}})

ENTRIES = (
    CodeEntry(
        code="ASL001",
        name="syntax-error",
        aws_code="INVALID_JSON_DESCRIPTION",
        explanation=(
            "The text is neither JSON nor YAML at this place. The service reads a definition as JSON before it looks "
            "at anything else, so nothing can be created from it. Mend the characters that are marked; a missing "
            "comma, quote or bracket is the usual reason."
        ),
        bad='{"StartAt": "Greet" "States": {"Greet": {"Type": "Pass", "End": true}}}',
        good=_GOOD,
    ),
    CodeEntry(
        code="ASL002",
        name="not-an-object",
        explanation=(
            "A definition is one JSON object with StartAt and States. This text is empty, null, a list or a single "
            "value, which the service refuses. Write the object around it."
        ),
        bad='["Greet"]',
        good=_GOOD,
    ),
    CodeEntry(
        code="ASL003",
        name="duplicate-key",
        aws_code="",
        explanation=(
            "One object has the same key twice. Readers of JSON keep the last value and drop the first without a "
            "word, so part of what was written does not count. Remove or rename one of the two."
        ),
        bad='{"StartAt": "Greet", "States": {"Greet": {"Type": "Pass", "End": true, "End": true}}}',
        good=_GOOD,
    ),
    CodeEntry(
        code="ASL004",
        name="yaml-boolean-name",
        severity=Severity.WARNING,
        aws_code="",
        explanation=(
            "Yes, No, On and Off without quotes are strings in YAML 1.2, but booleans in YAML 1.1, which many "
            "deployment tools still use. The definition may then mean something else than it says. Put the word in "
            "quotes, or write true or false."
        ),
        bad="StartAt: Greet\nStates:\n  Greet:\n    Type: Pass\n    Comment: Yes\n    End: true\n",
        good="StartAt: Greet\nStates:\n  Greet:\n    Type: Pass\n    Comment: 'Yes'\n    End: true\n",
        format="yaml",
    ),
    CodeEntry(
        code="ASL005",
        name="yaml-unsupported",
        severity=Severity.WARNING,
        aws_code="",
        may_warn=True,
        explanation=(
            "This part of YAML has no form in JSON, or is one that deployment tools do not resolve: anchors, merge "
            "keys, tags, several documents in one file. Write the value out instead."
        ),
        bad="StartAt: &first Greet\nStates:\n  Greet:\n    Type: Pass\n    Comment: *first\n    End: true\n",
        good="StartAt: Greet\nStates:\n  Greet:\n    Type: Pass\n    End: true\n",
        format="yaml",
    ),
    CodeEntry(
        code="ASL006",
        name="required-field",
        explanation=(
            "A field is missing without which the object means nothing: StartAt and States of a flow, the Type of a "
            "state, the Resource of a Task. The service refuses the definition and lists the missing fields. Add "
            "them."
        ),
        bad={"States": {"Greet": {"Type": "Pass", "End": True}}},
        good=_GOOD,
    ),
    CodeEntry(
        code="ASL007",
        name="unknown-field",
        explanation=(
            "This kind of object has no such field. The service does not ignore what it does not know; it refuses "
            "the definition. Correct the spelling, move the field to where it belongs, or remove it."
        ),
        bad=machine(states={"Pause": {"Type": "Wait", "Seconds": 1, "Retry": [], "End": True}}),
        good=machine(states={"Pause": {"Type": "Wait", "Seconds": 1, "End": True}}),
    ),
    CodeEntry(
        code="ASL008",
        name="field-case",
        explanation=(
            "Field names are case-sensitive, and this one differs from a known field only in the case of its "
            "letters. To the service it is an unknown field. Write it with the capital letters of the specification."
        ),
        bad=machine(states={"Greet": {"Type": "Pass", "resultPath": "$.greeting", "End": True}}),
        good=machine(states={"Greet": {"Type": "Pass", "ResultPath": "$.greeting", "End": True}}),
    ),
    CodeEntry(
        code="ASL009",
        name="unknown-state-type",
        explanation=(
            "There are eight state types: Task, Wait, Pass, Succeed, Fail, Choice, Parallel and Map. The service "
            "refuses any other, also one in other letter case. Correct the Type."
        ),
        bad=machine(states={"Greet": {"Type": "pass", "End": True}}),
        good=_GOOD,
    ),
    CodeEntry(
        code="ASL010",
        name="wrong-value-type",
        explanation=(
            "The field holds another type of JSON value than it takes, for example a number in quotes. The service "
            "converts nothing and refuses the definition. Give a value of the right type, or use the field's Path "
            "twin to read it from the input."
        ),
        bad=machine(states={"Pause": {"Type": "Wait", "Seconds": "5", "End": True}}),
        good=machine(states={"Pause": {"Type": "Wait", "Seconds": 5, "End": True}}),
    ),
    CodeEntry(
        code="ASL011",
        name="version-value",
        explanation=(
            'Version names the version of the States Language, not of your workflow, and only "1.0" exists. The '
            "service refuses any other. Remove the field, or put your own version into Comment."
        ),
        bad=machine(states={"Greet": {"Type": "Pass", "End": True}}, Version="2.0"),
        good=machine(states={"Greet": {"Type": "Pass", "End": True}}, Version="1.0"),
    ),
    CodeEntry(
        code="ASL012",
        name="definition-too-large",
        aws_code="",
        explanation=(
            "A definition may have 1,048,576 characters, and this one has more. The service refuses the request. "
            "Move parts of it into state machines of their own and start those from here, or take large literals "
            "out."
        ),
        bad=machine(states={"Greet": {"Type": "Pass", "Comment": "long " * 210_000, "End": True}}),
        excerpt='{"StartAt": "Greet", "States": {"Greet": {"Type": "Pass", "Comment": "long long … ", "End": true}}}',
        good=_GOOD,
    ),
    CodeEntry(
        code="ASL013",
        name="too-deeply-nested",
        aws_code="TOO_DEEPLY_NESTED",
        explanation=(
            "Values stand inside one another more levels deep than can be read. The service has such a limit as "
            "well, without saying which. Move the inner part into a state machine of its own."
        ),
        bad='{"StartAt": "Greet", "States": {"Greet": {"Type": "Pass", "End": true, "Result": '
        + "[" * 300
        + "]" * 300
        + "}}}",
        excerpt='{"StartAt": "Greet", "States": {"Greet": {"Type": "Pass", "End": true, "Result": [[[[ … ]]]]}}}',
        good=_GOOD,
    ),
    CodeEntry(
        code="ASL014",
        name="unresolved-substitution",
        severity=Severity.WARNING,
        aws_code="",
        explanation=(
            "A ${Name} stands without quotes where a value belongs. A deployment tool must replace it before the "
            "text is JSON. Give the substitution a value; everything else is checked around it."
        ),
        bad='{"StartAt": "Pause", "States": {"Pause": {"Type": "Wait", "Seconds": ${Delay}, "End": true}}}',
        good='{"StartAt": "Pause", "States": {"Pause": {"Type": "Wait", "Seconds": 5, "End": true}}}',
    ),
    CodeEntry(
        code="ASL016",
        name="misplaced-top-level-field",
        explanation=(
            "A field of the state machine stands inside States, where every member is taken for a state. The service "
            "refuses it because it is not an object. Move it one level up."
        ),
        bad={"StartAt": "Greet", "States": {"TimeoutSeconds": 60, "Greet": {"Type": "Pass", "End": True}}},
        good={"StartAt": "Greet", "TimeoutSeconds": 60, "States": {"Greet": {"Type": "Pass", "End": True}}},
    ),
    CodeEntry(
        code="ASL017",
        name="empty-value",
        explanation=(
            "The field needs at least one member, but it is empty. The service refuses a flow without states. Add "
            "what is missing, or remove the object around it."
        ),
        bad={"StartAt": "Greet", "States": {}},
        good=_GOOD,
    ),
)
