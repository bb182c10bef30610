"""How many files a paper may come in; counted when attached and again when filed."""

from __future__ import annotations

MAX_FILES_PER_PART = 10
TOO_MANY_FILES = (
    f"Mỗi giấy tờ nộp tối đa {MAX_FILES_PER_PART} tệp. Nếu giấy tờ nhiều trang hơn, hãy gộp các trang vào một tệp PDF."
)
