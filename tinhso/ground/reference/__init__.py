"""Reference (danh mục dùng chung): administrative units with history, the working calendar as dated decisions."""
