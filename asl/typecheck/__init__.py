"""The type checker: what every path holds, before anything runs.

Types of data and variables are carried along the control-flow graph to a fixed point; the reads of each state are then
judged against them. May import :mod:`asl.graph`, :mod:`asl.integrations` and below. Start reading at :mod:`.flow`.
"""
