"""Pages for citizens: finding, filing, following."""
