"""Run recorded cases and say how many of our answers equal the service's.

    python tests/conformance/run.py CASES_DIR --results FILE [--only REGEX] [--evidence aws-validated] [--verbose]

``CASES_DIR`` holds ``*.json`` files, each ``{"cases": [...]}``, and has ``compare.py``, the comparer, beside it. One
line ``{"id": …, "actual": …}`` is written to FILE for every case that we answer; the tables count by kind and by
feature.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from asl.errors import AslError
from asl.json_values import MISSING, compact
from interpreter import Execution, Failed, MachineIdentity, Stop, Succeeded, TaskRequest, run
from interpreter.backends.recorded import RecordedBackend, RecordedTask, unscheduled_states
from interpreter.behaviour import behaviour_on
from interpreter.logs import LogLevel, log_events, sync_answer
from tests.conformance.control_plane import answer_create, answer_validate
from tests.conformance.functions import Functions
from tests.conformance.objects import objects_of
from tests.conformance.state_test import answer_state_test
from tests.conformance.task_inputs import Noting, compare_inputs

ACCOUNT = "111111111111"


class NotAnswered(Exception):
    """A kind of case that cannot be run yet."""


def load_cases(directory: Path) -> Iterator[dict[str, Any]]:
    """Yield the cases of every file in a directory, in the order of file names."""
    for file in sorted(directory.rglob("*.json")):
        yield from json.loads(file.read_text(encoding="utf-8")).get("cases", [])


def load_comparer(directory: Path) -> ModuleType | None:
    """Import ``compare.py``, which lies beside the directory of cases; without it answers are written, not judged."""
    path = directory.resolve().parent / "compare.py"
    if not path.exists():
        return None
    spec = importlib.util.spec_from_file_location("conformance_compare", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def answer(case: dict[str, Any], requests: list[TaskRequest] | None = None) -> Any:
    """Return what we answer to a case; the requests of its tasks are added to ``requests``.

    Raises:
        NotAnswered: the kind, or something that the case needs, is not built yet.
    """
    match case["kind"]:
        case "create":
            return answer_create(case)
        case "validate":
            return answer_validate(case)
        case "test-state":
            return answer_state_test(case)
    if case["kind"] not in ANSWERED:
        raise NotAnswered(case["kind"])
    if any(not task["state"] for task in case["tasks"]):
        raise NotAnswered("a recorded task belongs to no state")
    try:
        execution = execute(case, requests)
    except AslError as error:
        raise NotAnswered(error.message) from error
    if case["kind"] == "execution":
        history = execution.history.to_aws()
        recorded = case["expected"]["events"]
        if recorded[-1].get("type") not in LAST_EVENTS:
            # The recording was fetched while the execution was still under way, at a time that no field tells.
            del history["events"][len(recorded) :]
        return history
    match case["kind"]:
        case "execution-logs":
            level, has_data = logging_of(case)
            return log_events(execution, level, include_execution_data=has_data)
        case "express-async":
            return log_events(execution)[-1]
        case "express-sync" if case["type"] == "STANDARD":
            message = "This operation is not supported by this type of state machine"
            return {"Error": {"Code": "StateMachineTypeNotSupported", "Message": message}}
        case "express-sync":
            return sync_answer(execution)
        case _:
            return {"output": compact(execution.output)}


LAST_EVENTS = ("ExecutionSucceeded", "ExecutionFailed", "ExecutionTimedOut", "ExecutionAborted")

ANSWERED = ("execution", "execution-output", "execution-logs", "express-async", "express-sync")


def logging_of(case: dict[str, Any]) -> tuple[LogLevel, bool]:
    """Return the log level of a case and whether data are logged; older cases tell it by their id alone."""
    configured = case["request"].get("loggingConfiguration")
    if configured:
        return configured["level"], configured["includeExecutionData"]
    level, has_data = re.search(r"_(ALL|ERROR|FATAL|OFF)_(True|False)\]", case["id"]).groups()  # type: ignore[union-attr]
    return level, has_data == "True"


def execute(case: dict[str, Any], requests: list[TaskRequest] | None = None) -> Execution:
    """Run a case's definition with its input, and stop it where the recorded execution was stopped."""
    events = case["expected"].get("events", []) if case["kind"] == "execution" else []
    if events and events[-1].get("type") == "ExecutionAborted":
        whole = start(case)
        last = list(whole.history)[min(len(events) - 1, len(whole.history)) - 1]
        return start(case, requests, Stop(last.timestamp_ms - whole.facts.start_ms))
    return start(case, requests)


def start(case: dict[str, Any], requests: list[TaskRequest] | None = None, stop: Stop | None = None) -> Execution:
    """Run a case's definition with its input, its tasks answered by what was recorded."""
    text = case["input"]
    events = case["expected"] if case["kind"] == "execution" else {"events": []}
    functions = Functions(case.get("setup"))
    recorded = RecordedBackend(
        map(read_task, case["tasks"]), unscheduled=unscheduled_states(events), children=functions
    )
    # An Express execution has no history that tasks could be read from.
    noting = Noting(functions if case["type"] == "EXPRESS" else recorded)
    try:
        return run(
            case["definition"],
            {} if text is None else json.loads(text),
            type=case["type"] or "STANDARD",
            machine=MachineIdentity("StateMachine", account=ACCOUNT),
            behaviour=behaviour_on(recorded_on(case)),
            backend=noting,
            stop=stop,
            objects=objects_of(case),
        )
    finally:
        if requests is not None:
            requests.extend(noting.requests)


def read_task(task: dict[str, Any]) -> RecordedTask:
    """Return a task of a case's replay script as a recording."""
    submitted = task.get("submitted_output")
    return RecordedTask(
        task["state"],
        read_outcome(task.get("outcome")),
        MISSING if submitted is None else submitted,
        task.get("worker"),
    )


def read_outcome(outcome: dict[str, Any] | None) -> Succeeded | Failed | None:
    """Return how a task ended; ``None`` when it was still under way."""
    if outcome is None:
        return None
    if outcome["kind"] == "succeeded":
        return Succeeded(outcome["output"])
    phase = outcome["kind"].removesuffix("_failed")
    cause = outcome.get("cause")
    return Failed(
        outcome.get("error"),
        cause if cause is None or isinstance(cause, str) else compact(cause),
        phase=phase if phase in ("start", "submit", "schedule") else "run",
        timed_out=outcome["kind"] == "timed_out",
    )


def recorded_on(case: dict[str, Any]) -> str:
    """Return the day of the recording, ``2024-03-17``: the service of that day is the one to equal."""
    day, month, year = case["source"]["recorded"].split(",")[0].split("-")
    return f"{year}-{month}-{day}"


def is_plain(case: dict[str, Any]) -> bool:
    """Tell whether a case uses JSONPath alone and no service."""
    features = set(case["features"])
    return not features & {"jsonata", "task", "service-integration", "activity", "lambda", "item-reader", "sdk"}


def is_jsonpath(case: dict[str, Any]) -> bool:
    """Tell whether a case runs in JSONPath mode without files, so that it can be run with its recorded tasks."""
    return not set(case["features"]) & {"jsonata", "item-reader", "item-batcher", "result-writer"}


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--results", type=Path, help="where to write our answers, one JSON object per line")
    parser.add_argument("--only", type=re.compile, help="cases whose id matches")
    parser.add_argument("--evidence", default="", help="cases with this evidence, for example aws-validated")
    parser.add_argument("--plain", action="store_true", help="only JSONPath cases without services")
    parser.add_argument(
        "--parameters",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="compare what tasks were given with what was recorded of it (the default)",
    )
    parser.add_argument("--verbose", action="store_true", help="print the first difference of each case")
    options = parser.parse_args(argv)
    comparer = load_comparer(options.directory)
    kinds: Counter[tuple[str, str]] = Counter()
    features: Counter[tuple[str, str]] = Counter()
    inputs: Counter[str] = Counter()
    lines = []
    for case in load_cases(options.directory):
        if options.only and not options.only.search(case["id"]):
            continue
        if (options.evidence and case["evidence"] != options.evidence) or (options.plain and not is_plain(case)):
            continue
        requests: list[TaskRequest] = []
        try:
            actual = answer(case, requests)
        except NotAnswered as reason:
            outcome, difference = "not answered", str(reason)
        else:
            lines.append(json.dumps({"id": case["id"], "actual": actual}, ensure_ascii=False))
            outcome, difference = judge(comparer, case, actual)
            if comparer is not None and options.parameters and case["kind"] == "execution":
                input_difference = compare_inputs(comparer, case, requests, inputs)
                if options.verbose and input_difference is not None:
                    print(f"TASK INPUT {case['id']}\n     {input_difference}")
        kinds[case["kind"], outcome] += 1
        for feature in case["features"]:
            features[feature, outcome] += 1
        if options.verbose and outcome != "equal":
            print(f"{outcome.upper()} {case['id']}\n     {difference}")
    if options.results:
        options.results.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    print_table("kind", kinds)
    print_table("feature", features)
    if options.parameters:
        print(f"\ntask inputs equal {inputs['equal']} of {inputs.total()}")
    return 0


def judge(comparer: ModuleType | None, case: dict[str, Any], actual: Any) -> tuple[str, str]:
    """Return ``equal`` or ``different`` with the first difference; without a comparer, ``different`` and why."""
    if comparer is None:
        return "different", "there is no compare.py beside the cases"
    compared = comparer.compare_case(case, actual)
    return ("equal", "") if compared.equal else ("different", str(compared.diff))


def print_table(title: str, counts: Counter[tuple[str, str]]) -> None:
    """Print equal, different and unanswered cases, a row a name."""
    names = sorted({name for name, _ in counts})
    print(f"\n{title:<28} {'equal':>6} {'different':>10} {'not answered':>13} {'share':>7}")
    for name in names:
        equal, different, rest = (counts[name, outcome] for outcome in ("equal", "different", "not answered"))
        total = equal + different + rest
        print(f"{name:<28} {equal:>6} {different:>10} {rest:>13} {equal / total:>7.1%}")


if __name__ == "__main__":
    sys.exit(main())
