"""The eight state types, one module each: from the typed model to a compiled step or run.

A state that cannot wait compiles to a plain function; one that can wait compiles to a generator of effects. Both take
the strand they run on and return the state that follows.
"""
