"""Commands of the room staff_accounts."""
