"""Procedures (bộ thủ tục hành chính): the versioned catalogue that dossiers are filed under."""
