"""Plans (nghị quyết, kế hoạch, chỉ tiêu, nhiệm vụ): what was resolved, who does what by when, how far it has come."""
