"""Bộ chỉ số phục vụ người dân, doanh nghiệp (766), counted live from what the rooms did, back to what cost points."""
