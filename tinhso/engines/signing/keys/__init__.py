"""Keys: whose key signs, and where it lives (a file, a token, a remote service); one protocol for all of them."""
