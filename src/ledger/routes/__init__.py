"""Independent routes: matrices, raw integrals and discrete baths. They import numpy, scipy and mpmath, and nothing they judge."""
