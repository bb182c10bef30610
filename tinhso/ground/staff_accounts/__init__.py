"""Accounts of officials (tài khoản cán bộ): passwords, links to set them, sessions that their administrator ends."""
