"""What should not stand in a definition."""
