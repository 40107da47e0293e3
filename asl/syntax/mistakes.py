"""The diagnostics of the text itself, ``ASL001`` to ``ASL005`` and the limits, each made in one place.

They carry their span from the start, because text that cannot be read has no pointer to look the span up with.
"""

from __future__ import annotations

from collections import Counter

from asl.diagnostics import Diagnostic, Edit, Fix, Label, Place, Severity
from asl.json_values import MISSING, Json, Missing, kind_of
from asl.pointer import ROOT, Pointer
from asl.source import Span

from .located import Located, duplicates

__all__ = ["MAX_SAME_CODE", "Mistakes", "not_an_object", "shown"]

MAX_SAME_CODE = 100
"""Diagnostics of one code for one text. Text with more mistakes is not a definition with mistakes; the rest is read
but not reported. Each code has its own count, so that no number of warnings hides an error."""

_SHOWN_CHARS = 40


def shown(text: str) -> str:
    """Return a piece of text for a message, cut when it is long.

    >>> shown("x" * 50) == "x" * 39 + "…"
    True
    """
    return text if len(text) <= _SHOWN_CHARS else text[: _SHOWN_CHARS - 1] + "…"


class Mistakes:
    """Collects the diagnostics of one text; the only mutable thing a reader of text shares with its parts."""

    def __init__(self) -> None:
        self.found: list[Diagnostic] = []
        self._counts: Counter[str] = Counter()

    @property
    def is_full(self) -> bool:
        """Whether further mistakes of syntax go unreported."""
        return self._counts["ASL001"] >= MAX_SAME_CODE

    def _add(self, diagnostic: Diagnostic) -> None:
        self._counts[diagnostic.code] += 1
        if self._counts[diagnostic.code] <= MAX_SAME_CODE:
            self.found.append(diagnostic)

    def syntax(
        self,
        span: Span,
        message: str,
        help: str,  # noqa: A002 - as in Diagnostic
        *,
        pointer: Pointer = ROOT,
        edit: Edit | None = None,
        labels: tuple[Label, ...] = (),
    ) -> None:
        """``ASL001``: these characters are not JSON or YAML; ``edit`` is the obvious repair."""
        self._add(
            Diagnostic(
                "ASL001",
                "syntax-error",
                Severity.ERROR,
                message,
                Place(pointer),
                help,
                labels=labels,
                fix=None if edit is None else Fix(help, (edit,), is_safe=True),
                span=span,
                aws_code="INVALID_JSON_DESCRIPTION",
            )
        )

    def placeholder(self, span: Span, text: str, pointer: Pointer) -> None:
        """``ASL014``: a ``${Name}`` stands where a value belongs, to be replaced before the text is JSON."""
        self._add(
            Diagnostic(
                "ASL014",
                "unresolved-substitution",
                Severity.WARNING,
                f"{shown(text)} is not replaced, so the text is not JSON yet",
                Place(pointer),
                "give the substitution a value before the definition is used",
                span=span,
            )
        )

    def too_large(self, size: int, limit: int) -> None:
        """``ASL012``: the text is longer than the caller wants read."""
        self._add(
            Diagnostic(
                "ASL012",
                "definition-too-large",
                Severity.ERROR,
                f"the text has {size:,} characters, and no more than {limit:,} are read",
                Place(),
                "split the definition into several state machines",
                span=Span(0, 0),
            )
        )

    def too_deep(self, span: Span, limit: int, pointer: Pointer = ROOT) -> None:
        """``ASL013``: reported once for a text, at the first bracket that is one too deep."""
        if self._counts["ASL013"]:
            return
        self._add(
            Diagnostic(
                "ASL013",
                "too-deeply-nested",
                Severity.ERROR,
                f"values are nested deeper than {limit} levels",
                Place(pointer),
                "move the inner part into a state machine of its own",
                span=span,
                aws_code="TOO_DEEPLY_NESTED",
            )
        )

    def yaml_boolean(self, span: Span, text: str, pointer: Pointer) -> None:
        """``ASL004``: a plain ``Yes`` or ``off`` is a string here and a boolean to older loaders."""
        self._add(
            Diagnostic(
                "ASL004",
                "yaml-boolean-name",
                Severity.WARNING,
                f"{shown(text)} without quotes is a string here and a boolean to YAML 1.1 tools",
                Place(pointer),
                f'write "{text}" in quotes, or true or false',
                span=span,
            )
        )

    def yaml_unsupported(
        self,
        span: Span,
        message: str,
        help: str,  # noqa: A002 - as in Diagnostic
        *,
        pointer: Pointer = ROOT,
        is_error: bool = False,
    ) -> None:
        """``ASL005``: a part of YAML that JSON has no form for, or that deployment tools do not resolve."""
        severity = Severity.ERROR if is_error else Severity.WARNING
        self._add(
            Diagnostic("ASL005", "yaml-unsupported", severity, message, Place(pointer), help, span=span),
        )

    def duplicate_keys(self, root: Located) -> None:
        """``ASL003``: the same key twice in one object; readers of JSON keep the last one and say nothing."""
        for pointer, first, second in duplicates(root):
            self._add(
                Diagnostic(
                    "ASL003",
                    "duplicate-key",
                    Severity.ERROR,
                    f'"{shown(second.key)}" is given twice in the same object, and only the last one counts',
                    Place(pointer, "key"),
                    "remove or rename one of the two",
                    labels=(Label(Place(pointer, "key"), "first defined here", first.key_span),),
                    span=second.key_span,
                )
            )


def not_an_object(value: Json | Missing, span: Span) -> Diagnostic:
    """``ASL002``: a state machine definition is one object."""
    if value is MISSING or value is None:
        message = "the definition is null" if value is None else "the text is empty"
    else:
        kind = kind_of(value)
        message = f"the definition is {'an' if kind == 'array' else 'a'} {kind}, not an object"
    return Diagnostic(
        "ASL002",
        "not-an-object",
        Severity.ERROR,
        message,
        Place(),
        'write an object with the members "StartAt" and "States"',
        span=span,
        aws_code="SCHEMA_VALIDATION_FAILED",
        aws_message="Definition must be a valid JSON object",
    )
