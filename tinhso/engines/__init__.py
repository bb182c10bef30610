"""The engines (bộ máy dùng chung): capabilities that serve any government business."""
