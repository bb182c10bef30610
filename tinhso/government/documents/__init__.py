"""Văn bản điều hành: đến, đi, nội bộ; from draft to number, seal, delivery and the task it gives."""
