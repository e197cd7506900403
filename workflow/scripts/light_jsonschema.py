"""Import jsonschema without one checker of formats: it compiles 39 grammars (2 s) for addresses we do not have."""

import sys

sys.modules.setdefault("rfc3987_syntax", None)  # its import now fails, which jsonschema provides for

import jsonschema

__all__ = ["jsonschema"]
