"""Store (kho quản lý dữ liệu điện tử của tổ chức, cá nhân): papers kept once for their owner, used again."""
