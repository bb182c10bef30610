"""Pages on which people give, ask for, confirm and end mandates."""
