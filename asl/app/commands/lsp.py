"""``asl lsp``: a language server on standard input and output, for editors to start."""

from __future__ import annotations

import os

from asl.errors import UsageError

from ..application import App
from ..discovery import project_reader
from ..exit_codes import YES
from ..verbs import option, verb

__all__ = ["COMMAND"]


@verb(
    synopsis=("asl lsp [--stdio]",),
    description="""
    Speaks the Language Server Protocol on standard input and output. Editors start it: it shows mistakes while a
    definition is written, explains fields and functions, offers what can stand at the cursor, finds and renames
    states, applies fixes, and formats. Definitions inside SAM, CloudFormation, Terraform and Serverless files are
    served in their place.

    It needs the extra `lsp`: `uv tool install 'asl-toolkit[lsp,yaml]'`.
    """,
    examples=(
        ("asl lsp", "What an editor is told to start; see docs/editors.md."),
        ("asl lsp --stdio", "The same, for an editor that names the transport."),
    ),
    exit_status={0: "the editor ended the session"},
)
@option("--stdio", is_flag=True, group="Transport", help="what happens anyway; many editors say so")
def lsp(app: App, stdio: bool) -> int:
    """Serve one editor until it ends the session."""
    try:
        from asl.lsp.server import make_server
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] not in ("pygls", "lsprotocol"):
            raise
        raise UsageError("pygls is not installed", help="run pip install 'asl-toolkit[lsp]'") from None
    # pygls closes what it writes to, and the command flushes its own output when it ends.
    with os.fdopen(os.dup(app.stdout.fileno()), "wb") as output:
        make_server(project_reader).start_io(stdout=output)
    return YES


COMMAND = lsp
