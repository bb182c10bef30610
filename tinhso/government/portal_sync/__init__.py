"""Sync with the national portal (đồng bộ Cổng Dịch vụ công quốc gia): dossiers go there; reactions and jobs call it."""
