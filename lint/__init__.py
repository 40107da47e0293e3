"""Judges a definition: rules beyond what the service refuses. Empty until the linter comes; may import :mod:`asl`."""
