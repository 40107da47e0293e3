"""``asl lint``: what is shown, what is mended, what is left out, and the exit status."""

import json
from pathlib import Path

import jsonschema
import pytest

from asl.app.render.report_schema import report_schema, schema_text

CLEAN = '{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}'
MISSPELT = """\
{
  "StartAt": "Work",
  "States": {
    "Work": {
      "Type": "Task",
      "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:resize",
      "Nxt": "Done"
    },
    "Done": {"Type": "Succeed"}
  }
}
"""
WARNED = """\
{
  "StartAt": "Ask",
  "States": {
    "Ask": {
      "Type": "Choice",
      "Choices": [{"Variable": "$.status", "StringEquals": "ready", "Next": "Done"}]
    },
    "Done": {"Type": "Succeed"}
  }
}
"""


def test_findings_are_shown_with_their_source(check_command, check_golden):
    result = check_command(["lint", "a.asl.json"], files={"a.asl.json": MISSPELT}, status=1)
    check_golden("lint-misspelt", result.shown())


def test_clean_file(check_command):
    result = check_command(["lint", "a.json"], files={"a.json": CLEAN}, status=0)
    assert result.stdout == ""
    assert result.stderr == "no errors in 1 file\n"


@pytest.mark.parametrize(
    ("options", "status"),
    [
        ([], 0),
        (["--fail-on", "warning"], 1),
        (["--fail-on", "info"], 1),
        (["--fail-on", "warning", "--ignore", "ASL7"], 0),
        (["--fail-on", "warning", "--ignore", "transitions,ASL1"], 0),
        (["--fail-on", "warning", "--select", "security"], 0),
        (["--fail-on", "warning", "--select", "choice-no-default"], 1),
        (["--fail-on", "info", "--select", "security", "--extend-select", "missing-comment"], 1),
    ],
)
def test_what_counts(check_command, options, status):
    check_command(["lint", *options, "a.json"], files={"a.json": WARNED}, status=status)


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (["lint", "--select", "nonsense", "a.json"], '"nonsense" is no code, name, family or beginning of a code'),
        (["lint", "--update-baseline", "a.json"], "--update-baseline needs --baseline"),
        (["lint", "--unsafe-fixes", "a.json"], "--unsafe-fixes needs --fix or --diff"),
        (["lint", "missing.json"], "cannot read missing.json"),
        (["lint", "--config", "none.toml", "a.json"], "cannot read none.toml"),
        (["lint", "--baseline", "none.json", "a.json"], "cannot read none.json"),
    ],
)
def test_calls_that_make_no_sense(check_command, argv, told):
    result = check_command(argv, files={"a.json": CLEAN}, status=2)
    assert told in result.stderr


def test_configuration_is_found_and_the_call_goes_over_it(check_command):
    files = {"asl.toml": 'fail-on = "warning"\n[severity]\nASL703 = "info"\n', "a.json": WARNED}
    assert "info ASL703" in check_command(["lint", "a.json"], files=files, status=0).stdout
    check_command(["lint", "--fail-on", "info", "a.json"], status=1)
    assert "warning ASL703" in check_command(["lint", "--isolated", "a.json"], status=0).stdout
    Path("other.toml").write_text('ignore = ["ASL7"]', encoding="utf-8")
    assert check_command(["lint", "--config", "other.toml", "a.json"], status=0).stdout == ""
    assert "ASL703" in check_command(["lint", "--config", "other.toml", "--select", "ASL7", "a.json"]).stdout


def test_wrong_configuration_is_shown_with_its_place(check_command, check_golden):
    files = {"asl.toml": 'fail-on = "warning"\nslect = ["ASL5"]\n', "a.json": CLEAN}
    result = check_command(["lint", "--config", "asl.toml", "a.json"], files=files, status=2)
    check_golden("lint-wrong-configuration", result.shown())


def test_type_comes_from_the_option_or_the_configuration(check_command):
    text = '{"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 400, "End": true}}}'
    assert "ASL952" not in check_command(["lint", "a.json"], files={"a.json": text}).stdout
    assert "ASL952" in check_command(["lint", "--type", "express", "a.json"]).stdout
    assert "ASL952" in check_command(["lint", "a.json"], files={"asl.toml": 'type = "express"'}).stdout
    assert "ASL952" not in check_command(["lint", "--type", "standard", "a.json"]).stdout


def test_standard_input(check_command):
    result = check_command(["lint", "-"], stdin=WARNED, status=0)
    assert result.stdout.startswith("<stdin>:4:5: warning ASL703")


def test_a_folder_with_several_definitions(check_command):
    result = check_command(["lint", "."], files={"a.asl.json": WARNED, "b.asl.json": MISSPELT, "c.txt": ""}, status=1)
    assert result.stdout.count("ASL703") == 1
    assert "in 2 files" in result.stderr


def test_fix_in_place_and_diff(check_command, check_golden):
    result = check_command(["lint", "--diff", "a.asl.json"], files={"a.asl.json": MISSPELT}, status=1)
    check_golden("lint-diff", result.shown())
    assert Path("a.asl.json").read_text(encoding="utf-8") == MISSPELT
    result = check_command(["lint", "--fix", "a.asl.json"], status=0)
    assert result.stderr == "no errors in 1 file; 2 findings were fixed\n"
    fixed = Path("a.asl.json").read_text(encoding="utf-8")
    assert '"Next": "Done",' in fixed
    assert check_command(["lint", "--fix", "a.asl.json"], status=0).stderr == "no errors in 1 file\n"
    assert check_command(["lint", "--diff", "a.asl.json"], status=0).stdout == ""
    assert Path("a.asl.json").read_text(encoding="utf-8") == fixed


def test_unsafe_fixes_are_asked_for(check_command):
    text = '{"StartAt": "A", "States": {"A": {"Type": "Pass", "Parameters": {"a": "$.a"}, "End": true}}}'
    result = check_command(["lint", "--fix", "a.json"], files={"a.json": text})
    assert "--fix mends 0 and 1 more with --unsafe-fixes" in result.stderr
    assert Path("a.json").read_text(encoding="utf-8") == text
    check_command(["lint", "--fix", "--unsafe-fixes", "a.json"])
    assert Path("a.json").read_text(encoding="utf-8") == text.replace('"a":', '"a.$":')


def test_fixing_standard_input_prints_the_mended_definition(check_command):
    result = check_command(["lint", "--fix", "-"], stdin=CLEAN.replace("Type", "type"), status=0)
    assert result.stdout == CLEAN
    assert check_command(["lint", "--fix", "-"], stdin=CLEAN, status=0).stdout == CLEAN


def test_baseline(check_command):
    files = {"a.json": WARNED, "asl.toml": 'fail-on = "warning"'}
    result = check_command(["lint", "--baseline", "known.json", "--update-baseline", "a.json"], files=files, status=0)
    assert result.stderr == "wrote 1 finding to known.json\n"
    assert check_command(["lint", "--baseline", "known.json", "a.json"], status=0).stdout == ""
    moved = WARNED.replace("\n", "\n\n").replace('"Done": {', '"Stop": {"Type": "Fail"},\n"Done": {')
    moved = moved.replace('"Next": "Done"}]', '"Next": "Done"}, {"Variable": "$.a", "IsNull": true, "Next": "Stop"}]')
    assert check_command(["lint", "--baseline", "known.json", "a.json"], files={"a.json": moved}, status=0).stdout == ""
    gone = check_command(["lint", "--baseline", "known.json", "a.json"], files={"a.json": CLEAN}, status=0)
    assert "1 known finding not found any more" in gone.stderr


def test_suppression_in_a_comment(check_command):
    text = WARNED.replace('"Type": "Choice"', '"Type": "Choice", "Comment": "asl-ignore: ASL703 checked before"')
    assert check_command(["lint", "a.json"], files={"a.json": text}, status=0).stdout == ""


def test_report_as_json_fits_its_schema(check_command):
    files = {"a.json": MISSPELT, "b.json": WARNED, "c.json": "{", "d.json": CLEAN}
    result = check_command(["lint", "--format", "json", *files], files=files, status=1)
    report = json.loads(result.stdout)
    jsonschema.Draft202012Validator(report_schema()).validate(report)
    assert [file["file"] for file in report["files"]] == list(files)
    unknown = next(found for found in report["diagnostics"] if found["code"] == "ASL007")
    assert unknown["fix"]["edits"] == [{"line": 7, "column": 7, "endLine": 7, "endColumn": 12, "text": '"Next"'}]
    assert unknown["fix"]["isSafe"] is True


def test_published_schema_is_up_to_date():
    published = Path(__file__).parents[3] / "schemas" / "report.schema.json"
    assert published.read_text(encoding="utf-8") == schema_text(), (
        "run: python -m asl.app.render.report_schema > schemas/report.schema.json"
    )


def test_output_goes_to_a_file(check_command):
    result = check_command(
        ["lint", "--format", "sarif", "--output", "out.sarif", "a.json"], files={"a.json": WARNED}, status=0
    )
    assert result.stdout == ""
    assert json.loads(Path("out.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"


def test_template_gives_the_type_and_is_mended_in_its_own_notation(check_command):
    template = """\
Resources:
  Flow:
    Type: AWS::Serverless::StateMachine
    Properties:
      Type: EXPRESS
      Definition:
        StartAt: Pause
        States:
          Pause:
            Type: Wait
            Seconds: 400
  Other:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionString: '{"StartAt": "A", "States": {"A": {"Type": "Pass", "Resalt": 1, "End": true}}}'
"""
    result = check_command(["lint", "--fix", "t.yaml"], files={"t.yaml": template})
    assert "ASL952" in result.stdout
    assert "ASL208" not in result.stdout
    mended = Path("t.yaml").read_text(encoding="utf-8")
    assert "            Seconds: 400\n            End: true\n" in mended
    assert '"Result": 1' in mended
    assert mended.startswith(template[: template.index("            Seconds")])


def test_substitutions_that_the_template_does_not_declare(check_command):
    template = """\
Resources:
  Flow:
    Type: AWS::Serverless::StateMachine
    Properties:
      DefinitionUri: flow.asl.json
      DefinitionSubstitutions: {Function: !GetAtt Function.Arn}
"""
    states = '"A": {"Type": "Task", "Resource": "%s", "End": true}'
    flow = '{"StartAt": "A", "States": {' + states + "}}"
    files = {"t.yaml": template, "flow.asl.json": flow % "${Functon}"}
    result = check_command(["lint", "t.yaml"], files=files, status=0)
    assert 'flow.asl.json:1:64: warning ASL020 undeclared-substitution: the template does not declare "Functon"' in (
        result.stdout
    )
    assert "ASL020" not in check_command(["lint", "t.yaml"], files={"flow.asl.json": flow % "${Function}"}).stdout
    assert "ASL020" not in check_command(["lint", "flow.asl.json"], files=files).stdout


def test_rules_are_listed(check_command):
    text = check_command(["rules"], status=0).stdout
    assert "ASL703  warning  on " in text
    only = check_command(["rules", "security"], status=0).stdout
    assert "ASL523" in only
    assert "ASL703" not in only
    listed = json.loads(check_command(["rules", "--json"], status=0).stdout)
    rule = next(rule for rule in listed["rules"] if rule["code"] == "ASL412")
    assert rule["options"] == {"max-seconds": 604800}
    assert rule["family"] == "reliability"
    check_command(["rules", "nonsense"], status=2)


def test_rules_are_explained(check_command):
    text = check_command(["explain", "choice-no-default"], status=0).stdout
    assert text.startswith("ASL703 choice-no-default (warning, since ")
    assert "Not reported:" in text
