"""Asks each service until it was throttled; a client that tries again comes through all the same."""
import boto3
from botocore.config import Config

config = Config(retries={"mode": "standard", "total_max_attempts": 5})
for service, ask in [
    ("iam", "list_roles"),
    ("ec2", "describe_vpcs"),
    ("bedrock-agentcore-control", "list_browsers"),
]:
    client = boto3.client(service, config=config)
    while getattr(client, ask)()["ResponseMetadata"]["RetryAttempts"] == 0:
        pass
print("tried again")
