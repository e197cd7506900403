"""What stands in the print around its equations."""

TITLE = "On falling bodies"
NAME, ADDRESS = "Toy 1 (1638)", "https://example.org/toy"
SECTIONS = {"fall": {"label": "1", "title": "Free fall", "equations": range(1, 4)}}
FIGURES = {2: "Fig. 1"}
