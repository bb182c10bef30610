"""Pages of the warehouse: figures, what others published."""
