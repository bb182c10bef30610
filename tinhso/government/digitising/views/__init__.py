"""Pages of digitising, by topic."""
