"""One module a work item; each offers `run(stage) -> list[Row]`."""
