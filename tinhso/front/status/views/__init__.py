"""Views: for everybody, for operators, for machines."""
