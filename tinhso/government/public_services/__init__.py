"""Public services (cổng dịch vụ công): where a citizen finds, files, pays, follows and rates."""
