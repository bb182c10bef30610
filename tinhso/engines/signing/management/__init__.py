"""Commands of the room signing."""
