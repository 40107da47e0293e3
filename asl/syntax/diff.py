"""A unified diff of a text and what it would become."""

from __future__ import annotations

from difflib import unified_diff as difflib_unified_diff

from asl.source import Source

__all__ = ["unified_diff"]


def unified_diff(source: Source, new_text: str) -> str:
    r"""Return the change as ``diff -u`` and ``git apply`` write and read it; empty when nothing changes.

    >>> print(unified_diff(Source("a\nb", name="x"), "a\nc\n"), end="")
    --- x
    +++ x
    @@ -1,2 +1,2 @@
     a
    -b
    \ No newline at end of file
    +c
    """
    if source.text == new_text:
        return ""
    # Only a line feed ends a line here: a lone carriage return or U+2028 is part of one, as it is for git.
    lines = difflib_unified_diff(_lines(source.text), _lines(new_text), source.name, source.name)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _lines(text: str) -> list[str]:
    lines = text.split("\n")
    last = lines.pop()
    return [f"{line}\n" for line in lines] + ([last] if last else [])
