"""The official form of administrative documents: facts in, PDF/A out."""
