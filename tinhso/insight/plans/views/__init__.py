"""Pages of plans, by topic."""
