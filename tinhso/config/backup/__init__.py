"""Backup and restore (sao lưu, khôi phục): database, WAL, files, keys; any moment; the drill."""
