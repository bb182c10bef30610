"""Pages of those who run the exchange."""
