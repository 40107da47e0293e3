"""Errors, timeouts, retries: what makes an execution hang or fail without need."""
