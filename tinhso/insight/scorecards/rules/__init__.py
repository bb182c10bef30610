"""Arithmetic of indices, on plain values: patterns of leaves, trees with bounds, ranks, mergers. All in Decimal."""
