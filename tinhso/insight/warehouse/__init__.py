"""Warehouse (kho dữ liệu dùng chung): figures with their passports, counted from what the rooms did."""
