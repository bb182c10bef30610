"""Partners: one plain class for each, the mapping of its protocol and nothing of ours."""
