"""Open data (dữ liệu mở, danh mục dữ liệu): what the province has, publishes and is asked for."""
