"""Tells JSON from YAML by the name of a file, and by its first character when the name does not say."""

from __future__ import annotations

from asl.source import Format

__all__ = ["detect_format"]

_ENDINGS: tuple[tuple[str, Format], ...] = (
    (".yaml", "yaml"),
    (".yml", "yaml"),
    (".json", "json"),
    (".asl", "json"),
    (".tf", "json"),  # neither, but strings in Terraform have JSON's quotes and escapes
)


def detect_format(name: str, text: str) -> Format:
    """Return the format of a text.

    >>> detect_format("machine.asl.yaml", ""), detect_format("-", "  {}"), detect_format("-", "StartAt: A")
    ('yaml', 'json', 'yaml')
    """
    lowered = name.lower()
    for ending, written_as in _ENDINGS:
        if lowered.endswith(ending):
            return written_as
    start = text.lstrip("\ufeff \t\r\n")[:2]
    return "json" if not start or start[0] in '{["' or start in ("//", "/*") else "yaml"
