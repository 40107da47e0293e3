"""Reports for programs: SARIF, GitHub annotations, JUnit."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from asl.app.render.github import render_annotations
from asl.app.render.junit import render_junit
from asl.app.render.sarif import sarif_log
from asl.diagnostics import Diagnostic, Place, Severity
from asl.document import parse
from lint.engine import lint
from lint.registry import all_entries

TEXT = """\
{
  "StartAt": "Ä",
  "States": {
    "Ä": {"Type": "Pass", "Nxt": "B"},
    "B": {"Type": "Choice", "Choices": [{"Variable": "$.a", "IsNull": true, "Next": "C"},
      {"Variable": "$.a", "IsNull": true, "Next": "Ä"}]},
    "C": {"Type": "Succeed"}
  }
}
"""


@pytest.fixture
def checked():
    document = parse(TEXT, name="flows/my flow.json")
    clean = parse('{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}', name="clean.json")
    return [(document, lint(document)), (clean, ())]


def test_sarif_has_the_structure_that_the_standard_asks_for(checked):
    log = sarif_log(checked)
    assert set(log) == {"$schema", "version", "runs"}
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
    driver = run["tool"]["driver"]
    assert driver["name"] == "asl"
    assert re.fullmatch(r"\d+\.\d+\.\d+", driver["semanticVersion"])
    ids = [rule["id"] for rule in driver["rules"]]
    assert len(set(ids)) == len(ids)
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"]
        assert rule["fullDescription"]["text"].endswith(".")
        assert rule["help"]["text"]
        assert "```" in rule["help"]["markdown"]
        assert rule["defaultConfiguration"]["level"] in ("none", "note", "warning", "error")
    assert len(run["results"]) == len(checked[0][1]) > 2
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("note", "warning", "error")
        assert result["message"]["text"]
        for location in [*result["locations"], *result.get("relatedLocations", [])]:
            check_location(location["physicalLocation"])
        assert all(isinstance(print_, str) for print_ in result["partialFingerprints"].values())
        for fix in result.get("fixes", []):
            assert fix["description"]["text"]
            for change in fix["artifactChanges"]:
                assert change["artifactLocation"]["uri"]
                for replacement in change["replacements"]:
                    check_region(replacement["deletedRegion"])
                    assert isinstance(replacement["insertedContent"]["text"], str)
    prints = [tuple(result["partialFingerprints"].values()) for result in run["results"]]
    assert len(set(prints)) == len(prints)


def check_location(location):
    assert location["artifactLocation"]["uri"] == "flows/my%20flow.json"
    check_region(location["region"])


def check_region(region):
    assert region["startLine"] >= 1
    assert region["startColumn"] >= 1
    assert (region["endLine"], region["endColumn"]) >= (region["startLine"], region["startColumn"])


def test_sarif_regions_count_characters_and_end_behind_the_last(checked):
    found = next(result for result in sarif_log(checked)["runs"][0]["results"] if result["ruleId"] == "ASL007")
    region = found["locations"][0]["physicalLocation"]["region"]
    line = TEXT.split("\n")[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == '"Nxt"'


def test_fingerprints_do_not_depend_on_lines(checked):
    moved = parse(TEXT.replace("\n", "\n\n"), name="flows/my flow.json")

    def prints(pairs):
        return [r["partialFingerprints"] for r in sarif_log(pairs)["runs"][0]["results"]]

    assert prints(checked) == prints([(moved, lint(moved))])


def test_every_code_can_be_a_rule_of_sarif():
    document = parse("{}", name="a.json")
    every = [Diagnostic(e.code, e.name, e.severity, "m", Place()) for e in all_entries() if len(e.bad_text) < 9999]
    rules = sarif_log([(document, every)])["runs"][0]["tool"]["driver"]["rules"]
    assert all(rule["help"]["markdown"] for rule in rules)


def test_standard_input_is_no_path():
    document = parse("{", name="<stdin>")
    log = sarif_log([(document, document.diagnostics)])
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "stdin"


def test_github_annotations(checked):
    lines = render_annotations(checked).splitlines()
    assert len(lines) == len(checked[0][1])
    for line in lines:
        assert re.fullmatch(r"::(error|warning|notice) file=[^:]*,line=\d+,[^:]*title=ASL\d{3} [a-z-]+::.+", line)
    assert any(
        line.startswith("::error file=flows/my flow.json,line=4,endLine=4,col=27,endColumn=32,title=ASL007")
        for line in lines
    )


def test_github_escapes_what_would_end_the_command():
    document = parse("{}", name="a,b:c%.json")
    found = Diagnostic("ASL001", "syntax-error", Severity.WARNING, "50 %\nof it: ::error::", help="x\ry")
    (line,) = render_annotations([(document, [found])]).splitlines()
    assert line.startswith("::warning file=a%2Cb%3Ac%25.json,line=1,")
    assert line.endswith("::50 %25%0Aof it: ::error::%0Ax%0Dy")


def test_junit_counts_and_texts(checked):
    root = ET.fromstring(render_junit(checked, fail_on=Severity.WARNING))
    assert root.tag == "testsuites"
    suites = root.findall("testsuite")
    assert [suite.get("name") for suite in suites] == ["flows/my flow.json", "clean.json"]
    for suite in suites:
        cases = suite.findall("testcase")
        assert int(suite.get("tests")) == len(cases)
        assert int(suite.get("failures")) == len(suite.findall("testcase/failure"))
    assert int(root.get("tests")) == sum(int(suite.get("tests")) for suite in suites)
    assert int(root.get("failures")) == sum(int(suite.get("failures")) for suite in suites)
    assert len(suites[1].findall("testcase")) == 1
    assert 'help: did you mean "Next"?' in "".join(failure.text for failure in suites[0].iter("failure"))


def test_junit_below_the_bar_is_no_failure(checked):
    errors = sum(found.severity is Severity.ERROR for found in checked[0][1])
    root = ET.fromstring(render_junit(checked))
    assert int(root.get("failures")) == errors
    assert root.findall(".//system-out")


def test_junit_survives_characters_that_xml_cannot_hold():
    document = parse("{}", name='a\x00<&>".json')
    found = Diagnostic("ASL001", "syntax-error", Severity.ERROR, "bad \x1b\ud800 ]]> <x>\ny")
    root = ET.fromstring(render_junit([(document, [found])]).encode())
    failure = root.find(".//failure")
    assert failure.get("message") == "bad \ufffd\ufffd ]]> <x>\ny"


def test_no_files_at_all():
    assert ET.fromstring(render_junit([])).get("tests") == "0"
    assert render_annotations([]) == ""
    assert sarif_log([])["runs"][0]["results"] == []
