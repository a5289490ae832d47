"""Python functions read by running them once with symbolic arrays."""

from lemmata.engine.readers.tracing.arguments import declared_by
from lemmata.engine.readers.tracing.arrays import Traced
from lemmata.engine.readers.tracing.calling import as_expression
from lemmata.engine.readers.tracing.errors import TraceError
from lemmata.engine.readers.tracing.places import Place, Places
from lemmata.engine.readers.tracing.trace import trace_function

__all__ = ["Place", "Places", "TraceError", "Traced", "as_expression", "declared_by", "trace_function"]
