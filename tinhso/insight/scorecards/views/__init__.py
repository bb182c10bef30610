"""Pages of scorecards."""
