"""Bulk signing (ký loạt): all that waits for a signature or a seal, confirmed once, done one by one."""
