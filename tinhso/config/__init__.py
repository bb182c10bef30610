"""The wiring (cấu hình): settings, addresses, start-up; the only place that knows everyone."""
