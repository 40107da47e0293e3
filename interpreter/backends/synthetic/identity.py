"""Names, ids and ARNs of things that were never made: plausible, and the same in every run."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final

__all__ = ["Account", "instant", "kebab", "make_arn", "short_id"]

_WORDS: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")

_ARN_TAILS: Final = {
    ("states", "state-machine"): "stateMachine:{name}",
    ("states", "execution"): "execution:{name}",
    ("states", "activity"): "activity:{name}",
    ("lambda", "function"): "function:{name}",
    ("sns", "topic"): "{name}",
    ("sns", "subscription"): "{name}",
    ("sqs", "queue"): "{name}",
    ("logs", "log-group"): "log-group:{name}",
    ("rds", "db-instance"): "db:{name}",
    ("rds", "db-cluster"): "cluster:{name}",
    ("secretsmanager", ""): "secret:{name}",
}


@dataclass(frozen=True, slots=True)
class Account:
    """Where things live: the parts that all ARNs of one run share."""

    partition: str
    region: str
    account: str


def kebab(name: str) -> str:
    """Return a CamelCase name in small letters with hyphens.

    >>> kebab("HyperParameterTuningJob"), kebab("DBInstance")
    ('hyper-parameter-tuning-job', 'db-instance')
    """
    return "-".join(_WORDS.findall(name)).lower()


def short_id(*parts: object, length: int = 16) -> str:
    """Return hexadecimal digits that depend on the parts alone."""
    return sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:length]


def make_arn(account: Account, service: str, thing: str, name: str) -> str:
    """Return the ARN of a thing (``TrainingJob``) in the usual form, or in the form that its service prefers.

    >>> make_arn(Account("aws", "eu-west-1", "123456789012"), "sagemaker", "TrainingJob", "train-1")
    'arn:aws:sagemaker:eu-west-1:123456789012:training-job/train-1'
    """
    if name.startswith("arn:"):
        return name
    kind = kebab(thing)
    prefix = f"arn:{account.partition}"
    if kind.endswith("role") or service == "iam":
        return f"{prefix}:iam::{account.account}:{kind.rpartition('-')[2] or 'role'}/{name}"
    if service == "s3" and kind in {"bucket", ""}:
        return f"{prefix}:s3:::{name}"
    tail = _ARN_TAILS.get((service, kind), "{kind}/{name}" if kind else "{name}")
    return f"{prefix}:{service}:{account.region}:{account.account}:{tail.format(kind=kind, name=name)}"


def instant(now_ms: int) -> str:
    """Return a point of time as SDK integrations write it.

    >>> instant(1585397644473), instant(0)
    ('2020-03-28T12:14:04.473Z', '1970-01-01T00:00:00Z')
    """
    moment = datetime.fromtimestamp(now_ms / 1000, UTC)
    text = moment.strftime("%Y-%m-%dT%H:%M:%S")
    millis = now_ms % 1000
    return f"{text}.{millis:03d}Z" if millis else f"{text}Z"
