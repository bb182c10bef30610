"""Invariants (điều luôn đúng): how a room says what must always be true of its rows, and what a look at them finds."""
