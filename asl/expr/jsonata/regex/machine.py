"""A backtracking matcher that counts its steps.

The tree becomes a list of instructions; a run keeps the choices that are still open on a list of its own, so neither
the length of a text nor the depth of a pattern uses Python's stack. A pattern that tries too many ways ends in an
error, always the same, instead of running on. Source: ECMA-262, "Pattern Semantics".
"""

from __future__ import annotations

from enum import IntEnum
from typing import Any, Final, assert_never

from ..values import JsonataError
from .charset import LINE_END, WORD, CharSet, canonical
from .syntax import Alternatives, Assertion, BackReference, Group, Look, Node, Repeat, Sequence_, Single

__all__ = ["MAX_STEPS", "Program", "build_program", "run_program"]

MAX_STEPS: Final = 1_000_000
"""How many instructions one search may take."""

Program = list[tuple[Any, ...]]
Captures = tuple[int, ...]
"""Start and end of each group, -1 when it did not match; the whole match is group 0."""

_UNLIMITED: Final = 1 << 60
_WORD_SET: Final = CharSet(WORD)


class _Op(IntEnum):
    ONE = 0  # (set, is_back)
    RUN = 1  # (set, least, most, is_greedy, is_back)
    SPLIT = 2  # (first, second)
    JUMP = 3  # (target,)
    SAVE = 4  # (slot,)
    INIT = 5  # (counter,)
    LOOP = 6  # (counter, least, most, is_greedy, exit, first slot, last slot)
    ASSERT = 7  # (kind,)
    LOOK = 8  # (program, is_negated)
    BACK = 9  # (group, is_back)
    DONE = 10


def build_program(node: Node, groups: int, *, folds: bool, is_multiline: bool) -> Program:
    """Return the instructions of a tree."""
    builder = _Builder(groups, folds=folds, is_multiline=is_multiline)
    builder.add(node, is_back=False)
    return [*builder.program, (_Op.DONE,)]


class _Builder:
    def __init__(self, groups: int, *, folds: bool, is_multiline: bool) -> None:
        self.program: Program = []
        self._groups = groups
        self._folds = folds
        self._is_multiline = is_multiline
        self._counters = 0

    def add(self, node: Node, *, is_back: bool) -> None:
        match node:
            case Single(accepted):
                self.program.append((_Op.ONE, accepted, is_back))
            case Sequence_(parts):
                for part in reversed(parts) if is_back else parts:
                    self.add(part, is_back=is_back)
            case Alternatives(options):
                self._alternatives(options, is_back)
            case Group(number, body):
                first, second = (2 * number + 1, 2 * number) if is_back else (2 * number, 2 * number + 1)
                self.program.append((_Op.SAVE, first))
                self.add(body, is_back=is_back)
                self.program.append((_Op.SAVE, second))
            case Repeat():
                self._repeat(node, is_back)
            case Assertion(kind):
                self.program.append((_Op.ASSERT, kind + ("m" if self._is_multiline and kind in "^$" else "")))
            case Look(body, is_behind, is_negated):
                inner = _Builder(self._groups, folds=self._folds, is_multiline=self._is_multiline)
                inner.add(body, is_back=is_behind)
                self.program.append((_Op.LOOK, [*inner.program, (_Op.DONE,)], is_negated))
            case BackReference(number):
                self.program.append((_Op.BACK, number, is_back, self._folds))
            case _:
                assert_never(node)

    def _alternatives(self, options: tuple[Node, ...], is_back: bool) -> None:
        jumps = []
        for option in options[:-1]:
            split = len(self.program)
            self.program.append(())
            self.add(option, is_back=is_back)
            jumps.append(len(self.program))
            self.program.append(())
            self.program[split] = (_Op.SPLIT, split + 1, len(self.program))
        self.add(options[-1], is_back=is_back)
        for jump in jumps:
            self.program[jump] = (_Op.JUMP, len(self.program))

    def _repeat(self, node: Repeat, is_back: bool) -> None:
        most = _UNLIMITED if node.most is None else node.most
        if isinstance(node.body, Single):
            self.program.append((_Op.RUN, node.body.accepted, node.least, most, node.is_greedy, is_back))
            return
        counter = self._counters
        self._counters += 1
        self.program.append((_Op.INIT, counter))
        loop = len(self.program)
        self.program.append(())
        self.add(node.body, is_back=is_back)
        self.program.append((_Op.JUMP, loop))
        slots = 2 * node.first, 2 * node.last
        self.program[loop] = (_Op.LOOP, counter, node.least, most, node.is_greedy, len(self.program), *slots)


class Budget:
    """The steps that a search has left."""

    __slots__ = ("left",)

    def __init__(self) -> None:
        self.left = MAX_STEPS

    def spend(self, steps: int) -> None:
        """Use up steps.

        Raises:
            JsonataError: U1001, there are not so many.
        """
        self.left -= steps
        if self.left < 0:
            raise JsonataError("U1001", "The regular expression takes too long: it tries too many ways to match")


def run_program(program: Program, text: str, start: int, captures: Captures, budget: Budget) -> Captures | None:
    """Return the captures of a match that begins at ``start``, None when there is none."""
    end = len(text)
    at, pc, counters = start, 0, dict[int, tuple[int, int]]()
    # Each open choice is a place to go on from; one with a step stands for a row of places.
    choices: list[tuple[int, int, Captures, dict[int, tuple[int, int]], int, int]] = []
    while True:
        instruction = program[pc]
        op = instruction[0]
        budget.spend(1)
        ok = True
        if op == _Op.ONE:
            if instruction[2]:
                ok = at > 0 and text[at - 1] in instruction[1]
                at -= 1
            else:
                ok = at < end and text[at] in instruction[1]
                at += 1
            pc += 1
        elif op == _Op.RUN:
            _, accepted, least, most, is_greedy, is_back = instruction
            step = -1 if is_back else 1
            reach = _reach(text, at, accepted, most, is_back)
            budget.spend(reach >> 3)
            ok = reach >= least
            pc += 1
            if ok and is_greedy:
                if reach > least:
                    choices.append((pc, at + step * (reach - 1), captures, counters, -step, at + step * least))
                at += step * reach
            elif ok:
                if reach > least:
                    choices.append((pc, at + step * (least + 1), captures, counters, step, at + step * reach))
                at += step * least
        elif op == _Op.SPLIT:
            choices.append((instruction[2], at, captures, counters, 0, at))
            pc = instruction[1]
        elif op == _Op.JUMP:
            pc = instruction[1]
        elif op == _Op.SAVE:
            slot = instruction[1]
            captures = (*captures[:slot], at, *captures[slot + 1 :])
            pc += 1
        elif op == _Op.INIT:
            counters = {**counters, instruction[1]: (0, -1)}
            pc += 1
        elif op == _Op.LOOP:
            _, counter, least, most, is_greedy, exit_, first, last = instruction
            count, before = counters[counter]
            if count > least and before == at:
                ok = False  # A turn that matched nothing, and was not asked for, leads nowhere.
            else:
                # The groups inside forget what they matched in the turn before.
                fresh = (*captures[:first], *(-1,) * (last - first), *captures[last:])
                turn = {**counters, counter: (count + 1, at)}
                if count < least:
                    pc, captures, counters = pc + 1, fresh, turn
                elif count >= most:
                    pc = exit_
                elif is_greedy:
                    choices.append((exit_, at, captures, counters, 0, at))
                    pc, captures, counters = pc + 1, fresh, turn
                else:
                    choices.append((pc + 1, at, fresh, turn, 0, at))
                    pc = exit_
        elif op == _Op.ASSERT:
            ok = _holds(instruction[1], text, at)
            pc += 1
        elif op == _Op.LOOK:
            found = run_program(instruction[1], text, at, captures, budget)
            ok = (found is None) is instruction[2]
            if found is not None and not instruction[2]:
                captures = found
            pc += 1
        elif op == _Op.BACK:
            moved = _repeat_group(text, at, captures, instruction)
            ok = moved >= 0
            at = moved
            pc += 1
        else:
            return (start, at, *captures[2:])
        if not ok:
            if not choices:
                return None
            pc, at, captures, counters, step, limit = choices.pop()
            if step and at != limit:
                choices.append((pc, at + step, captures, counters, step, limit))


def _reach(text: str, at: int, accepted: CharSet, most: int, is_back: bool) -> int:
    """Return how many characters from ``at`` on are in a set, ``most`` at most."""
    count, available = 0, min(most, at if is_back else len(text) - at)
    if is_back:
        while count < available and text[at - count - 1] in accepted:
            count += 1
    else:
        while count < available and text[at + count] in accepted:
            count += 1
    return count


def _holds(kind: str, text: str, at: int) -> bool:
    match kind:
        case "^":
            return at == 0
        case "$":
            return at == len(text)
        case "^m":
            return at == 0 or text[at - 1] in LINE_END
        case "$m":
            return at == len(text) or text[at] in LINE_END
        case _:
            before = at > 0 and text[at - 1] in _WORD_SET
            after = at < len(text) and text[at] in _WORD_SET
            return (before is not after) is (kind == "b")


def _repeat_group(text: str, at: int, captures: Captures, instruction: tuple[Any, ...]) -> int:
    """Return where a text that repeats a group ends, -1 when it does not."""
    _, group, is_back, folds = instruction
    first, last = captures[2 * group], captures[2 * group + 1]
    if first < 0 or last < 0:
        return at
    length = last - first
    start = at - length if is_back else at
    if start < 0 or start + length > len(text):
        return -1
    piece, wanted = text[start : start + length], text[first:last]
    if piece != wanted and not (folds and list(map(canonical, piece)) == list(map(canonical, wanted))):
        return -1
    return start if is_back else at + length
