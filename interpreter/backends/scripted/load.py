"""From a mock file's text to the script for one run."""

from __future__ import annotations

from collections.abc import Iterable

from asl.source import Source

from .local_format import is_local_format, read_local_mocks
from .mocks import Mocks
from .own_format import read_own_mocks
from .text import parse_mock_text

__all__ = ["load_mocks"]


def load_mocks(
    source: Source, *, case: str | None = None, machine: str | None = None, states: Iterable[str] | None = None
) -> Mocks:
    """Return the script in a mock file of either format.

    Args:
        source: the file's text; ``source.format`` says whether it is JSON or YAML.
        case: the test case; may be left out where there is only one or none.
        machine: the state machine in a file of Step Functions Local; may be left out where there is only one.
        states: names of all the definition's states, nested ones as well; a script for others is refused.

    >>> load_mocks(Source('{"states": {"A": {"return": 1}}}')).states["A"].answers[0].outcome
    Return(output=1)

    Raises:
        MockFileError: the file is not well formed, or the case, machine or a state does not exist.
    """
    text = parse_mock_text(source)
    if is_local_format(text.value):
        mocks = read_local_mocks(text, machine=machine, case=case)
    else:
        mocks = read_own_mocks(text, case=case)
    if states is not None:
        mocks.check(states)
    return mocks
