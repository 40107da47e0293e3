"""What a command is given besides its options: streams, environment, and how to show things."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TextIO, TypeAlias

from asl.errors import UsageError

from .render.colour import Paint

__all__ = ["App", "Color"]

Color: TypeAlias = Literal["auto", "always", "never"]


class App:
    """The surroundings of one call; the common options change ``color`` and ``is_debug`` while they are parsed."""

    def __init__(self, stdin: TextIO, stdout: TextIO, stderr: TextIO, environ: Mapping[str, str]) -> None:
        self.stdin = stdin
        self.stdout = stdout
        self.stderr = stderr
        self.environ = environ
        self.color: Color = "auto"
        self.is_debug = False
        self._is_stdin_read = False

    def answer(self, text: str) -> None:
        """Write to standard output: what was asked for."""
        self.stdout.write(text)

    def say(self, text: str) -> None:
        """Write to standard error: everything else."""
        self.stderr.write(text)

    def say_error(self, message: str, help: str = "") -> None:  # noqa: A002 - as in AslError
        """Write one sentence, and the next step when there is one."""
        paint = self.paint(self.stderr)
        self.say(f"asl: {paint(message, 'error')}\n")
        if help:
            self.say(f"{paint('help:', 'help')} {help}\n")

    def paint(self, stream: TextIO) -> Paint:
        """Return the colours for a stream."""
        return Paint(self.is_colored(stream))

    def is_colored(self, stream: TextIO) -> bool:
        """Tell whether to colour: the option beats NO_COLOR, that beats FORCE_COLOR, that beats the kind of stream."""
        if self.color != "auto":
            return self.color == "always"
        if self.environ.get("NO_COLOR"):
            return False
        return bool(self.environ.get("FORCE_COLOR")) or self.is_terminal(stream)

    def is_terminal(self, stream: TextIO) -> bool:
        """Tell whether somebody looks at a stream on a terminal that can move its cursor."""
        return stream.isatty() and self.environ.get("TERM") != "dumb"

    def read_stdin(self) -> str:
        """Return all of standard input.

        Raises:
            UsageError: it is not UTF-8, or was read before.
        """
        if self._is_stdin_read:
            raise UsageError("standard input was named twice", help="give one of them as a file")
        self._is_stdin_read = True
        # The bytes, where there are any: line ends and the encoding are not to depend on the machine.
        buffer = getattr(self.stdin, "buffer", None)
        if buffer is None:
            return self.stdin.read()
        try:
            return str(buffer.read(), "utf-8")
        except UnicodeDecodeError as error:
            raise UsageError(f"standard input is not UTF-8 text (byte {error.start})", help="convert it") from None
