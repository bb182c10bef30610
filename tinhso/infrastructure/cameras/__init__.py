"""Sổ camera: where cameras stand, whose they are and for what, who may open them, who did. No picture passes."""
