"""Codes for paths, payload templates, intrinsic functions and query languages."""

from __future__ import annotations

from asl.diagnostics import Severity
from asl.json_values import Json, JsonObject

from ..entry import CodeEntry, machine

__all__ = ["ENTRIES"]


def _pass(**fields: Json) -> JsonObject:
    return machine(states={"Shape": {"Type": "Pass", **fields, "End": True}})


def _call(text: str) -> JsonObject:
    return _pass(Parameters={"value.$": text})


ENTRIES = (
    CodeEntry(
        code="ASL801",
        name="path-syntax",
        explanation=(
            "The text is no JSONPath. A path begins with $ for the input, $$ for the Context Object or $name for a "
            "variable, and goes on with .name, ['name'] or [0]. The service refuses anything else. Correct the "
            "marked characters."
        ),
        bad=_pass(InputPath="order"),
        good=_pass(InputPath="$.order"),
    ),
    CodeEntry(
        code="ASL802",
        name="not-a-reference-path",
        explanation=(
            "This field needs a Reference Path, which names one single place: names and indexes only, without "
            "wildcards, slices, filters or a search in depth. The service refuses others. Name the place."
        ),
        bad=_pass(ResultPath="$.orders[*]"),
        good=_pass(ResultPath="$.orders"),
    ),
    CodeEntry(
        code="ASL803",
        name="result-path-root",
        explanation=(
            "ResultPath puts the result into the state's input. The Context Object cannot be written to, and "
            "variables are set with Assign. Write a path that begins with $. or use Assign."
        ),
        bad=_pass(ResultPath="$$.order"),
        good=_pass(ResultPath="$.order"),
    ),
    CodeEntry(
        code="ASL804",
        name="template-value",
        explanation=(
            "A key that ends in .$ says that its value is evaluated, so the value must be a path or an intrinsic "
            "function call. The service refuses another text. Correct the expression, or take .$ off the key to keep "
            "the text."
        ),
        bad=_pass(Parameters={"name.$": "order"}),
        good=_pass(Parameters={"name.$": "$.order"}),
    ),
    CodeEntry(
        code="ASL805",
        name="template-duplicate",
        explanation=(
            "Both name and name.$ stand in one object, and both would make the member name. The specification "
            "forbids it. Remove one of them."
        ),
        bad=_pass(Parameters={"name": "unknown", "name.$": "$.name"}),
        good=_pass(Parameters={"name.$": "$.name"}),
    ),
    CodeEntry(
        code="ASL806",
        name="no-dollar",
        severity=Severity.WARNING,
        aws_code="NO_DOLLAR",
        explanation=(
            "The value looks like a path or an intrinsic function call, but its key does not end in .$, so the text "
            "is handed on as it stands. The service accepts it with a warning. Add .$ to the key if it is meant to "
            "be evaluated."
        ),
        bad=_pass(Parameters={"name": "$.order.name"}),
        good=_pass(Parameters={"name.$": "$.order.name"}),
    ),
    CodeEntry(
        code="ASL807",
        name="no-path",
        severity=Severity.WARNING,
        aws_code="NO_PATH",
        explanation=(
            "The field holds its text as it stands, but this text looks like a path. The service accepts it with a "
            "warning. Use the field whose name ends in Path to read the value from the input."
        ),
        bad=machine(states={"Give up": {"Type": "Fail", "Error": "$.error"}}),
        good=machine(states={"Give up": {"Type": "Fail", "ErrorPath": "$.error"}}),
    ),
    CodeEntry(
        code="ASL808",
        name="pass-result-static",
        severity=Severity.WARNING,
        aws_code="PASS_RESULT_IS_STATIC",
        explanation=(
            "The Result of a Pass state is literal: paths and calls in it are not evaluated. The service accepts it "
            "with a warning. Use Parameters to make a value from the input."
        ),
        bad=_pass(Result={"name.$": "$.order.name"}),
        good=_pass(Parameters={"name.$": "$.order.name"}),
    ),
    CodeEntry(
        code="ASL809",
        name="unknown-intrinsic",
        explanation=(
            "There is no intrinsic function of this name. There are eighteen, and letter case counts. The service "
            "refuses the definition. Correct the name."
        ),
        bad=_call("States.format('{}', $.name)"),
        good=_call("States.Format('{}', $.name)"),
    ),
    CodeEntry(
        code="ASL810",
        name="intrinsic-syntax",
        explanation=(
            "The call cannot be read: strings stand in single quotes, arguments are separated by commas, and a "
            "backslash only comes before a quote, a brace or another backslash. The service refuses the definition. "
            "Correct the marked characters."
        ),
        bad=_call("States.Format('{}, $.name)"),
        good=_call("States.Format('{}', $.name)"),
    ),
    CodeEntry(
        code="ASL811",
        name="intrinsic-arity",
        explanation=(
            "The function takes another number of arguments. The service refuses the call. Compare it with the form "
            "that the help shows."
        ),
        bad=_call("States.MathAdd(1)"),
        good=_call("States.MathAdd(1, $.count)"),
    ),
    CodeEntry(
        code="ASL812",
        name="intrinsic-arg-type",
        severity=Severity.WARNING,
        aws_code="",
        explanation=(
            "An argument has a type that the function does not take. The service accepts the definition, and the "
            "state fails with States.IntrinsicFailure when it runs. Give an argument of the right type."
        ),
        bad=_call("States.ArrayLength(1)"),
        good=_call("States.ArrayLength($.items)"),
    ),
    CodeEntry(
        code="ASL813",
        name="format-placeholders",
        severity=Severity.WARNING,
        aws_code="",
        may_warn=True,
        explanation=(
            "States.Format replaces each {} by one argument, and their numbers differ or a brace stands alone. The "
            "call fails when it runs. Add the missing argument or placeholder; write a plain brace as \\{."
        ),
        bad=_call("States.Format('{} {}', $.name)"),
        good=_call("States.Format('{} {}', $.name, $.count)"),
    ),
    CodeEntry(
        code="ASL814",
        name="hash-algorithm",
        severity=Severity.WARNING,
        aws_code="",
        explanation=(
            "States.Hash knows MD5, SHA-1, SHA-256, SHA-384 and SHA-512, spelled just so. Another algorithm fails "
            "when the state runs. Use one of these."
        ),
        bad=_call("States.Hash($.text, 'sha256')"),
        good=_call("States.Hash($.text, 'SHA-256')"),
    ),
    CodeEntry(
        code="ASL815",
        name="intrinsic-always-fails",
        severity=Severity.WARNING,
        aws_code="",
        explanation=(
            "All arguments are written down, and the function refuses them, for instance a range of more than 1,000 "
            "numbers. The service accepts the definition, but the state can only fail. Change the arguments."
        ),
        bad=_call("States.ArrayRange(1, 5000, 1)"),
        good=_call("States.ArrayRange(1, 500, 1)"),
    ),
    CodeEntry(
        code="ASL901",
        name="query-language-value",
        explanation=(
            "QueryLanguage is JSONPath or JSONata, spelled just so. The service refuses other words. Correct the value."
        ),
        bad=machine(QueryLanguage="Jsonata"),
        good=machine(QueryLanguage="JSONata"),
    ),
    CodeEntry(
        code="ASL902",
        name="query-language-downgrade",
        explanation=(
            "The whole machine speaks JSONata, and then no state may go back to JSONPath. The other way round is "
            "fine. Remove the state's QueryLanguage, or remove the machine's and mark the JSONata states."
        ),
        bad=machine(
            states={"Shape": {"Type": "Pass", "QueryLanguage": "JSONPath", "End": True}}, QueryLanguage="JSONata"
        ),
        good=machine(states={"Shape": {"Type": "Pass", "QueryLanguage": "JSONata", "End": True}}),
    ),
    CodeEntry(
        code="ASL903",
        name="field-of-other-language",
        explanation=(
            "The field belongs to the other query language: InputPath, Parameters, ResultSelector, ResultPath and "
            "OutputPath to JSONPath; Arguments, Output, Items and Condition to JSONata. The service refuses it. Use "
            "the field of this state's language, or change the language."
        ),
        bad=machine(states={"Shape": {"Type": "Pass", "InputPath": "$", "End": True}}, QueryLanguage="JSONata"),
        good=machine(
            states={"Shape": {"Type": "Pass", "Output": "{% $states.input %}", "End": True}},
            QueryLanguage="JSONata",
        ),
    ),
    CodeEntry(
        code="ASL904",
        name="jsonata-delimiters",
        explanation=(
            "A JSONata expression is a whole string that begins with {% and ends with %}. This one begins like an "
            "expression but does not end like one, and the service refuses it. Close it, and join text with & "
            "inside."
        ),
        bad=machine(
            states={"Shape": {"Type": "Pass", "Output": "{% $states.input", "End": True}}, QueryLanguage="JSONata"
        ),
        good=machine(
            states={"Shape": {"Type": "Pass", "Output": "{% $states.input %}", "End": True}},
            QueryLanguage="JSONata",
        ),
    ),
    CodeEntry(
        code="ASL905",
        name="jsonata-syntax",
        explanation=(
            "The text between {% and %} is no JSONata expression of version 2.0.6, the one that the service runs: an "
            "operand or a bracket is missing, a string does not end, or an operator is of a later version. The "
            "service refuses it. Correct the marked place."
        ),
        bad=machine(
            states={"Shape": {"Type": "Pass", "Output": "{% $sum($states.input.prices %}", "End": True}},
            QueryLanguage="JSONata",
        ),
        good=machine(
            states={"Shape": {"Type": "Pass", "Output": "{% $sum($states.input.prices) %}", "End": True}},
            QueryLanguage="JSONata",
        ),
    ),
)
