"""The proof that a province outlives its machines: all of them on one, each with a loopback address of its own."""
