"""Insight (điều hành bằng số liệu): figures computed from the work of the rooms below."""
