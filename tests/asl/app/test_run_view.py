"""The run view and its forms: every event finds its state, and nothing grows with the number of items."""

import io
import json

import pytest
from rich.console import Console

from asl.app.render.colour import Paint
from asl.app.views.lines import LinePrinter
from asl.app.views.live import make_table
from asl.app.views.run_view import SHOWN_VISITS, RunView, fold_events
from asl.app.views.visits import VisitStatus
from interpreter import SendTaskFailure, Watcher, redrive, run


def task(**more):
    return {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", **more}


def fail(error="Bad", cause="too bad"):
    return {"Type": "Fail", "Error": error, "Cause": cause}


def flow(**states):
    return {"StartAt": next(iter(states)), "States": states}


def watched(machine, input_=None):
    """Run a machine and return the execution, the view, and the plain lines without their times."""
    lines = []
    printer = LinePrinter(0, Paint(is_on=False))

    def tell(happening):
        line = printer.line(happening)
        if line:
            lines.append(line.split("  ", 1)[1].rstrip("\n"))

    view = RunView(tell)
    execution = run(machine, {} if input_ is None else input_, watcher=Watcher(view.add, view.add_status))
    again = fold_events(execution.history)
    assert list(again.rows) == list(view.rows), "a finished history folds to the same view"
    assert [row.counts for row in again.rows.values()] == [row.counts for row in view.rows.values()]
    assert all(row.counts[VisitStatus.RUNNING] == 0 for row in view.rows.values())
    assert sum(row.visits for row in view.rows.values()) == sum(sum(row.counts.values()) for row in view.rows.values())
    return execution, view, lines


def statuses(view):
    return {name: row.status.value for name, row in view.rows.items()}


def test_branches_are_told_apart():
    machine = flow(
        Both={
            "Type": "Parallel",
            "Branches": [
                flow(A={"Type": "Wait", "Seconds": 2, "Next": "B"}, B={"Type": "Pass", "End": True}),
                flow(C={"Type": "Wait", "Seconds": 1, "Next": "D"}, D={"Type": "Succeed"}),
            ],
            "Next": "Last",
        },
        Last={"Type": "Pass", "End": True},
    )
    _, view, lines = watched(machine)
    assert lines == [
        "Both: entered",
        "Both / A: entered",
        "Both / C: entered",
        "Both / C: succeeded",
        "Both / D: succeeded",
        "Both / A: succeeded",
        "Both / B: succeeded",
        "Both: succeeded",
        "Last: succeeded",
    ]
    assert [row.depth for row in view.rows.values()] == [0, 1, 1, 1, 1, 0]


def test_a_failing_branch_ends_the_others():
    inner = {
        "Type": "Parallel",
        "Branches": [flow(T={"Type": "Wait", "Seconds": 3, "Next": "F"}, F=fail())],
        "End": True,
    }
    machine = flow(
        Both={
            "Type": "Parallel",
            "Branches": [flow(Slow={"Type": "Wait", "Seconds": 9, "End": True}), flow(In=inner)],
            "End": True,
        }
    )
    _, view, _ = watched(machine)
    assert statuses(view) == {"Both": "failed", "Slow": "aborted", "In": "failed", "T": "succeeded", "F": "failed"}
    assert view.failed is not None
    assert view.failed.label == "Both / In / F"
    assert (view.failed.error, view.failed.cause) == ("Bad", "too bad")


def test_a_redrive_takes_up_what_was_cut_off():
    work = task(Resource="arn:aws:states:us-east-1:123456789012:activity:a", End=True)
    machine = flow(
        Both={
            "Type": "Parallel",
            "Branches": [flow(Slow={"Type": "Wait", "Seconds": 9, "End": True}), flow(Work=work)],
            "Next": "Last",
        },
        Last={"Type": "Pass", "End": True},
    )
    view = RunView()
    failed = run(machine, {}, watcher=Watcher(view.add), workers={"Work": lambda _task: SendTaskFailure("Bad")})
    assert statuses(view) == {"Both": "failed", "Slow": "aborted", "Work": "failed"}
    execution = redrive(failed, watcher=Watcher(view.add))
    expected = {"Both": "succeeded", "Slow": "succeeded", "Work": "succeeded", "Last": "succeeded"}
    assert statuses(view) == statuses(fold_events(execution.history)) == expected
    assert (view.failed, view.rows["Work"].attempts, view.rows["Work"].visits) == (None, 2, 1)


def test_a_caught_failure_and_what_comes_after():
    machine = flow(
        Both={
            "Type": "Parallel",
            "Branches": [flow(F=fail())],
            "Retry": [{"ErrorEquals": ["Bad"], "MaxAttempts": 2, "IntervalSeconds": 1}],
            "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Last"}],
            "End": True,
        },
        Last={"Type": "Pass", "End": True},
    )
    execution, view, lines = watched(machine)
    assert execution.status.value == "SUCCEEDED"
    assert statuses(view) == {"Both": "caught", "F": "failed", "Last": "succeeded"}
    assert (view.rows["Both"].attempts, view.rows["F"].visits) == (3, 3)
    assert view.failed is None
    assert "Both: failed and was caught" in lines
    assert lines.count("Both / F: failed") == 3


def test_iterations_are_shown_first_and_then_counted():
    machine = flow(
        Each={
            "Type": "Map",
            "ItemProcessor": flow(
                Work=task(End=True, Parameters={"QueueUrl": "https://q", "MessageBody": "x"}, ResultPath=None)
            ),
            "End": True,
        }
    )
    for count in (2, 1000):
        _, view, lines = watched(machine, list(range(count)))
        assert view.rows["Work"].counts[VisitStatus.SUCCEEDED] == count
        assert (view.rows["Each"].items, view.rows["Each"].items_done) == (count, count)
        assert len(lines) < 12
    assert lines[:2] == ["Each: entered", "Each: 1,000 items, the first 3 are shown"]
    assert "Each[2] / Work: succeeded" in lines
    assert "Each[3]" not in " ".join(lines)


def test_a_failing_iteration_is_told_even_when_it_is_not_shown():
    work = {
        "Type": "Choice",
        "Choices": [{"Variable": "$", "NumericEquals": 7, "Next": "F"}],
        "Default": "Good",
    }
    machine = flow(
        Each={"Type": "Map", "ItemProcessor": flow(Work=work, F=fail(), Good={"Type": "Succeed"}), "End": True}
    )
    _, view, lines = watched(machine, list(range(10)))
    assert "Each: iteration 7 failed" in lines
    assert view.failed is not None
    assert view.failed.label == "Each[7] / F"


def test_a_loop_stops_being_told():
    machine = flow(
        Nap={"Type": "Wait", "Seconds": 60, "Next": "More"},
        More={"Type": "Choice", "Choices": [{"Variable": "$.n", "IsPresent": True, "Next": "Nap"}], "Default": "Done"},
        Done={"Type": "Succeed"},
    )
    _, view, lines = watched(machine, {"n": 1})
    assert view.rows["Nap"].visits > 5000
    assert lines.count("Nap: entered") == SHOWN_VISITS
    assert lines.count("Nap: later visits are only counted") == 1
    assert len(lines) < 4 * SHOWN_VISITS


def test_resources_and_attempts_of_child_executions(check_command):
    machine = flow(
        Each={
            "Type": "Map",
            "ItemProcessor": {
                "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                **flow(
                    Make={
                        "Type": "Task",
                        "Resource": "arn:aws:states:::aws-sdk:s3:createBucket",
                        "Parameters": {"Bucket": "b"},
                        "ResultPath": None,
                        "End": True,
                    }
                ),
            },
            "End": True,
        }
    )
    argv = ["run", "-", "--input", json.dumps(list(range(50)))]
    told = json.loads(check_command([*argv, "--json"], stdin=json.dumps(machine), status=0).stdout)
    by_name = {state["name"]: state for state in told["states"]}
    if "Make" not in by_name:
        pytest.skip("Map Runs do not keep their child executions yet")
    assert by_name["Make"]["visits"] == 50
    assert len(told["resources"]) == 50
    shown = check_command(argv, stdin=json.dumps(machine), status=0).stderr
    assert "and 47 more" in shown


@pytest.mark.parametrize("width", [40, 80, 200])
def test_the_picture_fits_the_terminal(width):
    states = {f"State number {number}": {"Type": "Pass", "Next": f"State number {number + 1}"} for number in range(50)}
    machine = flow(**states, **{"State number 50": {"Type": "Succeed"}})
    _, view, _ = watched(machine)
    console = Console(width=width, height=24, record=True, force_terminal=True, file=io.StringIO())
    console.print(make_table(list(view.rows.values()), 0, width, 20))
    lines = console.export_text().splitlines()
    assert len(lines) == 21
    assert all(len(line) <= width for line in lines)
    assert "… 32" in lines[1]
