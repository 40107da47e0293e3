"""How data flows through a state: InputPath, Parameters, ResultSelector, ResultPath, OutputPath, Assign, comparisons.

Each module compiles the fields of a state to closures over an :class:`~asl.expr.environment.Environment`; a field that
was not given compiles to ``None``, so that the common state pays for nothing it does not use.
"""
