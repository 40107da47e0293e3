"""The kinds of mistakes that people make, each a function from a definition to the places where it can be planted."""

from tests.seeded.kinds import choices, expressions, fields, flow, jsonata, services
from tests.seeded.kinds.registry import KINDS, Plant

__all__ = ["KINDS", "Plant", "choices", "expressions", "fields", "flow", "jsonata", "services"]
