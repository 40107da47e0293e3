"""Answers the questions of editors: what is wrong here, what is this, what can stand here, where is it used.

Start reading at :mod:`.analysis` (an open text with its definitions) and :mod:`.cursor` (what an offset is in). The
answers are plain data in characters of the text; :mod:`.server` alone knows the protocol and imports pygls, an optional
dependency. May import :mod:`lint` and everything of :mod:`asl` below :mod:`asl.app`.
"""
