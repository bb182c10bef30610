"""The pages of documents, by who opens them."""
