"""Byte code for the zip: Lambda can't write any beside the code, and would compile everything at each cold start."""

from __future__ import annotations

import importlib.util
import marshal
import re
import sys
from pathlib import PurePosixPath

#: What no import of ours reaches: thousands of files that describe a payment provider's every request.
_NEVER_LOADED = re.compile(r"^stripe/(params|v2|test_helpers)/")

#: PEP 552: named by a hash of its source, and not compared with it.
_UNCHECKED_HASH = 0b01

#: The last format in which equal code makes equal bytes; later ones write down how often a value happened to be used.
_MARSHAL_VERSION = 2


def is_worth_it(name: str) -> bool:
    """Whether a file of the zip is a module that functions may load."""
    return name.endswith(".py") and not _NEVER_LOADED.search(name)


def beside(name: str) -> str:
    """Where Python looks for the byte code of a module, named as in the zip."""
    path = PurePosixPath(name)
    return str(path.parent / "__pycache__" / f"{path.stem}.{sys.implementation.cache_tag}.pyc")


def compiled(name: str, source: bytes) -> bytes:
    """The content of a module's .pyc; another Python than the one that packages passes it over and compiles anew."""
    code = compile(source, name, "exec", dont_inherit=True, optimize=0)
    header = importlib.util.MAGIC_NUMBER + _UNCHECKED_HASH.to_bytes(4, "little") + importlib.util.source_hash(source)
    return header + marshal.dumps(code, _MARSHAL_VERSION)
