"""The command without a process: arguments and streams in, exit status out.

Everything that can go wrong ends here as one sentence on standard error; a traceback is shown only with ``--debug``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TextIO

from .exit_codes import CANNOT, CLOSED_PIPE, INTERRUPTED, USAGE, YES
from .front_page import front_page, version_line

if TYPE_CHECKING:
    from .application import App

__all__ = ["main"]


def main(
    argv: Sequence[str],
    stdin: TextIO,
    stdout: TextIO,
    stderr: TextIO,
    *,
    environ: Mapping[str, str] | None = None,
) -> int:
    """Run the command and return its exit status; raises nothing.

    ``environ`` is asked for NO_COLOR, FORCE_COLOR and TERM only; no variable changes a result.
    """
    try:
        # Answered here, because click alone takes most of the time that --help may take.
        match list(argv):
            case ["--help"] | ["-h"]:
                stdout.write(front_page())
                return YES
            case ["--version"]:
                stdout.write(version_line())
                return YES
            case []:
                stderr.write(front_page())
                return USAGE
        return _run(argv, stdin, stdout, stderr, environ or {})
    except BrokenPipeError:
        return CLOSED_PIPE
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(argv: Sequence[str], stdin: TextIO, stdout: TextIO, stderr: TextIO, environ: Mapping[str, str]) -> int:
    import click

    from asl.errors import AslError, UsageError

    from .application import App
    from .verbs import VERBS

    app = App(stdin, stdout, stderr, environ)
    try:
        # Not VERBS.main(): it writes to sys.stderr, and exits when a pipe is closed.
        with VERBS.make_context("asl", list(argv), obj=app) as context:
            status = VERBS.invoke(context)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.UsageError as error:
        called = error.ctx.command_path if error.ctx is not None else "asl"
        app.say_error(_sentence(error.format_message()), f"see `{called} --help`")
        return USAGE
    except UsageError as error:
        return _fail(app, error, error.message, error.help, USAGE)
    except AslError as error:
        return _fail(app, error, error.message, error.help, CANNOT)
    except BrokenPipeError:
        raise
    except OSError as error:
        name = f"{error.filename}: " if error.filename else ""
        return _fail(app, error, f"{name}{error.strerror or error}", "", CANNOT)
    except Exception as error:  # noqa: BLE001 - the last resort, which says so
        message = f"internal error: {type(error).__name__}: {error}"
        return _fail(app, error, message, "report this with the definition; --debug shows where it happened", CANNOT)
    assert isinstance(status, int), "every verb returns its status"
    return status


def _fail(app: App, error: Exception, message: str, help: str, status: int) -> int:  # noqa: A002 - as in AslError
    if app.is_debug:
        import traceback

        app.say("".join(traceback.format_exception(error)))
    app.say_error(message, help)
    return status


def _sentence(text: str) -> str:
    """Return click's message the way all other messages look: lower case, without a full stop.

    >>> _sentence("Missing argument 'FILE...'.")
    "missing argument 'FILE...'"
    """
    return text[:1].lower() + text[1:].removesuffix(".")
