"""Numbers in which equality is decided, and proofs with them. Nothing here knows the paper."""
