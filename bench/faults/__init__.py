"""The faults: a whole house under load, broken on purpose; nothing acknowledged may be lost, nothing done twice."""
