"""The numbered equations."""
