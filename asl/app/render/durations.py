"""Virtual time for people."""

from __future__ import annotations

__all__ = ["duration_text"]


def duration_text(span_ms: int) -> str:
    """Return hours, minutes and seconds; milliseconds only when there are any.

    >>> duration_text(205_000), duration_text(1_250), duration_text(366 * 86_400_000)
    ('00:03:25', '00:00:01.250', '8784:00:00')
    """
    seconds, ms = divmod(span_ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    text = f"{hours:02}:{minutes:02}:{seconds:02}"
    return f"{text}.{ms:03}" if ms else text
