"""A province in motion: a year of filings planned from a seed, and carried out by the product's own acts."""
