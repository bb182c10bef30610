"""Figures and words of plans on plain values."""
