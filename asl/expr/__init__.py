"""Expressions inside a definition's strings: JSONPath, intrinsic functions, payload templates, the Context Object.

May import :mod:`asl.syntax` and below; knows nothing of states. Each language follows one pattern: *parse* the text
once (mistakes carry the characters they are about), *compile* to a closure, *evaluate* the closure against an
:class:`~asl.expr.environment.Environment`. Start reading at :mod:`asl.expr.template`.
"""
