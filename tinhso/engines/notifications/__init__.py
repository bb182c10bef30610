"""Notifications (thông báo): messages to people by e-mail, SMS and Zalo, as each prefers."""
