"""What entries are tried on: random instances, and their values by routes that share nothing with the print."""
