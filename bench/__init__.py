"""The benchmark: our work items beside the limit or the peer, in the same run, as ratios."""
