"""What stands in the print around its equations. Plain data, without imports: the rules of the workflow read it too."""

TITLE = "Synthesizing and multiplexing autonomous quantum coherences"
NAME, ADDRESS = "arXiv:2303.07795", "https://arxiv.org/abs/2303.07795"
# THE list of sections: their names in files and configuration, their titles, the numbers of their equations
SECTIONS = {
    "sec2": {"label": "2", "title": "One bath, many spins", "equations": range(1, 22)},
    "sec3": {"label": "3", "title": "Two spins", "equations": range(22, 31)},
    "sec4": {"label": "4", "title": "Many inputs", "equations": range(31, 38)},
    "sec5": {"label": "5", "title": "Two outputs", "equations": range(38, 53)},
    "sec6": {"label": "6", "title": "Two baths", "equations": range(53, 66)},
    "sec7": {"label": "7", "title": "Oscillator", "equations": range(66, 77)},
    "appA": {"label": "A", "title": "Ordering", "equations": range(77, 85)},
    "appB": {"label": "B", "title": "Polarization", "equations": range(85, 90)},
    "appC": {"label": "C", "title": "Correlation", "equations": range(90, 97)},
    "appD": {"label": "D", "title": "Two baths, derived", "equations": range(97, 128)},
}
FIGURES = {27: "Fig. 2", 29: "Fig. 3", 51: "Fig. 5", 52: "Fig. 5"}  # equation: the figure drawn from it
