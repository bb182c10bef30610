"""PostgreSQL as Django speaks it, with every statement timed (settings.DATABASES, ENGINE)."""
