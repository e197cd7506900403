"""The report: everything a run found out, on one page that needs nothing but a browser."""
