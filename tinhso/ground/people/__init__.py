"""People (công dân, cán bộ, cơ quan): who is who, who holds which post, who is signed in."""
