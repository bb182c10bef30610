"""Plain Python that anyone may use: refusals, state tables, Vietnamese text; knows no Django."""
