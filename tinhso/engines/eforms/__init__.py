"""Electronic forms (biểu mẫu điện tử): versioned forms whose rules run in the browser and again on the server."""
