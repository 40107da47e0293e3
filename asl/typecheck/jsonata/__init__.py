"""The types of JSONata expressions: the counterpart of :mod:`asl.expr.jsonata`, evaluated on types.

Every function here may only err towards more values, and towards fewer certainties. May import :mod:`asl.types` and
:mod:`asl.expr.jsonata`. Start reading at :mod:`.values`, then :mod:`.inference`, :mod:`.paths` and :mod:`.builtin`.
"""
