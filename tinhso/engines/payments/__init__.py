"""Payments (phí, lệ phí): what is owed by which rule, paid once, with a receipt."""
