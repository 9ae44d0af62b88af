"""Makes calls by boto3, and says what is wrong with the answers.

Reads {"url", "account", "rows": [{"service", "operation", "input", "comes"}]} and prints a list of sentences.
"""
import datetime
import json
import sys
import urllib.request

import boto3
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.validate import ParamValidator

asked = json.load(sys.stdin)
config = Config(parameter_validation=False, retries={"total_max_attempts": 1})
clients = {}
problems = []


def restore():
    request = urllib.request.Request(
        asked["url"] + "/_model/account", json.dumps(asked["account"]).encode(), method="PUT"
    )
    urllib.request.urlopen(request).read()


def as_written(value, shape):
    """Policy documents as the texts that the service declares: boto3 reads them already."""
    if shape.type_name == "structure" and isinstance(value, dict):
        return {name: as_written(item, shape.members[name]) for name, item in value.items()}
    if shape.type_name == "list":
        return [as_written(item, shape.member) for item in value]
    return json.dumps(value) if shape.type_name == "string" and isinstance(value, dict) else value


def unknown_words(value, shape, path):
    """Words that an enumeration does not have."""
    if shape.type_name == "structure":
        return [
            word
            for name, item in value.items()
            for word in unknown_words(item, shape.members[name], f"{path}.{name}")
        ]
    if shape.type_name == "list":
        return [word for item in value for word in unknown_words(item, shape.member, path)]
    if shape.type_name == "timestamp" and not isinstance(value, datetime.datetime):
        return [f"{path} is no date: {value}"]
    words = getattr(shape, "enum", [])
    return [f"{path} {value}"] if words and value not in words else []


def problem(row):
    service, operation, comes = row["service"], row["operation"], row["comes"]
    client = clients.setdefault(service, boto3.client(service, config=config))
    method = getattr(client, xform_name(operation))
    try:
        output = method(**row["input"])
    except ClientError as error:
        code = error.response["Error"]["Code"]
        if comes in (code, f"{code}Exception"):
            return None
        return f"refused: {error}"
    if comes is not None:
        return f"not refused: {output}"
    metadata = output.pop("ResponseMetadata")
    if not metadata.get("RequestId"):
        return "has no RequestId"
    shape = client.meta.service_model.operation_model(operation).output_shape
    if shape is None:
        return f"answers what should have no answer: {output}" if output else None
    written = as_written(output, shape)
    report = ParamValidator().validate(written, shape)
    if report.has_errors():
        return report.generate_report()
    words = unknown_words(written, shape, operation)
    # The service itself answers a type that its own model does not have.
    known = "DescribeNetworkInterfaces.NetworkInterfaces.InterfaceType agentic_ai"
    return ", ".join(word for word in words if word != known) or None


for row in asked["rows"]:
    restore()
    found = problem(row)
    if found is not None:
        problems.append(f"{row['operation']} {json.dumps(row['input'])}: {found}")
print(json.dumps(problems))
