"""The arithmetic of indices on plain values."""
