"""Texts in which a bar marks the cursor."""

from __future__ import annotations

from asl.lsp.analysis import Analysis, OpenDefinition
from asl.source import Source

__all__ = ["marked"]

BAR = "█"


def marked(text: str, name: str = "x.asl.json") -> tuple[Analysis, OpenDefinition | None, int]:
    """Return the analysis of a text without its cursor, the definition at the cursor, and the cursor's offset."""
    offset = text.index(BAR)
    text = text.replace(BAR, "", 1)
    written_as = "yaml" if name.endswith((".yaml", ".yml")) else "json"
    analysis = Analysis(Source(text, name, written_as))
    return analysis, analysis.definition_at(offset), offset
