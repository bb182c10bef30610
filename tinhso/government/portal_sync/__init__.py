"""Sync with the national portal (đồng bộ Cổng Dịch vụ công quốc gia): dossiers go there; which front takes filings."""
