"""What a published replication carries besides its results: errata for the authors, the article, metadata."""
