"""Run every kind of recorded case that is at hand and hold the shares against ``expected.toml``.

    python tests/conformance/check.py [DIRECTORY]

DIRECTORY is where the recorded cases lie, ``../shared`` when not given. Without it there is nothing to check, which
is said and is no failure.
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
if str(HERE) in sys.path:
    # Run as a script: lint.py beside this file must not stand before the package of that name.
    sys.path.remove(str(HERE))
    sys.path.insert(0, str(HERE.parents[1]))

from tests.conformance import intrinsics as intrinsic_cases  # noqa: E402 - after the path is right
from tests.conformance import jsonata as jsonata_cases  # noqa: E402
from tests.conformance import jsonpath as jsonpath_cases  # noqa: E402
from tests.conformance import lint as lint_cases  # noqa: E402
from tests.conformance import run as run_cases  # noqa: E402


def check_runs(shared: Path, expected: dict[str, float]) -> list[str]:
    """Return the complaints about recorded runs and calls; cases that AWS has not confirmed are left out."""
    directory = shared / "conformance" / "cases"
    comparer = run_cases.load_comparer(directory)
    counts: Counter[tuple[str, bool]] = Counter()
    for case in run_cases.load_cases(directory):
        if case["evidence"] != "aws-validated" or case["kind"] not in expected:
            continue
        try:
            equal = run_cases.judge(comparer, case, run_cases.answer(case))[0] == "equal"
        except run_cases.NotAnswered:
            equal = False
        counts[case["kind"], equal] += 1
    shares = {kind: 100 * counts[kind, True] / (counts[kind, True] + counts[kind, False]) for kind in expected}
    return compare("run", shares, expected)


def check_file(main: Callable[[list[str]], int], shared: Path, expected: dict[str, float]) -> list[str]:
    """Return the complaints about files of cases that another script of this folder measures."""
    complaints = []
    for name, share in expected.items():
        print(f"\n{name}")
        if main([str(shared / name), "--at-least", str(share)]):
            complaints.append(f"{name}: fewer than {share} % agree")
    return complaints


def check_verdicts(shared: Path, expected: dict[str, list[float]]) -> list[str]:
    """Return the complaints about verdicts on definitions."""
    folders = (shared / "lint-corpus" / "cases", shared / "lint-corpus" / "real-world")
    tallies = lint_cases.tally(case for folder in folders for case in lint_cases.read_cases(folder))
    shares, wanted = {}, {}
    for authority, (accepted, refused) in expected.items():
        one = tallies[authority]
        shares[f"{authority} accepted"], wanted[f"{authority} accepted"] = 100 * one.share_accepted, accepted
        shares[f"{authority} refused"], wanted[f"{authority} refused"] = 100 * one.share_refused, refused
    return compare("verdict", shares, wanted)


def compare(what: str, shares: dict[str, float], expected: dict[str, float]) -> list[str]:
    """Print each share beside the expected one and return those that are too low."""
    print()
    complaints = []
    for name, share in shares.items():
        print(f"{what} {name:<28} {share:>7.2f} %   expected {expected[name]:.2f} %")
        if share + 0.05 < expected[name]:
            complaints.append(f"{what} {name}: {share:.2f} % is below {expected[name]:.2f} %")
    return complaints


def main(argv: list[str]) -> int:
    shared = Path(argv[0]) if argv else HERE.parents[2] / "shared"
    if not shared.is_dir():
        print(f"no recorded cases in {shared.name}/: nothing to check")
        return 0
    expected = tomllib.loads((HERE / "expected.toml").read_text(encoding="utf-8"))
    complaints = [
        *check_file(jsonpath_cases.main, shared, expected["jsonpath"]),
        *check_file(intrinsic_cases.main, shared, expected["intrinsics"]),
        *check_file(jsonata_cases.main, shared, expected["jsonata"]),
        *check_runs(shared, expected["runs"]),
        *check_verdicts(shared, expected["verdicts"]),
    ]
    for complaint in complaints:
        print(f"BELOW EXPECTATION  {complaint}", file=sys.stderr)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
