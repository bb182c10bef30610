"""Pages of staff_accounts, by topic."""
