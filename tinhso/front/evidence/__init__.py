"""Evidence (sổ đầu chuỗi nhật ký): what outsiders may keep of the journal, so that rewriting it is found out."""
