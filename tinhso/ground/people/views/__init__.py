"""Pages of people, by topic."""
