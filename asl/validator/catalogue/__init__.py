"""Meaning and examples of every code, one file per family; :mod:`asl.validator.codes` gathers them."""
