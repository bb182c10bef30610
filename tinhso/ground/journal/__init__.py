"""Journal (nhật ký): who did what, when; append-only, hash-chained; every action writes to it."""
