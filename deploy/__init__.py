"""Production (triển khai): a province on many machines, and the proof that it outlives each of them."""
