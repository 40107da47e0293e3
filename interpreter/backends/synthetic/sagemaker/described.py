"""What the service tells of a job, a model or an endpoint: the request again, and what has become of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from asl.json_values import Json, JsonObject

from ..identity import short_id
from .stages import JOB_MS, TRAINING, Progress, Stage, progress

__all__ = ["Record", "describe"]


@dataclass(frozen=True, slots=True)
class Record:
    """A thing made in this run. ``stopped_ms`` is when its stop was asked for; ``updated_ms`` its last change."""

    thing: str
    name: str
    arn: str
    request: JsonObject
    made_ms: int
    updated_ms: int
    stopped_ms: int | None = None


def describe(record: Record, now_ms: int) -> JsonObject:
    """Return everything known of a thing at a point of time; times are epoch milliseconds."""
    base = {
        **{name: value for name, value in record.request.items() if name != "Tags"},
        f"{record.thing}Name": record.name,
        f"{record.thing}Arn": record.arn,
        "CreationTime": record.made_ms,
    }
    return base | _DESCRIBERS.get(record.thing, _nothing_more)(record, now_ms)


def _nothing_more(_record: Record, _now_ms: int) -> JsonObject:
    return {}


def _training_job(record: Record, now_ms: int) -> JsonObject:
    standing = _standing(record, TRAINING, now_ms)
    output = record.request.get("OutputDataConfig")
    path = str(output.get("S3OutputPath", "")) if isinstance(output, dict) else ""
    told: JsonObject = {
        "ModelArtifacts": {"S3ModelArtifacts": f"{path.rstrip('/')}/{record.name}/output/model.tar.gz"},
        "TrainingJobStatus": _overall(standing),
        "SecondaryStatus": standing.status,
        "SecondaryStatusTransitions": list[Json](standing.as_transitions()),
        "LastModifiedTime": standing.transitions[-1][1],
        "EnableNetworkIsolation": False,
        "EnableInterContainerTrafficEncryption": False,
        "EnableManagedSpotTraining": False,
    }
    told |= {name: record.request[name] for name in told.keys() & record.request.keys()}
    begun = next((start for stage, start, _ in standing.transitions if stage.status == "Downloading"), None)
    if begun is not None:
        told["TrainingStartTime"] = begun
    if standing.end_ms is not None and begun is not None:
        seconds = (standing.end_ms - begun) // 1000
        told |= {
            "TrainingEndTime": standing.end_ms,
            "TrainingTimeInSeconds": seconds,
            "BillableTimeInSeconds": seconds,
        }
    return told


def _overall(standing: Progress) -> str:
    return standing.status if standing.end_ms is not None else "InProgress"


def _standing(record: Record, stages: tuple[Stage, ...], now_ms: int) -> Progress:
    """Return where a job is; a stop that came before its end cuts the stages there."""
    stopped = record.stopped_ms
    whole = progress(stages, record.made_ms, now_ms)
    if stopped is None or (whole.end_ms is not None and whole.end_ms <= stopped):
        return whole
    until = progress(stages, record.made_ms, stopped)
    cut = tuple((stage, start, stopped if end is None else end) for stage, start, end in until.transitions)
    last = Stage("Stopped", 0, "Training job stopped")
    return Progress("Stopped", (*cut, (last, stopped, stopped)), stopped)


def _job(start: str, end: str) -> Callable[[Record, int], JsonObject]:
    """Return the describer of a job that is in progress for a while and then completed."""

    def described(record: Record, now_ms: int) -> JsonObject:
        stages = (Stage("InProgress", JOB_MS, ""), Stage("Completed", 0, ""))
        standing = _standing(record, stages, now_ms)
        told: JsonObject = {
            f"{record.thing}Status": _overall(standing),
            "LastModifiedTime": standing.transitions[-1][1],
        }
        if start:
            told[start] = record.made_ms
        if standing.end_ms is not None:
            told[end] = standing.end_ms
        more = _MORE.get(record.thing)
        return told if more is None else told | more(record, is_done=standing.end_ms is not None)

    return described


def _tuning(record: Record, *, is_done: bool) -> JsonObject:
    """Return the counts of a tuning job and, at its end, the training job that did best."""
    count = _most_jobs(record.request)
    done = count if is_done else 0
    told: JsonObject = {
        "TrainingJobStatusCounters": {
            "Completed": done,
            "InProgress": count - done,
            "RetryableError": 0,
            "NonRetryableError": 0,
            "Stopped": 0,
        },
        "ObjectiveStatusCounters": {"Succeeded": done, "Pending": count - done, "Failed": 0},
    }
    if is_done:
        best = f"{record.name}-001-{short_id(record.name, length=8)}"
        told["BestTrainingJob"] = {
            "CreationTime": record.made_ms,
            "FinalHyperParameterTuningJobObjectiveMetric": {"MetricName": "objective", "Value": 1.0},
            "ObjectiveStatus": "Succeeded",
            "TrainingJobArn": record.arn.replace(f":hyper-parameter-tuning-job/{record.name}", f":training-job/{best}"),
            "TrainingJobName": best,
            "TrainingJobStatus": "Completed",
            "TunedHyperParameters": {},
        }
    return told


def _most_jobs(request: JsonObject) -> int:
    match request.get("HyperParameterTuningJobConfig"):
        case {"ResourceLimits": {"MaxNumberOfTrainingJobs": int(count)}}:
            return count
        case _:
            return 1


def _labeling(record: Record, *, is_done: bool) -> JsonObject:
    output = record.request.get("OutputConfig")
    path = str(output.get("S3OutputPath", "")) if isinstance(output, dict) else ""
    told: JsonObject = {
        "LabelCounters": {"TotalLabeled": int(is_done), "Unlabeled": int(not is_done)},
        "JobReferenceCode": short_id(record.name, length=12),
    }
    if is_done:
        manifest = f"{path.rstrip('/')}/{record.name}/manifests/output/output.manifest"
        told["LabelingJobOutput"] = {"OutputDatasetS3Uri": manifest}
    return told


def _endpoint(record: Record, now_ms: int) -> JsonObject:
    """Return an endpoint, which is in service three minutes after it was made or changed."""
    is_new = record.updated_ms == record.made_ms
    is_ready = now_ms >= record.updated_ms + JOB_MS
    return {
        "EndpointStatus": "InService" if is_ready else "Creating" if is_new else "Updating",
        "LastModifiedTime": record.updated_ms + JOB_MS if is_ready else record.updated_ms,
    }


_MORE: Final = {"HyperParameterTuningJob": _tuning, "LabelingJob": _labeling}

_DESCRIBERS: Final[Mapping[str, Callable[[Record, int], JsonObject]]] = {
    "TrainingJob": _training_job,
    "TransformJob": _job("TransformStartTime", "TransformEndTime"),
    "ProcessingJob": _job("ProcessingStartTime", "ProcessingEndTime"),
    "HyperParameterTuningJob": _job("", "HyperParameterTuningEndTime"),
    "LabelingJob": _job("", "LastModifiedTime"),
    "Endpoint": _endpoint,
}
