"""Functions of Python source as expressions; nothing is run.

`read_code` says what sources define; `read_call` what a call of one of their functions is.
"""

from lemmata.engine.readers.functions.calling import Called, read_call, read_constant
from lemmata.engine.readers.functions.code import Code, extended, parsed, read_code
from lemmata.engine.readers.functions.records import HARMLESS, Function, Parameter

__all__ = ["HARMLESS", "Called", "Code", "Function", "Parameter", "extended", "parsed", "read_call", "read_code",
           "read_constant"]
