"""Distributed Map: each item, or batch of items, is a child execution with a history of its own."""
