"""Names, comments and order; off unless selected."""
