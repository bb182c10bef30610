"""Backup and restore (sao lưu, khôi phục): base backups, the stream of WAL, contents, keys; point in time; the drill."""
