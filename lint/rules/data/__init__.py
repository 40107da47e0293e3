"""What states read and hand on."""
