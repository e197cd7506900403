"""What arXiv:2303.07795 says: its equations and claims, and what they are tried on. How they are judged: `ledger`."""
