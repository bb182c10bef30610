"""Web-hooks (báo sự kiện hồ sơ): other agencies' systems hear what happens to dossiers; reactions and jobs call it."""
