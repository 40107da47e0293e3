"""One module per kind of fix."""
