"""Committees (ban chỉ đạo, tổ giúp việc): who steers a programme and who helps, with everybody who ever sat there."""
