"""Gateway (trục kết nối): all that crosses our wall, each call in the message log; doubles stand beside."""
