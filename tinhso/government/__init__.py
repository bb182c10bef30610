"""Digital government (chính quyền số): the province's dealings with its people."""
