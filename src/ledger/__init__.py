"""The engine of the ledger: what an entry is, and how its verdict is derived. It knows no paper."""
