"""Status (tình trạng dịch vụ): which services work, for everybody; what the house is busy with, for operators."""
