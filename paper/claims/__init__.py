"""Sentences and captions, by section: the same as an equation, with a name instead of a number."""
