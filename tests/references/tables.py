"""All reference tables."""

from references import mode_tables, oscillator_tables, spin_tables

TABLES = [*spin_tables.TABLES, *mode_tables.TABLES, *oscillator_tables.TABLES]
