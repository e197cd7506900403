"""Reference values by routes that share nothing with the library: ball arithmetic, other integrals, other contours."""
