"""One change to a definition, and the lines of the printed text that it changes."""

from __future__ import annotations

import copy
import json
import random  # noqa: TID251 - seeded, so that every measurement can be repeated
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from asl.pointer import Pointer

__all__ = ["Edit", "apply_edit", "changed_lines", "print_definition", "typo"]


@dataclass(frozen=True)
class Edit:
    """``set`` the value at a place, ``add`` a member there, ``rename`` its key to ``value``, or ``remove`` it."""

    action: Literal["set", "add", "rename", "remove"]
    at: Pointer
    value: Any = None


def apply_edit(definition: Any, edit: Edit) -> Any:
    """Return a copy of a definition with the change in it; members keep their order."""
    changed = copy.deepcopy(definition)
    owner = changed
    for step in edit.at[:-1]:
        owner = owner[step]
    key = edit.at[-1]
    match edit.action:
        case "set" | "add":
            owner[key] = edit.value
        case "remove":
            del owner[key]
        case "rename":
            members = [(edit.value if name == key else name, value) for name, value in owner.items()]
            owner.clear()
            owner.update(members)
    return changed


def print_definition(definition: Any) -> str:
    return json.dumps(definition, indent=2, ensure_ascii=False)


def changed_lines(before: str, after: str, edit: Edit, definition: Any) -> frozenset[int]:
    """Return the numbers, from 1, of the lines that a reader would call changed.

    Where something was taken away there is no such line: then it is the first line of the object that lacks it, and
    the lines that close up.
    """
    found: set[int] = set()
    matcher = SequenceMatcher(None, before.splitlines(), after.splitlines(), autojunk=False)
    for kind, _, _, start, end in matcher.get_opcodes():
        if kind in ("replace", "insert"):
            found.update(range(start + 1, end + 1))
        elif kind == "delete":
            found.update((start, start + 1))
    if edit.action == "remove":
        found.add(line_of(apply_edit(definition, edit), edit.at[:-1]))
    return frozenset(found)


def line_of(definition: Any, at: Pointer) -> int:
    """Return the line on which the value at a place begins."""
    mark = "\ufffd"
    marked = apply_edit(definition, Edit("set", at, mark)) if at else mark
    return print_definition(marked).split(f'"{mark}"')[0].count("\n") + 1


def typo(word: str, rng: random.Random) -> str:
    """Return a word with one slip of the finger: a letter left out, doubled, swapped with the next, or replaced."""
    while True:
        index = rng.randrange(1, len(word)) if len(word) > 1 else 0
        match rng.choice(("drop", "double", "swap", "other")):
            case "drop" if len(word) > 2:
                slip = word[:index] + word[index + 1 :]
            case "double":
                slip = word[:index] + word[index] + word[index:]
            case "swap" if index + 1 < len(word):
                slip = word[:index] + word[index + 1] + word[index] + word[index + 2 :]
            case _:
                slip = word[:index] + rng.choice("abcdefghijklmnopqrstuvwxyz") + word[index + 1 :]
        if slip != word:
            return slip
