"""ResultWriter: what becomes of the results of a Distributed Map's child executions.

They are gathered into the state's own result, or written to an object store with a manifest; WriterConfig shapes them
in both cases. Source: developer guide, "ResultWriter".
"""

from .compile import CompiledWriter, WriterTarget, compile_writer
from .failure import ResultWriterFailed
from .gathered import GatheredResults
from .results import Results
from .written import WrittenResults

__all__ = [
    "CompiledWriter",
    "GatheredResults",
    "ResultWriterFailed",
    "Results",
    "WriterTarget",
    "WrittenResults",
    "compile_writer",
]
