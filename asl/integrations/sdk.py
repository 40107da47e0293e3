"""The door to botocore's data files, which are read without importing botocore (the import alone takes 0.25 s).

botocore ships one folder per service with a folder per API version in it; the newest version's ``service-2.json`` (or
``.json.gz``) holds operations and shapes. A model is read when something asks for it and kept.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from asl.errors import AslError

from .naming import action_name, exception_prefix
from .sdk_names import IRREGULAR

__all__ = ["ModelsMissingError", "ServiceModel", "botocore_service", "load_service", "sdk_service_names"]


class ModelsMissingError(AslError):
    """botocore is not installed, so no API model can be read."""


@dataclass(frozen=True)
class ServiceModel:
    """One service's API as botocore describes it. The dictionaries are botocore's own and must not be changed."""

    name: str
    operations: Mapping[str, Mapping[str, Any]]
    shapes: Mapping[str, Mapping[str, Any]]
    metadata: Mapping[str, Any]

    @cached_property
    def actions(self) -> Mapping[str, str]:
        """Operations by the action that a definition writes: ``createTrainingJob`` to ``CreateTrainingJob``."""
        return {action_name(operation): operation for operation in self.operations}

    @property
    def exception_prefix(self) -> str:
        """What stands before the dot in Error Names of the SDK integration."""
        return exception_prefix(str(self.metadata["serviceId"]))

    def is_modelled_error(self, operation: str, code: str) -> bool:
        """Tell whether an operation declares an error, given by the code that the service sends."""
        errors = self.operations.get(operation, {}).get("errors", ())
        return any(code in (error["shape"], self._error_code(error["shape"])) for error in errors)

    def _error_code(self, shape: str) -> object:
        return self.shapes.get(shape, {}).get("error", {}).get("code")


@cache
def _data_folder() -> Path:
    spec = find_spec("botocore")
    if spec is None or not spec.submodule_search_locations:
        raise ModelsMissingError("the API models are not installed", help="install the package botocore")
    return Path(next(iter(spec.submodule_search_locations))) / "data"


@cache
def sdk_service_names() -> Mapping[str, str]:
    """Return every SDK integration's service name with botocore's folder for it; no model is read."""
    irregular = set(IRREGULAR.values())
    folders = sorted(entry.name for entry in _data_folder().iterdir() if entry.is_dir())
    regular = {folder.replace("-", ""): folder for folder in folders if folder not in irregular}
    return regular | {name: folder for name, folder in IRREGULAR.items() if folder in folders}


def botocore_service(sdk_service: str) -> str | None:
    """Return botocore's folder for the service of an SDK integration, or ``None`` for an unknown service.

    >>> [botocore_service(name) for name in ("sfn", "cloudwatchlogs", "redshiftdata", "nonsense")]
    ['stepfunctions', 'logs', 'redshift-data', None]
    """
    return sdk_service_names().get(sdk_service)


@cache
def load_service(folder: str) -> ServiceModel | None:
    """Return the model in one of botocore's folders (``sagemaker``, ``stepfunctions``), or ``None``.

    Raises:
        ModelsMissingError: botocore is not installed.
    """
    if folder not in sdk_service_names().values():
        return None
    versions = sorted((_data_folder() / folder).iterdir(), reverse=True)
    for version in versions:
        for name in ("service-2.json.gz", "service-2.json"):
            path = version / name
            if path.is_file():
                data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
                model = json.loads(data)
                return ServiceModel(folder, model["operations"], model["shapes"], model["metadata"])
    return None
