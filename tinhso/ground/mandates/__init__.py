"""Mandates (đại diện, uỷ quyền): who may act for whom, how far, how long, by whose consent. Serves every room above."""
