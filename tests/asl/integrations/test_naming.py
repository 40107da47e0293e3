from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import botocore
import pytest

from asl.integrations import (
    DOCUMENTED_WITHOUT_MODEL,
    UNDOCUMENTED,
    UNSUPPORTED_ACTIONS,
    Style,
    botocore_service,
    exception_name,
    exception_prefix,
    load_service,
    member_name,
    sdk_service_name,
    sdk_service_names,
)

SERVICE_ID = re.compile(rb'"serviceId"\s*:\s*"([^"]+)"')


@pytest.mark.parametrize(
    ("service_id", "name", "prefix"),
    [
        ("SageMaker", "sagemaker", "SageMaker"),
        ("IoT Wireless", "iotwireless", "IotWireless"),
        ("IoTSiteWise", "iotsitewise", "IoTSiteWise"),
        ("MTurk", "mturk", "MTurk"),
        ("B2BI", "b2bi", "B2Bi"),
        ("SESv2", "sesv2", "SesV2"),
        ("Elastic Load Balancing v2", "elasticloadbalancingv2", "ElasticLoadBalancingV2"),
        ("WAFV2", "wafv2", "Wafv2"),
        ("Directory Service", "directory", "Directory"),
        ("EventBridge", "eventbridge", "EventBridge"),
    ],
)
def test_services(service_id, name, prefix):
    assert (sdk_service_name(service_id), exception_prefix(service_id)) == (name, prefix)


@pytest.mark.parametrize(
    ("api_name", "sdk", "optimized"),
    [
        ("DBInstanceIdentifier", "DbInstanceIdentifier", "DBInstanceIdentifier"),
        ("SSESpecification", "SseSpecification", "SSESpecification"),
        ("MD5OfMessageBody", "Md5OfMessageBody", "MD5OfMessageBody"),
        ("ETag", "ETag", "ETag"),
        ("taskArn", "TaskArn", "TaskArn"),
        ("ChecksumCRC32", "ChecksumCRC32", "ChecksumCRC32"),
        ("equals", "EqualsValue", "Equals"),
        ("A", "A", "A"),
    ],
)
def test_members(api_name, sdk, optimized):
    assert member_name(api_name, Style.SDK) == sdk
    assert member_name(api_name, Style.OPTIMIZED) == optimized


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("DBInstanceNotFoundFault", "DbInstanceNotFoundException"),
        ("NoSuchKey", "NoSuchKeyException"),
        ("ResourceInUseException", "ResourceInUseException"),
    ],
)
def test_exceptions(code, name):
    assert exception_name(code) == name


def test_names_follow_from_the_service_ids_of_all_models():
    data = Path(botocore.__file__).parent / "data"
    wrong = {}
    for name, folder in sdk_service_names().items():
        models = sorted(data.glob(f"{folder}/*/service-2.json*"))
        text = models[-1].read_bytes()
        text = gzip.decompress(text) if models[-1].suffix == ".gz" else text
        found = SERVICE_ID.search(text)
        assert found is not None, folder
        derived = sdk_service_name(found[1].decode())
        if derived != name:
            wrong[name] = derived
    assert wrong == {}


def test_tables_name_real_services():
    assert set(sdk_service_names()) >= UNDOCUMENTED
    assert not DOCUMENTED_WITHOUT_MODEL & set(sdk_service_names())
    for service in set(UNSUPPORTED_ACTIONS) - DOCUMENTED_WITHOUT_MODEL:
        assert botocore_service(service), service


def test_models():
    model = load_service("stepfunctions")
    assert model is not None
    assert model.actions["startExecution"] == "StartExecution"
    assert model.exception_prefix == "Sfn"
    assert model.is_modelled_error("StartExecution", "ExecutionAlreadyExists")
    assert not model.is_modelled_error("StartExecution", "ThrottlingException")
    assert load_service("no-such-service") is None
    assert json.dumps(model.metadata["serviceId"]) == '"SFN"'
