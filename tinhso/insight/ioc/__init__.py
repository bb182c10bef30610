"""Trung tâm giám sát, điều hành thông minh: the wall, the map, alerts that become tasks, shifts."""
