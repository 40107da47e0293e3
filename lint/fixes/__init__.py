"""Fixes, one module per kind of mistake: ``CODES`` and ``fix(context, diagnostic, editor)``; found by listing.

A fix is edits of the text, made by :mod:`lint.fixes.editor` so that everything outside them stays byte for byte the
same. It is safe when a definition that works goes on doing what it did; the others wait for ``--unsafe-fixes``.
"""

from .attach import attach_fixes

__all__ = ["attach_fixes"]
