"""What a published replication carries besides its results: errata for the authors, the article, metadata."""

__all__ = ["METADATA", "PICTURES"]

METADATA = ("CITATION.cff", "codemeta.json", ".zenodo.json", "codecheck.yml", "CHANGELOG.md", "LICENSE")
PICTURES = ("figure3", "exact_saturation")  # of the run, in the article
