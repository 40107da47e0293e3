"""The rules, one folder per concern and one module per rule; :mod:`lint.registry` finds them by listing."""
