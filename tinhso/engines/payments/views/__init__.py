"""Pages of money: paying (the payer and the platform), reconciling and giving back (officials)."""
