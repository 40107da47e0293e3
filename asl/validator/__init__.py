"""The validator: would the service take this definition, and if not, why and where?

Start reading at :data:`.checks.CHECKS`. Verdicts follow Step Functions itself (its recorded answers first, then its
documentation, then the specification); each diagnostic carries a stable code of ours and, where they are known, the
service's own code, words and place. What goes beyond the service's verdict is a warning here or a rule of :mod:`lint`.
"""

from __future__ import annotations

from .codes import CODES, CodeEntry, find_code
from .entry import WorkflowType
from .run import validate

__all__ = ["CODES", "CodeEntry", "WorkflowType", "find_code", "validate"]
