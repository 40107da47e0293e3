"""Quotas of the service and of the workflow types."""
