"""``asl lsp`` without its extra; the server itself is tested in ``tests/asl/lsp``."""

from __future__ import annotations

import sys


def test_without_pygls_the_extra_is_named(check_command, monkeypatch):
    monkeypatch.delitem(sys.modules, "asl.lsp.server", raising=False)
    for name in [name for name in sys.modules if name.partition(".")[0] in ("pygls", "lsprotocol")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pygls", None)
    monkeypatch.setitem(sys.modules, "lsprotocol", None)
    result = check_command(["lsp"], status=2)
    assert "pygls is not installed" in result.stderr
    assert "asl-toolkit[lsp]" in result.stderr
