"""Results made from API shapes: nothing is called, yet every Task answers something plausible.

Names, ids and ARNs follow from the request, times from the virtual clock, so the same run gives the same answers.
Start reading at :mod:`.api`; :mod:`.values` makes values, :mod:`.special` and :mod:`.sagemaker` know better for some
services.
"""

from ..api import ApiBackend
from .api import SyntheticApi

__all__ = ["SyntheticApi", "SyntheticBackend"]


class SyntheticBackend(ApiBackend):
    """A backend for one dry run; a new one starts with nothing made."""

    def __init__(self) -> None:
        super().__init__(SyntheticApi())
