"""Registers (cơ sở dữ liệu của tỉnh): who keeps which record, by which law, with its history; who read it."""
