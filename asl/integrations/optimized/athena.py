"""Amazon Athena: queries."""

from __future__ import annotations

from ..action import Job, OptimizedAction, OptimizedService, Shown
from ..pattern import Pattern

__all__ = ["SERVICE"]

SERVICE = OptimizedService(
    "athena",
    "Athena",
    api="athena",
    base_error="AmazonAthenaException",
    cause_service="AmazonAthena",
    actions=(
        OptimizedAction(
            "startQueryExecution",
            (Pattern.REQUEST_RESPONSE, Pattern.SYNC),
            "StartQueryExecution",
            job=Job(
                "GetQueryExecution",
                {"QueryExecutionId": "response.QueryExecutionId"},
                status="QueryExecution.Status.State",
                success=("SUCCEEDED",),
                failure=("FAILED", "CANCELLED"),
                stop="StopQueryExecution",
                stop_request={"QueryExecutionId": "response.QueryExecutionId"},
            ),
            made=(
                Shown("query execution", "response.QueryExecutionId"),
                Shown("query execution", "response.QueryExecution.QueryExecutionId"),
            ),
        ),
        OptimizedAction("stopQueryExecution", operation="StopQueryExecution"),
        OptimizedAction("getQueryExecution", operation="GetQueryExecution"),
        OptimizedAction("getQueryResults", operation="GetQueryResults"),
    ),
)
