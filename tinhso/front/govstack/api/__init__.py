"""The two building blocks as endpoints."""
