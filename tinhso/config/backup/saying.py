"""Sizes and spans for people."""

from __future__ import annotations

STEPS = {
    "keys": "khóa", "checksums": "kiểm mã băm", "unpack": "giải nén", "wal": "lấy WAL", "play": "chạy WAL",
    "prove": "kiểm chứng",
}  # fmt: skip


def megabytes(size: int) -> str:
    """7,0 MB."""
    return f"{size / 1e6:.1f} MB".replace(".", ",")


def seconds(spent: float) -> str:
    """1,5 giây."""
    return f"{spent:.1f} giây".replace(".", ",")


def steps(spent: dict[str, float]) -> str:
    """How long each step of a restore took."""
    return ", ".join(f"{STEPS[name]} {seconds(took)}" for name, took in spent.items())
