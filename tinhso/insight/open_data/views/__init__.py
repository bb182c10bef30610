"""Pages, files and the Action API of open data."""
