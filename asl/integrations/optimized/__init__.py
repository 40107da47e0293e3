"""Optimized integrations, one module per service: each declares ``SERVICE``, which the catalogue collects.

To add a service, add a module here. Source of the facts: developer guide, *Integrating services*, one page per
service, the IAM templates on those pages, and recorded executions; shapes and statuses are botocore's.
"""
