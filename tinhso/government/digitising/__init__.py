"""Digitising (số hoá tại Bộ phận Một cửa): sheets become signed papers of the store, and reuse is counted."""
