"""Rules of the catalogue on plain values: what a version must say before it may be published."""
