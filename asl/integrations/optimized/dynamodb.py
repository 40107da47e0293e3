"""Amazon DynamoDB: four operations on one item."""

from __future__ import annotations

from ..action import OptimizedAction, OptimizedService

__all__ = ["SERVICE"]

SERVICE = OptimizedService(
    "dynamodb",
    "DynamoDB",
    api="dynamodb",
    base_error="AmazonDynamoDBException",
    cause_service="AmazonDynamoDBv2",
    actions=(
        OptimizedAction("getItem", operation="GetItem"),
        OptimizedAction("putItem", operation="PutItem"),
        OptimizedAction("deleteItem", operation="DeleteItem"),
        OptimizedAction("updateItem", operation="UpdateItem"),
    ),
)
