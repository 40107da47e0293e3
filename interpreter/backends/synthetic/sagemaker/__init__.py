"""SageMaker that only pretends: jobs pass through their stages on the virtual clock, names are taken once.

Start reading at :mod:`.service`; :mod:`.stages` has the stages, :mod:`.described` what a job looks like.
"""

from .service import SageMaker

__all__ = ["SageMaker"]
