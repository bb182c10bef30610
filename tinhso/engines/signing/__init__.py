"""Signing (ký số): signatures of persons and seals of agencies on papers, and the page where anyone verifies them."""
