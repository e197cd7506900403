"""Independent routes: matrices, raw integrals, discrete baths. They import nothing of what they judge."""
