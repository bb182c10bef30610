"""Cách tính điểm bộ chỉ số: how points, bounds, ranks and mergers are computed; scorecards and 766 lean on it."""
