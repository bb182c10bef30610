"""Start-up (khởi động): the embedded PostgreSQL, the state folder and the processes of `make run`."""
