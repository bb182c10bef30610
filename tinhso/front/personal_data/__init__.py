"""Personal data (quyền của chủ thể dữ liệu cá nhân): what is kept of whom; requests to see, correct, erase."""
