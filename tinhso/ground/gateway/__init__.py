"""Gateway (trục kết nối): all that crosses our wall, at once or later, each call in the message log; doubles beside."""
