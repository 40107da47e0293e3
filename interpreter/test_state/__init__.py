"""TestState: one state, run by the handler that a whole machine runs it with, and every stage of its data flow.

:func:`run_state_test` is the door; :func:`read_request` reads the API's own parameters, ``to_aws`` of a result or of a
refusal writes its answer. The work of a Task, Map or Parallel can be mocked, and a mock is held against the shapes of
the service's API. Names avoid the word *test* in front, which test runners take for something to collect.
"""

from .locate import locate_state
from .read import read_mock, read_request, read_state_configuration
from .refusal import StateTestRefused
from .request import (
    ErrorOutput,
    InspectionLevel,
    Mock,
    StateConfiguration,
    StateTestRequest,
    ValidationMode,
)
from .result import STAGES, ErrorDetails, StateTestResult, StateTestStatus
from .run import run_state_test

__all__ = [
    "STAGES",
    "ErrorDetails",
    "ErrorOutput",
    "InspectionLevel",
    "Mock",
    "StateConfiguration",
    "StateTestRefused",
    "StateTestRequest",
    "StateTestResult",
    "StateTestStatus",
    "ValidationMode",
    "locate_state",
    "read_mock",
    "read_request",
    "read_state_configuration",
    "run_state_test",
]
