"""Home (trang chủ, bàn làm việc): where people arrive: the front page, my page, the officer's desk."""
