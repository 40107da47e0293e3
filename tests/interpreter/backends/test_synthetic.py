"""Made-up answers: valid by botocore's own judgement, plausible for the services, the same in every run."""

from __future__ import annotations

import pytest
from botocore.loaders import Loader
from botocore.model import ServiceModel as BotocoreModel
from botocore.validate import ParamValidator
from hypothesis import given, settings
from hypothesis import strategies as st

from asl.expr.environment import Chance
from asl.integrations import (
    Shape,
    Style,
    action_name,
    input_shape,
    load_service,
    optimized_services,
    parse_resource,
    sdk_service_names,
    to_api_names,
)
from asl.integrations.request import parsed_answer
from interpreter.backends import SyntheticBackend
from interpreter.backends.api import ApiCall, ApiError
from interpreter.backends.synthetic import SyntheticApi
from interpreter.backends.synthetic.pattern_text import matches, text_for_pattern
from interpreter.services import ExecutionFacts, Failed, Pending, Submitted, Succeeded, TaskRequest

START_MS = 1_700_000_000_000
ROLE = "arn:aws:iam::123456789012:role/service"
FACTS = ExecutionFacts(
    "arn:aws:states:us-east-1:123456789012:execution:m:e1",
    "e1",
    "arn:aws:states:us-east-1:123456789012:stateMachine:m",
    "m",
    ROLE,
    "us-east-1",
    "123456789012",
    START_MS,
)
TRAINING = {
    "TrainingJobName": "train-1",
    "AlgorithmSpecification": {"TrainingImage": "image:1", "TrainingInputMode": "File"},
    "RoleArn": ROLE,
    "OutputDataConfig": {"S3OutputPath": "s3://bucket/models/"},
    "ResourceConfig": {"InstanceCount": 2, "InstanceType": "ml.c4.xlarge", "VolumeSizeInGB": 30},
    "StoppingCondition": {"MaxRuntimeInSeconds": 1000},
    "HyperParameters": {"epochs": "6"},
}


class Run:
    """Runs Tasks one after another against one backend."""

    def __init__(self):
        self.backend = SyntheticBackend()
        self.sequence = 0
        self.now_ms = START_MS

    def request(self, resource, parameters, **more):
        self.sequence += 1
        text = resource if resource.startswith("arn:") else f"arn:aws:states:::{resource}"
        return TaskRequest(
            state_name="S",
            at=("States", "S"),
            resource=parse_resource(text),
            parameters=parameters,
            retry_count=0,
            sequence=self.sequence,
            now_ms=self.now_ms,
            execution=FACTS,
            chance=Chance(),
            **more,
        )

    def task(self, resource, parameters, **more):
        """Return the last reply, after at most a hundred polls."""
        request = self.request(resource, parameters, **more)
        assert self.backend.check(request) is None
        first = reply = self.backend.start(request)
        self.statuses = []
        for _ in range(100):
            if not isinstance(reply, (Submitted, Pending)):
                return reply
            self.statuses.append(reply.status)
            self.now_ms += reply.poll_after_ms
            reply = self.backend.poll(request, first.job, self.now_ms)
        raise AssertionError("the job does not end")

    def output(self, resource, parameters, **more):
        reply = self.task(resource, parameters, **more)
        assert isinstance(reply, Succeeded), reply
        return reply.output


# -- every operation of these services, judged by botocore ---------------------------------------------------------

SERVICES = [
    "athena",
    "batch",
    "codebuild",
    "dynamodb",
    "ec2",
    "ecs",
    "eks",
    "emr",
    "events",
    "glue",
    "iam",
    "kms",
    "lambda",
    "logs",
    "mediaconvert",
    "rds",
    "s3",
    "sagemaker",
    "secretsmanager",
    "sns",
    "sqs",
    "stepfunctions",
    "sts",
]


def least_request(shape: Shape):
    """Return a request with a value for each required member."""
    return {member.name: least_value(member.shape) for member in shape.members.values() if member.is_required}


def least_value(shape):
    match shape.kind:
        case "structure":
            return least_request(shape)
        case "list":
            return [least_value(shape.element)] * max(1, int(shape.minimum or 1))
        case "map":
            return {}
        case "string":
            if shape.enum:
                return shape.enum[0]
            least = int(shape.minimum or 1)
            text = text_for_pattern(shape.pattern, least) if shape.pattern else None
            return text or "name-1".ljust(least, "x")[: int(shape.maximum or 4096)]
        case "integer":
            return int(shape.minimum or 1)
        case "float":
            return float(shape.minimum or 1)
        case "boolean":
            return True
        case "timestamp":
            return "2024-01-01T00:00:00Z"
        case _:
            return "text"


@pytest.mark.parametrize("folder", SERVICES)
def test_answers_are_valid(folder):
    independent = BotocoreModel(Loader().load_service_model(folder, "service-2"), folder)
    model = load_service(folder)
    sdk_name = next(name for name, other in sdk_service_names().items() if other == folder)
    run = Run()
    refusals = set()
    for operation in model.operations:
        output = independent.operation_model(operation).output_shape
        facts = model.operations[operation]
        parameters = least_request(Shape(facts["input"]["shape"], Style.SDK, model.shapes)) if "input" in facts else {}
        resource = f"aws-sdk:{sdk_name}:{action_name(operation)}"
        request = run.request(resource, parameters)
        call = ApiCall(folder, operation, parameters, Style.SDK, None, request, START_MS)
        try:
            answer = SyntheticApi().call(call).output
        except ApiError as refused:
            refusals.add((folder, refused.code))
            continue
        if output is None:
            assert answer == {}
            continue
        shape = Shape(output.name, Style.SDK, model.shapes)
        report = ParamValidator().validate(to_api_names(shape, answer), output)
        assert not report.has_errors(), f"{operation}: {report.generate_report()}"
    assert refusals <= {("sagemaker", "ValidationException")}


@pytest.mark.parametrize(
    ("service", "action"),
    [
        pytest.param(service, action, id=f"{service.name}:{action.name}")
        for service in optimized_services().values()
        for action in service.actions
        if action.job
    ],
)
def test_every_job_ends_well(service, action):
    run = Run()
    resource = f"{service.name}:{action.name}.sync"
    shape = input_shape(parse_resource(f"arn:aws:states:::{resource}"))
    parameters = TRAINING if action.name == "createTrainingJob" else least_request(shape)
    if service.name == "sagemaker" and parameters is not TRAINING:
        # The service checks patterns and lengths, which the least request does not keep.
        parameters = SAGEMAKER_JOBS[action.name]
    reply = run.task(resource, parameters)
    assert isinstance(reply, Succeeded), reply
    assert "SdkHttpMetadata" not in reply.output


SAGEMAKER_JOBS = {
    "createProcessingJob": {
        "ProcessingJobName": "job-1",
        "ProcessingResources": {
            "ClusterConfig": {"InstanceCount": 1, "InstanceType": "ml.m5.large", "VolumeSizeInGB": 10}
        },
        "AppSpecification": {"ImageUri": "image"},
        "RoleArn": ROLE,
    },
    "createTransformJob": {
        "TransformJobName": "job-1",
        "ModelName": "model-1",
        "TransformInput": {"DataSource": {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": "s3://b/in"}}},
        "TransformOutput": {"S3OutputPath": "s3://b/out"},
        "TransformResources": {"InstanceType": "ml.m5.large", "InstanceCount": 1},
    },
    "createHyperParameterTuningJob": {
        "HyperParameterTuningJobName": "job-1",
        "HyperParameterTuningJobConfig": {
            "Strategy": "Bayesian",
            "ResourceLimits": {"MaxNumberOfTrainingJobs": 4, "MaxParallelTrainingJobs": 2},
        },
    },
    "createLabelingJob": {
        "LabelingJobName": "job-1",
        "LabelAttributeName": "label",
        "InputConfig": {"DataSource": {"S3DataSource": {"ManifestS3Uri": "s3://b/m"}}},
        "OutputConfig": {"S3OutputPath": "s3://b/out"},
        "RoleArn": ROLE,
        "HumanTaskConfig": {
            "WorkteamArn": "arn:aws:sagemaker:us-east-1:123456789012:workteam/private-crowd/w",
            "UiConfig": {"UiTemplateS3Uri": "s3://b/t"},
            "TaskTitle": "t",
            "TaskDescription": "d",
            "NumberOfHumanWorkersPerDataObject": 1,
            "TaskTimeLimitInSeconds": 60,
        },
    },
}


# -- SageMaker -----------------------------------------------------------------------------------------------------


def test_a_training_job():
    run = Run()
    job = run.output("sagemaker:createTrainingJob.sync", TRAINING)
    assert run.statuses[1:] == sorted(
        run.statuses[1:],
        key=["InProgress: Starting", "InProgress: Downloading", "InProgress: Training", "InProgress: Uploading"].index,
    )
    assert job["TrainingJobArn"] == "arn:aws:sagemaker:us-east-1:123456789012:training-job/train-1"
    assert job["ModelArtifacts"] == {"S3ModelArtifacts": "s3://bucket/models/train-1/output/model.tar.gz"}
    assert job["AlgorithmSpecification"]["TrainingImage"] == "image:1"
    assert job["RoleArn"] == ROLE
    assert (job["TrainingJobStatus"], job["SecondaryStatus"]) == ("Completed", "Completed")
    assert job["Tags"] == {
        "MANAGED_BY_AWS": "STARTED_BY_STEP_FUNCTIONS",
        "AWS_STEP_FUNCTIONS_EXECUTION_ARN": FACTS.arn,
    }
    assert job["CreationTime"] == START_MS
    transitions = job["SecondaryStatusTransitions"]
    assert [entry["Status"] for entry in transitions] == [
        "Starting",
        "Downloading",
        "Training",
        "Uploading",
        "Completed",
    ]
    assert [e["EndTime"] for e in transitions[:-1]] == [e["StartTime"] for e in transitions[1:]]
    assert job["TrainingTimeInSeconds"] == (job["TrainingEndTime"] - job["TrainingStartTime"]) // 1000


def test_the_pipeline_from_training_to_endpoint():
    run = Run()
    job = run.output("sagemaker:createTrainingJob.sync", TRAINING)
    container = {
        "Image": job["AlgorithmSpecification"]["TrainingImage"],
        "ModelDataUrl": job["ModelArtifacts"]["S3ModelArtifacts"],
    }
    model = run.output(
        "sagemaker:createModel",
        {"ModelName": "model-1", "ExecutionRoleArn": job["RoleArn"], "PrimaryContainer": container},
    )
    assert model["ModelArn"].endswith(":model/model-1")
    assert model["SdkHttpMetadata"]["HttpStatusCode"] == 200
    variant = {
        "VariantName": "all",
        "ModelName": "model-1",
        "InstanceType": "ml.m4.xlarge",
        "InitialInstanceCount": 1,
        "InitialVariantWeight": 1,
    }
    run.output("sagemaker:createEndpointConfig", {"EndpointConfigName": "config-1", "ProductionVariants": [variant]})
    names = {"EndpointName": "endpoint-1", "EndpointConfigName": "config-1"}
    made = run.output("sagemaker:createEndpoint", names)
    assert made["EndpointArn"].endswith(":endpoint/endpoint-1")
    describe = ("aws-sdk:sagemaker:describeEndpoint", {"EndpointName": "endpoint-1"})
    assert run.output(*describe)["EndpointStatus"] == "Creating"
    run.now_ms += 600_000
    endpoint = run.output(*describe)
    assert endpoint["EndpointStatus"] == "InService"
    assert endpoint["CreationTime"].endswith("Z")
    assert endpoint["ProductionVariants"][0]["VariantName"] == "all"
    run.output("sagemaker:updateEndpoint", names)
    assert run.output(*describe)["EndpointStatus"] == "Updating"
    listed = run.output("aws-sdk:sagemaker:listModels", {})
    assert [model["ModelName"] for model in listed["Models"]] == ["model-1"]
    run.output("aws-sdk:sagemaker:deleteModel", {"ModelName": "model-1"})
    assert run.output("aws-sdk:sagemaker:listModels", {}) == {"Models": []}


@pytest.mark.parametrize(
    ("change", "error", "text"),
    [
        ({"TrainingJobName": "no_underscore"}, "SageMaker.AmazonSageMakerException", "regular expression pattern"),
        ({"TrainingJobName": "x" * 64}, "SageMaker.AmazonSageMakerException", "less than or equal to 63"),
        ({"RoleArn": "short"}, "SageMaker.AmazonSageMakerException", "'roleArn'"),
        ({"HyperParameters": {"a": "x" * 2501}}, "SageMaker.AmazonSageMakerException", "hyperParameters.a"),
    ],
)
def test_requests_that_the_service_refuses(change, error, text):
    reply = Run().task("sagemaker:createTrainingJob.sync", TRAINING | change)
    assert isinstance(reply, Failed)
    assert (reply.error, reply.phase) == (error, "submit")
    assert text in reply.cause
    assert "Error Code: ValidationException" in reply.cause


def test_a_name_is_used_once():
    run = Run()
    run.task("sagemaker:createTrainingJob", TRAINING)
    reply = run.task("sagemaker:createTrainingJob", TRAINING)
    assert isinstance(reply, Failed)
    assert (reply.error, reply.phase) == ("SageMaker.ResourceInUseException", "run")


def test_a_stopped_job_fails_its_task():
    run = Run()
    request = run.request("sagemaker:createTrainingJob.sync", TRAINING)
    submitted = run.backend.start(request)
    run.backend.cancel(request, submitted.job, START_MS + 70_000)
    reply = run.backend.poll(request, submitted.job, START_MS + 90_000)
    assert isinstance(reply, Failed)
    assert reply.error == "States.TaskFailed"
    assert '"TrainingJobStatus":"Stopped"' in reply.cause


def test_the_best_job_of_a_tuning_job():
    job = Run().output("sagemaker:createHyperParameterTuningJob.sync", SAGEMAKER_JOBS["createHyperParameterTuningJob"])
    assert job["BestTrainingJob"]["TrainingJobName"].startswith("job-1-001-")
    assert job["TrainingJobStatusCounters"]["Completed"] == 4


# -- other services ------------------------------------------------------------------------------------------------


def test_functions_return_their_event():
    run = Run()
    answer = run.output("lambda:invoke", {"FunctionName": "f", "Payload": {"a": [1, 2.5]}})
    assert (answer["Payload"], answer["StatusCode"], answer["ExecutedVersion"]) == ({"a": [1, 2.5]}, 200, "$LATEST")
    assert run.output("lambda:invoke", {"FunctionName": "f"})["Payload"] == {}
    assert run.output("arn:aws:lambda:us-east-1:123456789012:function:f", [0.0]) == [0.0]
    event = run.output("lambda:invoke", {"FunctionName": "f", "InvocationType": "Event"})
    assert (event["Payload"], event["StatusCode"]) == ("", 202)


@pytest.mark.parametrize(
    ("resource", "parameters", "expected"),
    [
        ("dynamodb:getItem", {"TableName": "t", "Key": {"id": {"S": "a"}}}, {"Item": {"id": {"S": "a"}}}),
        ("events:putEvents", {"Entries": [{"Detail": {}}]}, {"FailedEntryCount": 0}),
        ("apigateway:invoke", {"ApiEndpoint": "e", "Method": "GET"}, {"StatusCode": 200, "ResponseBody": {}}),
        (
            "http:invoke",
            {"ApiEndpoint": "e", "Method": "POST", "RequestBody": [1]},
            {"StatusCode": 200, "ResponseBody": [1]},
        ),
    ],
)
def test_answers(resource, parameters, expected):
    output = Run().output(resource, parameters)
    assert expected.items() <= output.items()
    assert ("SdkHttpMetadata" in output) == (not resource.startswith(("events", "apigateway", "http")))


def test_sdk_calls_have_no_metadata():
    assert "SdkHttpMetadata" not in Run().output("aws-sdk:dynamodb:getItem", {"TableName": "t", "Key": {}})


def test_a_nested_execution():
    run = Run()
    parameters = {"StateMachineArn": FACTS.state_machine_arn, "Name": "child", "Input": {"a": 1}}
    text = run.output("states:startExecution.sync", parameters)
    assert (text["Input"], text["Output"]) == ('{"a":1}', '{"a":1}')
    parsed = run.output("states:startExecution.sync:2", parameters | {"Name": "other"})
    assert (parsed["Input"], parsed["Status"]) == ({"a": 1}, "SUCCEEDED")
    assert parsed["ExecutionArn"] == "arn:aws:states:us-east-1:123456789012:execution:m:other"


def test_tokens_come_back():
    run = Run()
    message = {"QueueUrl": "u", "MessageBody": {"Token": "t-1", "Order": 7}}
    assert run.output("sqs:sendMessage.waitForTaskToken", message, task_token="t-1") == {"Order": 7}
    assert run.now_ms == START_MS + 1000
    activity = "arn:aws:states:us-east-1:123456789012:activity:a"
    assert run.output(activity, {"x": 1}, task_token="t-2") == {"x": 1}


def test_things_are_remembered_and_forgotten():
    run = Run()
    run.output("aws-sdk:ecs:createCluster", {"ClusterName": "blue"})
    described = run.output("aws-sdk:ecs:describeClusters", {"Clusters": ["blue"]})
    assert described["Clusters"]
    run.output("eks:createCluster.sync", {"Name": "k", "RoleArn": ROLE, "ResourcesVpcConfig": {}})
    assert run.output("aws-sdk:eks:describeCluster", {"Name": "k"})["Cluster"]["RoleArn"] == ROLE
    run.output("eks:deleteCluster.sync", {"Name": "k"})
    gone = run.task("aws-sdk:eks:describeCluster", {"Name": "k"})
    assert isinstance(gone, Failed)
    assert gone.error == "Eks.ResourceNotFoundException"


def test_services_whose_model_is_gone_answer_nothing():
    assert Run().output("aws-sdk:qldb:describeLedger", {"Name": "n"}) == {}


def test_pages_end():
    assert "NextToken" not in Run().output("aws-sdk:s3:listObjectsV2", {"Bucket": "b"})
    assert "LastEvaluatedKey" not in Run().output("aws-sdk:dynamodb:scan", {"TableName": "t"})


@pytest.mark.parametrize(
    ("resource", "parameters", "text"),
    [
        ("sagemaker:createTrainingJob.sync", TRAINING | {"trainingjobname": "x"}, '"trainingjobname" is not supported'),
        ("lambda:invoke", {}, "'FunctionName' is required but was missing"),
        ("lambda:nothing", {}, "The resource 'arn:aws:states:::lambda:nothing' is not supported"),
        ("aws-sdk:nothing:atAll", {}, "is not supported"),
        ("arn:aws:s3:::bucket", {}, "is not supported"),
    ],
)
def test_calls_that_cannot_be_made(resource, parameters, text):
    run = Run()
    assert text in run.backend.check(run.request(resource, parameters))


def test_the_same_run_gives_the_same_answers():
    def everything():
        run = Run()
        return [
            run.task("sagemaker:createTrainingJob.sync", TRAINING),
            run.task("aws-sdk:ec2:describeInstances", {}),
            run.task("ecs:runTask.sync", {"TaskDefinition": "t"}),
        ]

    assert everything() == everything()


def test_payload_text_that_is_not_json_stays():
    assert parsed_answer({"Payload": "plain"}, ["Payload"]) == {"Payload": "plain"}


@settings(deadline=None)
@given(st.text(alphabet="ab01-_.*+?()[]{}|\\dws^$,", max_size=24))
def test_a_text_for_a_pattern_matches_it(pattern):
    text = text_for_pattern(pattern)
    assert text is None or matches(pattern, text)


@pytest.mark.parametrize(
    "pattern",
    [
        r"[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}",
        r"arn:aws[a-z\-]*:iam::\d{12}:role/?[a-zA-Z_0-9+=,.@\-_/]+",
        r"^(https|s3)://([^/]+)/?(.*)$",
        r"[^\s]{3,5}",
        r"(?:a|b)+c?",
        r"[0-9a-f]{8}-[0-9a-f]{4}",
    ],
)
def test_patterns_of_the_models(pattern):
    assert text_for_pattern(pattern, 1)
