"""Import jsonschema without two checkers of formats we do not have: one compiles 39 grammars (2 s), one loads arrow."""

import sys

for checker in ("isoduration", "rfc3987_syntax"):
    sys.modules.setdefault(checker, None)  # its import now fails, which jsonschema provides for

import jsonschema

__all__ = ["jsonschema"]
