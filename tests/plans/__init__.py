"""How PostgreSQL answers the hot questions of a province of ten years: its plans, kept as text."""
