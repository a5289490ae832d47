"""Python functions read by running them once with symbolic arrays."""

from lemmata.engine.readers.tracing.arguments import declared_by, defaults_of
from lemmata.engine.readers.tracing.errors import TraceError
from lemmata.engine.readers.tracing.trace import trace_function

__all__ = ["TraceError", "declared_by", "defaults_of", "trace_function"]
