"""The verdicts that the service gave, where the recorded cases are available."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conformance.lint import read_cases, tally

_CORPUS = Path(__file__).parents[4] / "shared" / "lint-corpus"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not _CORPUS.is_dir(), reason="the recorded definitions are not available"),
]

_SHARES = {
    "aws-recorded": (1.0, 1.0),
    "aws-reported": (1.0, 1.0),
    "real-world": (1.0, 1.0),
    "localstack": (1.0, 1.0),
    "moto": (1.0, 1.0),
    "statelint": (1.0, 1.0),
    "cfn-lint": (1.0, 1.0),
    "asl-language-service": (0.92, 1.0),
    "asl-validator": (0.93, 0.86),
}
"""For each authority the reached shares of valid definitions accepted and of invalid ones refused."""


@pytest.fixture(scope="module")
def tallies():
    return tally(case for folder in ("cases", "real-world") for case in read_cases(_CORPUS / folder))


@pytest.mark.parametrize("authority", _SHARES)
def test_shares_do_not_drop(tallies, authority):
    one = tallies[authority]
    accepted, refused = _SHARES[authority]
    wrong = [(case.id, [error.code for error in errors]) for case, errors in one.wrong]
    assert one.share_accepted >= accepted, wrong
    assert one.share_refused >= refused, wrong


def test_nothing_crashes(tallies):
    assert [case.id for one in tallies.values() for case, _ in one.crashes] == []
