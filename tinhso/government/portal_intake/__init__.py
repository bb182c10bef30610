"""Intake from the national portal (tiếp nhận từ Cổng quốc gia): what is filed there becomes a dossier here, once."""
