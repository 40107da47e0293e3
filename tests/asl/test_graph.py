"""The control-flow graph: edges with their reasons, reachability, loops."""

from __future__ import annotations

from asl.graph import Reason, build_graph, ends_flow
from asl.model import read_state_machine

_TASK = {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:f"}


def _graph(start="A", **states):
    return build_graph(read_state_machine({"StartAt": start, "States": states}))


def test_edges_say_why_and_where():
    graph = _graph(
        A={**_TASK, "Next": "B", "Catch": [{"ErrorEquals": ["X"], "Next": "C"}, {"ErrorEquals": ["Y"], "Next": "B"}]},
        B={
            "Type": "Choice",
            "Choices": [
                {"Variable": "$.a", "IsNull": True, "Next": "C"},
                {"Variable": "$.b", "IsNull": True, "Next": "A"},
            ],
            "Default": "C",
        },
        C={"Type": "Succeed"},
    )
    assert [(e.source, e.target, e.reason, e.index, e.at) for e in graph.edges] == [
        ("", "A", Reason.START_AT, 0, ("StartAt",)),
        ("A", "B", Reason.NEXT, 0, ("States", "A", "Next")),
        ("A", "C", Reason.CATCH, 0, ("States", "A", "Catch", 0, "Next")),
        ("A", "B", Reason.CATCH, 1, ("States", "A", "Catch", 1, "Next")),
        ("B", "C", Reason.CHOICE, 0, ("States", "B", "Choices", 0, "Next")),
        ("B", "A", Reason.CHOICE, 1, ("States", "B", "Choices", 1, "Next")),
        ("B", "C", Reason.DEFAULT, 0, ("States", "B", "Default")),
    ]
    assert [str(e) for e in graph.edges[:3]] == ["(start) -> A (StartAt)", "A -> B (Next)", "A -> C (Catch[0])"]
    assert graph.successors == {"A": ("B", "C"), "B": ("C", "A"), "C": ()}
    assert graph.predecessors == {"A": ("B",), "B": ("A",), "C": ("A", "B")}
    assert graph.ends == {"C"}
    assert graph.loops == (("A", "B"),)
    assert graph.dangling == ()


def test_reachable_and_can_end():
    graph = _graph(
        A={"Type": "Choice", "Choices": [{"Variable": "$", "IsNull": True, "Next": "B"}], "Default": "C"},
        B={"Type": "Pass", "End": True},
        C={"Type": "Pass", "Next": "D"},
        D={"Type": "Pass", "Next": "C"},
        E={"Type": "Pass", "Next": "B"},
    )
    assert graph.reachable == {"A", "B", "C", "D"}
    assert graph.reachable_from(["E", "nowhere"]) == {"E", "B"}
    assert graph.can_end == {"A", "B", "E"}
    assert graph.loops == (("C", "D"),)


def test_dangling_edges_lead_nowhere():
    graph = _graph("Z", A={"Type": "Pass", "Next": "Y"})
    assert [edge.target for edge in graph.dangling] == ["Z", "Y"]
    assert graph.reachable == frozenset()
    assert graph.successors == {"A": ()}


def test_state_that_leads_to_itself_is_a_loop():
    graph = _graph(A={"Type": "Pass", "Next": "A"}, B={"Type": "Pass", "Next": "C"}, C={"Type": "Succeed"})
    assert graph.loops == (("A",),)


def test_two_loops_that_share_a_state_are_one():
    graph = _graph(
        A={"Type": "Choice", "Choices": [{"Variable": "$", "IsNull": True, "Next": "B"}], "Default": "C"},
        B={"Type": "Pass", "Next": "A"},
        C={"Type": "Choice", "Choices": [{"Variable": "$", "IsNull": True, "Next": "A"}], "Default": "D"},
        D={"Type": "Succeed"},
    )
    assert graph.loops == (("A", "B", "C"),)


def test_state_of_unknown_type_still_leads_on():
    graph = _graph(
        A={"Type": "Tusk", "Next": "B", "Catch": [{"Next": "C"}, "?"], "Choices": 3},
        B={"Type": "Choise", "Choices": [{"Next": "D"}, {}], "Default": "A"},
        C={"End": True},
        D=7,
    )
    assert graph.reachable == {"A", "B", "C", "D"}
    assert graph.ends == {"C"}


def test_ends_flow():
    machine = read_state_machine(
        {
            "States": {
                "no": {"Type": "Pass", "End": False},
                "yes": {"Type": "Wait", "End": True},
                "choice": {"Type": "Choice", "End": True},
                "fail": {"Type": "Fail"},
            }
        }
    )
    assert [ends_flow(state) for state in machine.states.values()] == [False, True, False, True]


def test_a_long_chain_does_not_recurse():
    count = 20_000
    states = {f"S{i}": {"Type": "Pass", "Next": f"S{(i + 1) % count}"} for i in range(count)}
    graph = _graph("S0", **states)
    assert len(graph.reachable) == count
    assert [len(loop) for loop in graph.loops] == [count]
    assert graph.can_end == frozenset()
