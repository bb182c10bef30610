"""What each metric counts, as Ibis expressions over the facts: the same on DuckDB and on Spark."""
