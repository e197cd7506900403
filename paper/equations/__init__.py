"""The numbered equations, by section: printed form, what it is compared with, and the correction where it fails."""
