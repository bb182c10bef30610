"""Exchange (trục kết nối): what crossed our wall, for those who run it; the address of partners' events."""
