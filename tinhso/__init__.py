"""Tỉnh Số: the open-source system on which a Vietnamese province runs its digital government."""
