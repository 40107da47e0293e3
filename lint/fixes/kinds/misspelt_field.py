"""A field in other letter case, or with a letter too many, gets the name that was meant."""

from __future__ import annotations

from asl.diagnostics import Diagnostic, Fix
from asl.model import OPERATORS, Owner, fields_of
from asl.pointer import Pointer
from asl.validator.report import closest

from ...context import Context
from ..editor import Editor

__all__ = ["CODES", "fix"]

CODES = ("ASL006", "ASL007", "ASL008")


def fix(context: Context, diagnostic: Diagnostic, editor: Editor) -> Fix | None:
    """Rename the field where only one name can be meant."""
    at = diagnostic.place.pointer
    if at in context.state_by_place:
        return _type_of(context, at, editor)
    if not at or not isinstance(at[-1], str):
        return None
    sites = context.sites_by_place.get(at[:-1], ())
    if len(sites) == 1:
        site = sites[0]
        rules = (Owner.CHOICE_RULE, Owner.NESTED_RULE)
        known = [*fields_of(site.owner, site.language), *(OPERATORS if site.owner in rules else ())]
    elif at[:-1] in context.state_by_place:
        known = ["Type"]
    else:
        return None
    return _renamed(editor, at, closest(at[-1], known))


def _type_of(context: Context, at: Pointer, editor: Editor) -> Fix | None:
    """Mend a state whose ``Type`` is missing because its name is misspelt."""
    raw = context.state_by_place[at][1].raw
    if not isinstance(raw, dict) or "Type" in raw:
        return None
    meant = [key for key in raw if closest(key, ["Type"])]
    return _renamed(editor, (*at, meant[0]), "Type") if len(meant) == 1 else None


def _renamed(editor: Editor, at: Pointer, name: str) -> Fix | None:
    edit = editor.rename_key(at, name) if name else None
    return None if edit is None else Fix(f'rename "{at[-1]}" to "{name}"', (edit,), is_safe=True)
