"""Names: of states, and the labels of Distributed Map states.

Source: States Language specification, "States" (names are unique in the whole machine and at most 80 characters long);
developer guide, "Distributed Map", for labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from asl.diagnostics import Diagnostic, Label, Place
from asl.model import Owner
from asl.pointer import Pointer

from ..context import Context
from ..report import report
from ..unknown import is_unknown_text

__all__ = ["check"]

_MAX_NAME = 80
_MAX_LABEL = 40
_NOT_IN_LABEL = re.compile(r"""[\s?*<>{}\[\]:;,\\|^~$#%&`"/\x00-\x1f\x7f-\x9f]""")


def check(context: Context) -> Iterator[Diagnostic]:
    """State names are short, not empty and unique in the whole machine; labels are short, plain and unique."""
    yield from _state_names(context)
    yield from _labels(context)


def _state_names(context: Context) -> Iterator[Diagnostic]:
    homes: dict[str, Pointer] = {}
    for states, at in context.raw_flows:
        for name in states:
            here = (*at, name)
            if is_unknown_text(name):
                continue
            if len(name) > _MAX_NAME:
                yield report(
                    "ASL101",
                    f"a state name has {len(name)} characters, more than {_MAX_NAME}",
                    here,
                    part="key",
                    help="shorten the name, and put the details into Comment",
                )
            elif not name.strip():
                yield report("ASL102", "the name of a state is empty", here, part="key", help="give the state a name")
            if name in homes:
                yield report(
                    "ASL103",
                    f'there is another state named "{name}"',
                    here,
                    part="key",
                    help="names are unique in the whole machine, also across branches: rename one of the two",
                    labels=(Label(Place(homes[name], "key"), "first defined here"),),
                    aws_message=f"Duplicate State name: {name}",
                )
            homes.setdefault(name, here)


def _labels(context: Context) -> Iterator[Diagnostic]:
    homes: dict[str, Pointer] = {}
    for site in context.sites_of(Owner.MAP):
        label = site.raw.get("Label")
        if not isinstance(label, str) or is_unknown_text(label):
            continue
        here = (*site.at, "Label")
        forbidden = _NOT_IN_LABEL.search(label)
        if not label:
            yield report("ASL104", "the label is empty", here, help="give it a name, or remove it")
        elif len(label) > _MAX_LABEL:
            yield report(
                "ASL104",
                f"the label has {len(label)} characters, more than {_MAX_LABEL}",
                here,
                help="shorten the label",
            )
        elif forbidden is not None:
            yield report(
                "ASL104",
                f"a label cannot hold {forbidden[0]!r}",
                here,
                help="use letters, digits, hyphens and underscores",
            )
        elif label in homes:
            yield report(
                "ASL105",
                f'another Map state has the label "{label}"',
                here,
                help="give each Map state a label of its own",
                labels=(Label(Place(homes[label]), "first used here"),),
            )
        homes.setdefault(label, here)
