"""What a verdict says of the print."""

__all__ = ["FLAWED", "VERDICTS"]

VERDICTS = {
    "verified": "True as printed.",
    "definition": "A definition, found consistent.",
    "misprint": "As printed the formula fails; the corrected one holds, and few symbols differ.",
    "imprecise": "The statement holds only under a condition that the paper does not state.",
    "wrong": "The statement itself is false.",
    "unverified": "The check does not come to a verdict.",
}
FLAWED = ("wrong", "misprint", "imprecise")  # what is not true as printed, the worst first
