"""Rules of scorecards that are about papers and days: annexes, deadlines. The arithmetic is a room of its own."""
