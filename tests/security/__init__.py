"""Security as tests: who may enter where, headers, secrets, limits, known holes in what we depend on."""
