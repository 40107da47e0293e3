"""Tables of the SDK integrations: irregular service names, and what Step Functions leaves out.

Everything else follows from the rules in :mod:`.naming`. Source: developer guide, *Supported AWS SDK service
integrations*, with its list of unsupported actions; where a service is missing there although botocore has it, the
service may still work, because the guide lags behind.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["DOCUMENTED_WITHOUT_MODEL", "IRREGULAR", "UNDOCUMENTED", "UNSUPPORTED_ACTIONS"]

IRREGULAR: Final[Mapping[str, str]] = {
    "applicationdiscovery": "discovery",
    "cloudwatchlogs": "logs",
    "cognitoidentityprovider": "cognito-idp",
    "costandusagereport": "cur",
    "costexplorer": "ce",
    "databasemigration": "dms",
    "directory": "ds",
    "directoryservicedata": "ds-data",
    "elasticloadbalancing": "elb",
    "elasticloadbalancingv2": "elbv2",
    "elasticsearch": "es",
    "eventbridge": "events",
    "iotdataplane": "iot-data",
    "iotjobsdataplane": "iot-jobs-data",
    "lexmodelbuilding": "lex-models",
    "lexmodelsv2": "lexv2-models",
    "lexruntimev2": "lexv2-runtime",
    "marketplacemetering": "meteringmarketplace",
    "migrationhub": "mgh",
    "pinpointsmsvoice": "sms-voice",
    "serverlessapplicationrepository": "serverlessrepo",
    "sfn": "stepfunctions",
    "simpledb": "sdb",
}
"""Service name in a ``Resource`` to botocore's folder, where the folder is not the name with hyphens."""

UNDOCUMENTED: Final = frozenset(
    [
        "accountaccess",
        "accountaccessruntime",
        "agentregistry",
        "agentregistrycontrol",
        "aiops",
        "apigatewaymanagementapi",
        "arcregionswitch",
        "artifact",
        "bcmdashboards",
        "bcmrecommendedactions",
        "bedrockagentcore",
        "bedrockagentcorecontrol",
        "chatbot",
        "cloudsearchdomain",
        "cloudwatchomni",
        "computeoptimizerautomation",
        "connecthealth",
        "connectscheduling",
        "continuum",
        "devopsagent",
        "elementalinference",
        "endusermessaging",
        "eventbridgev2",
        "evs",
        "gameliftstreams",
        "globalaccelerator",
        "iamtoolbox",
        "importexport",
        "interconnect",
        "iotdataplane",
        "iotmanagedintegrations",
        "keyspacesstreams",
        "lambdacore",
        "lambdamicrovms",
        "lambdaweb",
        "machinelearning",
        "marketplaceagreement",
        "marketplacedeployment",
        "marketplacediscovery",
        "mediastoredata",
        "mpa",
        "mwaaserverless",
        "neptunedata",
        "networksecuritymanager",
        "notifications",
        "novaact",
        "odb",
        "opensearchmemory",
        "partnercentralaccount",
        "partnercentralbenefits",
        "partnercentralchannel",
        "partnercentralrevenuemeasurement",
        "pricingplanmanager",
        "resiliencehubv2",
        "route53globalresolver",
        "rtbfabric",
        "s3files",
        "s3vectors",
        "sagemakerinferencerouterruntime",
        "sagemakerjobruntime",
        "sagemakertrainingsessionruntime",
        "securityagent",
        "signerdata",
        "signin",
        "simpledb",
        "simpledbv2",
        "ssmguiconnect",
        "supportauthz",
        "sustainability",
        "uxc",
        "wickr",
        "workspacesinstances",
    ]
)
"""Services of botocore that the developer guide does not list: worth a warning, not an error."""

DOCUMENTED_WITHOUT_MODEL: Final = frozenset(
    [
        "apptest",
        "elasticinference",
        "elastictranscoder",
        "evidently",
        "finspace",
        "finspacedata",
        "honeycode",
        "iotanalytics",
        "iotevents",
        "ioteventsdata",
        "iotfleethub",
        "lookoutmetrics",
        "lookoutvision",
        "opsworks",
        "opsworkscm",
        "panorama",
        "privatenetworks",
        "qldb",
        "qldbsession",
        "robomaker",
        "simspaceweaver",
        "sms",
        "tnb",
    ]
)
"""Services of the developer guide that botocore no longer has."""

UNSUPPORTED_ACTIONS: Final[Mapping[str, frozenset[str]]] = {
    "applicationdiscovery": frozenset(["describeExportConfigurations", "exportConfigurations"]),
    "bedrockagentruntime": frozenset(
        ["invokeAgent", "invokeFlow", "invokeInlineAgent", "optimizePrompt", "retrieveAndGenerateStream"]
    ),
    "bedrockruntime": frozenset(["invokeModelWithResponseStream", "converseStream"]),
    "cloudwatchlogs": frozenset(["startLiveTail"]),
    "codedeploy": frozenset(
        [
            "batchGetDeploymentInstances",
            "getDeploymentInstance",
            "listDeploymentInstances",
            "skipWaitTimeForInstanceTermination",
        ]
    ),
    "comprehendmedical": frozenset(["detectEntities"]),
    "dataexchange": frozenset(["sendApiAsset"]),
    "directconnect": frozenset(
        [
            "allocateConnectionOnInterconnect",
            "describeConnectionLoa",
            "describeConnectionsOnInterconnect",
            "describeInterconnectLoa",
        ]
    ),
    "efs": frozenset(["createTags"]),
    "elastictranscoder": frozenset(["testRole"]),
    "emr": frozenset(["describeJobFlows"]),
    "iot": frozenset(
        ["attachPrincipalPolicy", "listPrincipalPolicies", "detachPrincipalPolicy", "listPolicyPrincipals"]
    ),
    "iotdeviceadvisor": frozenset(["listTestCases"]),
    "iotsitewise": frozenset(["invokeAssistant"]),
    "kinesis": frozenset(["subscribeToShard"]),
    "lambda": frozenset(["invokeAsync", "invokeWithResponseStream"]),
    "lexruntimev2": frozenset(["startConversation"]),
    "mediapackage": frozenset(["rotateChannelCredentials"]),
    "qbusiness": frozenset(["chat"]),
    "rdsdata": frozenset(["executeSql"]),
    "s3": frozenset(["selectObjectContent"]),
    "s3control": frozenset(["selectObjectContent"]),
    "sagemakerruntime": frozenset(["invokeEndpointWithResponseStream"]),
    "securitylake": frozenset(
        [
            "getDatalake",
            "getDatalakeAutoEnable",
            "getDatalakeExceptionsExpiry",
            "getDatalakeExceptionsSubscription",
            "getDatalakeStatus",
            "createSubscriptionNotificationConfiguration",
            "createDatalake",
            "createDatalakeAutoEnable",
            "createDatalakeDelegatedAdmin",
            "createDatalakeExceptionsSubscription",
            "deleteDatalake",
            "updateDatalake",
            "updateSubscriptionNotificationConfiguration",
            "updateDatalakeExceptionsExpiry",
            "updateDatalakeExceptionsSubscription",
            "deleteDatalakeAutoEnable",
            "deleteDatalakeDelegatedAdmin",
            "deleteDatalakeExceptionsSubscription",
            "deleteSubscriptionNotificationConfiguration",
            "listDatalakeExceptions",
        ]
    ),
    "shield": frozenset(["deleteSubscription"]),
    "sts": frozenset(["assumeRole", "assumeRoleWithSAML", "assumeRoleWithWebIdentity"]),
}
"""Actions that the developer guide says are not supported, by service."""
