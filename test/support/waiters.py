"""Waiters and paginators of boto3."""
import boto3

NAME = "AWSServiceRoleForBedrockAgentCoreNetwork"
iam = boto3.client("iam")
ec2 = boto3.client("ec2")
agentcore = boto3.client("bedrock-agentcore-control")
PUBLIC = {"networkMode": "PUBLIC"}

iam.create_service_linked_role(AWSServiceName="network.bedrock-agentcore.amazonaws.com")
iam.get_waiter("role_exists").wait(RoleName=NAME)

vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
ec2.get_waiter("vpc_exists").wait(VpcIds=[vpc])
ec2.get_waiter("vpc_available").wait(VpcIds=[vpc])
subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.1.0/24")["Subnet"]["SubnetId"]
ec2.get_waiter("subnet_available").wait(SubnetIds=[subnet])
group = ec2.create_security_group(VpcId=vpc, GroupName="g", Description="d")["GroupId"]
ec2.get_waiter("security_group_exists").wait(GroupIds=[group])
interfaces = [
    ec2.create_network_interface(SubnetId=subnet)["NetworkInterface"]["NetworkInterfaceId"]
    for _ in range(7)
]
ec2.get_waiter("network_interface_available").wait(NetworkInterfaceIds=interfaces)


def pages(client, operation, member, **arguments):
    found = client.get_paginator(operation).paginate(**arguments)
    return [len(page[member]) for page in found]


def same(found, wanted):
    assert found == wanted, f"{found} and not {wanted}"


for name in "abcd":
    iam.create_role(RoleName=name, AssumeRolePolicyDocument="{}")
    agentcore.create_browser(name=name, networkConfiguration=PUBLIC)
    agentcore.create_code_interpreter(name=name, networkConfiguration=PUBLIC)

in_subnet = [{"Name": "subnet-id", "Values": [subnet]}]
same(pages(iam, "list_roles", "Roles", PaginationConfig={"PageSize": 2}), [2, 2, 1])
same(pages(iam, "list_role_tags", "Tags", RoleName=NAME), [0])
three = {"PaginationConfig": {"PageSize": 3}}
same(pages(agentcore, "list_browsers", "browserSummaries", **three), [3, 1])
same(pages(agentcore, "list_code_interpreters", "codeInterpreterSummaries", **three), [3, 1])
same(
    pages(
        ec2,
        "describe_network_interfaces",
        "NetworkInterfaces",
        Filters=in_subnet,
        PaginationConfig={"PageSize": 5},
    ),
    [5, 2],
)
for filters, found in [
    ([{"Name": "group-name", "Values": ["g"]}], [group]),
    ([{"Name": "group-name", "Values": ["h"]}], []),
]:
    groups = ec2.describe_security_groups(Filters=filters)["SecurityGroups"]
    same([one["GroupId"] for one in groups], found)
ec2.create_tags(Resources=[vpc], Tags=[{"Key": "Name", "Value": "shop"}])
by_tag = [{"Name": "tag:Name", "Values": ["sh?p"]}, {"Name": "cidr", "Values": ["10.0.0.0/16"]}]
same([one["VpcId"] for one in ec2.describe_vpcs(Filters=by_tag)["Vpcs"]], [vpc])
print("done")
