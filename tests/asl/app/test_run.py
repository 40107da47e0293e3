"""``asl run``: the flagship from end to end, what is shown, what is refused."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

PIPELINE = ["run", "pipeline.asl.json", "--input", "input.json"]
TRAIN = "SageMaker CreateTrainingJob"
S3 = "s3://sagemaker-us-east-1-497456752804/stepfunctions-workflow-training-job-v1/models"


def change_pipeline(folder: Path, change: Callable[[dict[str, Any]], None]) -> None:
    path = folder / "pipeline.asl.json"
    machine = json.loads(path.read_text())
    change(machine)
    path.write_text(json.dumps(machine))


def scheduled(history: Path) -> list[dict[str, Any]]:
    events = json.loads(history.read_text())["events"]
    return [
        json.loads(event["taskScheduledEventDetails"]["parameters"])
        for event in events
        if event["type"] == "TaskScheduled"
    ]


class TestFlagship:
    def test_it_succeeds(self, check_command, check_golden, mnist):
        result = check_command([*PIPELINE, "--name", "demo"], status=0)
        check_golden("run-mnist", result.stderr)
        assert json.loads(result.stdout)["EndpointArn"] == (
            "arn:aws:sagemaker:us-east-1:123456789012:endpoint/endpoint-demo"
        )
        for status in ("Starting", "Downloading", "Training", "Uploading"):
            assert f"{TRAIN}: InProgress: {status}\n" in result.stderr

    def test_four_states_pass_on_names_and_the_model(self, check_command, mnist):
        check_command([*PIPELINE, "--name", "demo", "--quiet", "--history", "history.json"], status=0)
        training, model, config, endpoint = scheduled(mnist / "history.json")
        assert training["TrainingJobName"] == "trainingjob-demo"
        assert training["HyperParameters"] == {
            "epochs": "6",
            "sagemaker_program": "mnist.py",
            "sagemaker_submit_directory": "s3://path/to/sourcedir.tar.gz",
        }
        assert model["PrimaryContainer"]["ModelDataUrl"] == f"{S3}/trainingjob-demo/output/model.tar.gz"
        assert config["ProductionVariants"][0]["ModelName"] == model["ModelName"] == "model-demo"
        assert endpoint["EndpointConfigName"] == config["EndpointConfigName"] == "config-demo"

    def test_the_same_run_writes_the_same_history(self, check_command, mnist):
        for name in ("one.json", "two.json"):
            check_command([*PIPELINE, "--quiet", "--history", name], status=0)
        text = Path("one.json").read_text()
        assert text == Path("two.json").read_text()
        assert text.startswith('{\n    "events": [\n        {\n            "timestamp": "2026-01-01T00:00:00')
        check_command([*PIPELINE, "--quiet", "--seed", "1", "--history", "three.json"], status=0)
        assert text != Path("three.json").read_text()

    def test_json(self, check_command, mnist):
        result = check_command([*PIPELINE, "--json", "--name", "demo"], status=0)
        assert result.stderr == ""
        told = json.loads(result.stdout)
        assert told["version"] == 1
        assert told["status"] == "SUCCEEDED"
        assert told["executionArn"] == "arn:aws:states:us-east-1:123456789012:execution:pipeline:demo"
        assert (told["startDate"], told["durationMs"]) == ("2026-01-01T00:00:00Z", 225_000)
        assert [(made["kind"], made["name"].rsplit("/", 1)[1]) for made in told["resources"]] == [
            ("training job", "trainingjob-demo"),
            ("model", "model-demo"),
            ("endpoint configuration", "config-demo"),
            ("endpoint", "endpoint-demo"),
        ]
        assert [state["succeeded"] for state in told["states"]] == [1, 1, 1, 1]
        assert set(told["output"]) == {"EndpointArn", "SdkHttpMetadata", "SdkResponseMetadata"}

    def test_a_terminal_shows_a_table(self, check_command, mnist):
        result = check_command(
            [*PIPELINE, "--name", "demo"], on_terminal=True, status=0, environ={"NO_COLOR": "1", "COLUMNS": "150"}
        )
        assert "Starting → Downloading → Training → Uploading" in result.stderr
        assert "+00:00:00" in result.stderr
        assert f"{TRAIN}: entered" not in result.stderr

    def test_where_it_runs(self, check_command, mnist):
        argv = ["--name", "demo", "--region", "cn-north-1", "--account", "000000000001", "--machine-name", "digits"]
        told = json.loads(check_command([*PIPELINE, "--json", *argv], status=0).stdout)
        assert told["executionArn"] == "arn:aws-cn:states:cn-north-1:000000000001:execution:digits:demo"
        # The partition of what a Task makes is that of its Resource, which this definition spells `aws`.
        assert told["resources"][0]["name"].startswith("arn:aws:sagemaker:cn-north-1:000000000001:")

    def test_a_throttled_start_is_retried_after_the_delay(self, check_command, mnist):
        def retry(machine: dict[str, Any]) -> None:
            machine["States"][TRAIN]["Retry"] = [
                {"ErrorEquals": ["SageMaker.AmazonSageMakerException"], "IntervalSeconds": 7, "MaxAttempts": 2}
            ]

        mocks = ["--mocks", "mocks.asl-mocks.yaml", "--test-case", "throttled once"]
        check_command([*PIPELINE, *mocks], status=1)
        change_pipeline(mnist, retry)
        result = check_command([*PIPELINE, *mocks, "--name", "demo", "--history", "history.json"], status=0)
        assert f"+00:00:00  {TRAIN}: attempt 1 failed: SageMaker.AmazonSageMakerException: Rate" in result.stderr
        assert f"+00:00:07  {TRAIN}: attempt 2\n" in result.stderr
        assert f"+00:03:52  {TRAIN}: succeeded" in result.stderr
        assert "SUCCEEDED after 00:03:52 of virtual time" in result.stderr
        assert scheduled(mnist / "history.json")[2]["PrimaryContainer"]["ModelDataUrl"].endswith(
            "/models/trainingjob-demo/output/model.tar.gz"
        )

    def test_a_failed_job_fails_the_run(self, check_command, check_golden, mnist):
        mocks = ["--mocks", "mocks.asl-mocks.yaml", "--test-case", "training fails"]
        result = check_command([*PIPELINE, *mocks], status=1)
        assert result.stdout == ""
        check_golden("run-mnist-training-fails", result.stderr)
        told = json.loads(check_command([*PIPELINE, *mocks, "--json"], status=1).stdout)
        assert (told["status"], told["error"], told["failedState"]) == ("FAILED", "States.TaskFailed", TRAIN)
        assert json.loads(told["cause"])["TrainingJobStatus"] == "Failed"
        assert "output" not in told

    def test_a_failed_job_is_caught_with_error_and_cause(self, check_command, mnist):
        def catch(machine: dict[str, Any]) -> None:
            machine["States"][TRAIN]["Catch"] = [
                {"ErrorEquals": ["States.TaskFailed"], "Next": "Tell", "ResultPath": "$.failure"}
            ]
            machine["States"]["Tell"] = {"Type": "Pass", "End": True}

        change_pipeline(mnist, catch)
        mocks = ["--mocks", "mocks.asl-mocks.yaml", "--test-case", "training fails"]
        result = check_command([*PIPELINE, *mocks], status=0)
        output = json.loads(result.stdout)
        assert output["trainfile"] == "mnist.py"
        assert output["failure"]["Error"] == "States.TaskFailed"
        assert json.loads(output["failure"]["Cause"])["TrainingJobStatus"] == "Failed"
        assert f"+00:01:30  {TRAIN}: failed and was caught\n" in result.stderr


PASS = '{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}'


class TestInput:
    @pytest.mark.parametrize(
        ("given", "expected"),
        [
            ('{"a": 1}', {"a": 1}),
            ("[1]", [1]),
            ('"x"', "x"),
            ("3", 3),
            ("true", True),
            ("in.json", {"f": 1}),
            ("-", [9]),
        ],
    )
    def test_a_file_standard_input_or_json(self, check_command, given, expected):
        files = {"m.json": PASS, "in.json": '{"f": 1}'}
        result = check_command(["run", "m.json", "--quiet", "--input", given], files=files, stdin="[9]", status=0)
        assert json.loads(result.stdout) == expected

    def test_nothing_is_an_empty_object(self, check_command):
        assert check_command(["run", "-", "--quiet"], stdin=PASS, status=0).stdout == "{}\n"

    def test_a_file_whose_name_is_json_is_a_file(self, check_command):
        files = {"m.json": PASS, "12": '{"f": 1}'}
        assert json.loads(check_command(["run", "m.json", "--input", "12"], files=files, status=0).stdout) == {"f": 1}

    def test_input_that_is_not_json_is_shown_with_its_place(self, check_command, check_golden):
        files = {"m.json": PASS, "in.json": '{\n  "sourcedir": "s3://bucket/a.tar.gz",\n  trainfile: "mnist.py"\n}\n'}
        check_golden(
            "run-input-not-json", check_command(["run", "m.json", "--input", "in.json"], files=files, status=2).shown()
        )
        result = check_command(["run", "m.json", "--input", '{"a": }'], status=2)
        assert result.stderr.startswith("<input>:1:2: error ASL001")

    def test_numbers_and_letters_come_out_as_they_went_in(self, check_command):
        given = '{"big":123456789012345678901234567890,"x":1.0,"é":"漢\\ud83d"}'
        result = check_command(["run", "-", "--quiet", "--input", given], stdin=PASS, status=0)
        assert json.loads(result.stdout) == json.loads(given)
        assert "1.0" in result.stdout


class TestHistory:
    def test_on_standard_output_instead_of_the_output(self, check_command):
        told = json.loads(check_command(["run", "-", "--history", "-"], stdin=PASS, status=0).stdout)
        assert [event["type"] for event in told["events"]] == [
            "ExecutionStarted",
            "PassStateEntered",
            "PassStateExited",
            "ExecutionSucceeded",
        ]

    def test_a_failed_run_has_one_too(self, check_command):
        machine = '{"StartAt": "A", "States": {"A": {"Type": "Fail", "Error": "E"}}}'
        told = json.loads(check_command(["run", "-", "--history", "-"], stdin=machine, status=1).stdout)
        assert told["events"][-1]["executionFailedEventDetails"] == {"error": "E"}

    def test_start_time(self, check_command):
        argv = ["run", "-", "--history", "-", "--start-time", "2024-02-29T12:00:00+02:00"]
        told = json.loads(check_command(argv, stdin=PASS, status=0).stdout)
        assert told["events"][0]["timestamp"].startswith("2024-02-29T10:00:00")
        now = json.loads(check_command([*argv[:-1], "now"], stdin=PASS, status=0).stdout)
        assert now["events"][0]["timestamp"] > "2025-01-01"


def test_a_quiet_run_says_why_it_failed(check_command):
    machine = '{"StartAt": "A", "States": {"A": {"Type": "Fail", "Error": "E", "Cause": "C"}}}'
    result = check_command(["run", "-", "--quiet"], stdin=machine, status=1)
    assert (result.stdout, result.stderr) == ("", 'asl: FAILED in state "A": E: C\n')


def test_input_that_no_execution_takes(check_command):
    files = {"m.json": PASS, "in.json": json.dumps("x" * 300_000)}
    result = check_command(["run", "m.json", "--input", "in.json"], files=files, status=2)
    assert result.stderr.startswith("asl: the input has 300,002 bytes, and an execution takes at most 262,144\n")


WAITING = """{"StartAt": "W", "States": {
    "W": {"Type": "Wait", "Seconds": 60, "Next": "T"},
    "T": {"Type": "Task", "Resource": "arn:aws:states:us-east-1:123456789012:activity:a", "End": true}}}"""


class TestControl:
    def test_stopping(self, check_command):
        result = check_command(["run", "-", "--quiet", "--stop-after", "30s"], stdin=WAITING, status=1)
        assert (result.stdout, result.stderr) == ("", "asl: ABORTED\n")
        result = check_command(["run", "-", "--quiet", "--stop-after", "soon"], stdin=WAITING, status=2)
        assert result.stderr.startswith('asl: "soon" is not a duration\n')

    def test_what_nobody_answers_is_said(self, check_command):
        files = {"m.json": WAITING, "m.yaml": "states: {T: {taken: never, return: 1}}"}
        result = check_command(["run", "m.json", "--quiet", "--mocks", "m.yaml"], files=files, status=1)
        assert result.stderr == (
            'state "T" waits for a worker of the activity a\nasl: TIMED_OUT in state "T": States.Timeout\n'
        )

    def test_a_call_that_comes_too_late_is_said(self, check_command):
        machine = json.loads(WAITING)
        states = machine["States"]
        states["T"] |= {"TimeoutSeconds": 5, "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "W2"}]}
        states["W2"] = {"Type": "Wait", "Seconds": 60, "End": True}
        files = {"m.json": json.dumps(machine), "m.yaml": "states: {T: {calls: [{success: 1, after: 6s}]}}"}
        result = check_command(["run", "m.json", "--quiet", "--mocks", "m.yaml"], files=files, status=0)
        assert result.stderr == 'a call about the token of "T" was refused: TaskTimedOut\n'

    def test_quotas_are_set_and_lifted(self, check_command):
        argv = ["run", "-", "--quiet", "--input", '"1234567890"']
        result = check_command([*argv, "--limit", "payload-bytes=10"], stdin=PASS, status=2)
        assert result.stderr.startswith("asl: the input has 12 bytes, and an execution takes at most 10\n")
        check_command([*argv, "--limit", "payload-bytes=10", "--limit", "payload_bytes=none"], stdin=PASS, status=0)
        check_command([*argv, "--no-limits"], stdin=PASS, status=0)
        for bad in ("payload-bytes", "payload-bytes=x", "colour=1", "history-events=0"):
            check_command([*argv, "--limit", bad], stdin=PASS, status=2)

    def test_a_redrive_goes_on_with_a_recorded_execution(self, check_command):
        files = {"m.json": WAITING, "bad.yaml": "states: {T: {throw: {error: Bad}, after: 1s}}"}
        argv = ["run", "m.json", "--quiet"]
        check_command([*argv, "--mocks", "bad.yaml", "--history", "h.json"], files=files, status=1)
        result = check_command([*argv, "--redrive", "h.json", "--history", "h2.json"], status=0)
        events = json.loads(Path("h2.json").read_text())["events"]
        assert [event["type"] for event in events[-7:]] == [
            "ExecutionFailed",
            "ExecutionRedriven",
            "ActivityScheduled",
            "ActivityStarted",
            "ActivitySucceeded",
            "TaskStateExited",
            "ExecutionSucceeded",
        ]
        assert result.stdout == "{}\n"

    def test_a_stopped_execution_can_be_redriven(self, check_command):
        argv = ["run", "m.json", "--quiet"]
        check_command([*argv, "--stop-after", "30s", "--history", "h.json"], files={"m.json": WAITING}, status=1)
        result = check_command([*argv[:-1], "--redrive", "h.json"], status=0)
        assert "W: succeeded" in result.stderr
        assert "SUCCEEDED after 00:01:31" in result.stderr

    def test_what_was_redriven_can_be_redriven_again(self, check_command):
        files = {"m.json": WAITING, "bad.yaml": "states: {T: {throw: {error: Bad}, after: 1s}}"}
        argv = ["run", "m.json", "--quiet", "--mocks", "bad.yaml"]
        check_command([*argv, "--stop-after", "30s", "--history", "h1.json"], files=files, status=1)
        check_command([*argv, "--redrive", "h1.json", "--history", "h2.json"], status=1)
        check_command([*argv[:3], "--redrive", "h2.json", "--history", "h3.json"], status=0)
        events = json.loads(Path("h3.json").read_text())["events"]
        assert [event["type"] for event in events].count("ExecutionRedriven") == 2
        check_command([*argv[:3], "--replay", "h3.json"], status=0)

    def test_only_what_was_recorded_can_be_redriven(self, check_command):
        files = {"m.json": WAITING, "other.json": WAITING.replace('"W"', '"V"')}
        check_command(["run", "m.json", "--quiet", "--stop-after", "1s", "--history", "h.json"], files=files, status=1)
        result = check_command(["run", "other.json", "--quiet", "--redrive", "h.json"], status=2)
        assert "only the definition that was recorded can be redriven" in result.stderr
        result = check_command(["run", "m.json", "--redrive", "h.json", "--replay", "h.json"], status=2)
        assert "give one of them" in result.stderr


def test_an_express_execution_has_another_arn(check_command):
    told = json.loads(check_command(["run", "-", "--type", "express", "--json"], stdin=PASS, status=0).stdout)
    assert ":express:StateMachine:" in told["executionArn"]


def test_an_invalid_definition_as_json(check_command):
    result = check_command(["run", "-", "--json"], stdin='{"StartAt": "A", "States": {}}', status=1)
    told = json.loads(result.stdout)
    assert (told["version"], told["status"]) == (1, "INVALID_DEFINITION")
    assert told["diagnostics"][0]["file"] == "<stdin>"
    assert result.stderr.endswith("nothing was run\n")


@pytest.mark.parametrize(
    ("mocks", "message"),
    [
        ("states: {Aa: {return: 1}}", 'the definition has no state "Aa"'),
        ("states: {A: {retrun: 1}}", "retrun"),
        ("states: [", "m.yaml:"),
    ],
)
def test_unusable_mocks(check_command, mocks, message):
    result = check_command(["run", "-", "--mocks", "m.yaml"], files={"m.yaml": mocks}, stdin=PASS, status=2)
    assert message in result.stderr
    assert result.stderr.startswith("asl: m.yaml:")


def test_jsonata_runs(check_command):
    machine = """{"QueryLanguage": "JSONata", "StartAt": "A", "States": {
        "A": {"Type": "Pass", "Output": "{% 1 %}", "End": true}}}"""
    assert check_command(["run", "-"], stdin=machine, status=0).stdout.rstrip().endswith("1")


def test_what_only_deployment_knows_is_status_3(check_command):
    machine = """{"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": "${Seconds}", "End": true}}}"""
    result = check_command(["run", "-"], stdin=machine, status=3)
    assert "only known after deployment" in result.stderr
