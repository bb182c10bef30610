"""Dossiers (hồ sơ một cửa): the legal life of an application from filing to the signed result, with its papers."""
