"""Facts about the services that Tasks call: names, patterns, API operations, shapes, polling, errors.

Facts only: nothing here calls a service or pretends to. May import :mod:`asl.json_values`, :mod:`asl.pointer` and
:mod:`asl.errors`. Start reading at :mod:`.arn` (what a ``Resource`` is) and :mod:`.action` (what the catalogue says);
:mod:`.sdk` is the only door to botocore's data files, and importing this package opens none of them.
"""

from .action import Addition, Job, OptimizedAction, OptimizedService, Shown
from .arn import ResourceKind, TaskResource, parse_resource
from .catalogue import api_operation, find_action, find_service, optimized_services
from .made import MadeResource, made_resources
from .naming import Style, action_name, exception_name, exception_prefix, member_name, sdk_service_name
from .parameters import (
    ParameterProblem,
    input_shape,
    output_shape,
    parameters_rejection,
    validate_parameters,
)
from .pattern import Pattern
from .request import scheduled_parameters
from .sdk import ModelsMissingError, ServiceModel, botocore_service, load_service, sdk_service_names
from .sdk_names import DOCUMENTED_WITHOUT_MODEL, UNDOCUMENTED, UNSUPPORTED_ACTIONS
from .shapes import Member, Shape, fits, from_api_names, to_api_names

__all__ = [
    "DOCUMENTED_WITHOUT_MODEL",
    "UNDOCUMENTED",
    "UNSUPPORTED_ACTIONS",
    "Addition",
    "Job",
    "MadeResource",
    "Member",
    "ModelsMissingError",
    "OptimizedAction",
    "OptimizedService",
    "ParameterProblem",
    "Pattern",
    "ResourceKind",
    "ServiceModel",
    "Shape",
    "Shown",
    "Style",
    "TaskResource",
    "action_name",
    "api_operation",
    "botocore_service",
    "exception_name",
    "exception_prefix",
    "find_action",
    "find_service",
    "fits",
    "from_api_names",
    "input_shape",
    "load_service",
    "made_resources",
    "member_name",
    "optimized_services",
    "output_shape",
    "parameters_rejection",
    "parse_resource",
    "scheduled_parameters",
    "sdk_service_name",
    "sdk_service_names",
    "to_api_names",
    "validate_parameters",
]
