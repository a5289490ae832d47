"""Python functions read by running them once with symbolic arrays."""

from lemmata.engine.readers.tracing.errors import TraceError
from lemmata.engine.readers.tracing.trace import trace_function

__all__ = ["TraceError", "trace_function"]
