"""The 127 numbered equations of arXiv:2303.07795, its claims and captions: each with a verdict that is computed."""
