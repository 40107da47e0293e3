"""The built-in functions of JSONata 2.0.6, and those that Step Functions adds, in tight groups.

Every module here that declares ``FUNCTIONS`` is found by :mod:`asl.expr.jsonata.registry`. ``$eval`` is absent, as
on the service. May import :mod:`asl.expr.jsonata.values` and its neighbours below the language core.
"""
