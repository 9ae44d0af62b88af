"""The whole life of the role, as a client sees it: made, used in two Regions, kept, freed, deleted, and back."""
import time

import boto3
from botocore.exceptions import ClientError

NAME = "AWSServiceRoleForBedrockAgentCoreNetwork"
iam = boto3.client("iam")
ec2 = boto3.client("ec2")
here = boto3.client("bedrock-agentcore-control", region_name="us-east-1")
there = boto3.client("bedrock-agentcore-control", region_name="eu-west-1")


def eventually(ask, fits):
    """Asks until an answer fits; a test that waits for ever is stopped by its own time."""
    while True:
        answer = ask()
        if fits(answer):
            return answer
        time.sleep(0.05)


def code_of(call, **arguments):
    try:
        return f"not refused: {call(**arguments)}"
    except ClientError as error:
        return error.response["Error"]["Code"]


def deletion():
    task = iam.delete_service_linked_role(RoleName=NAME)["DeletionTaskId"]
    return eventually(
        lambda: iam.get_service_linked_role_deletion_status(DeletionTaskId=task),
        lambda answer: answer["Status"] in ("SUCCEEDED", "FAILED"),
    )


def same(found, wanted):
    assert found == wanted, f"{found} and not {wanted}"


vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.1.0/24")["Subnet"]["SubnetId"]
group = ec2.create_security_group(VpcId=vpc, GroupName="shop", Description="of a shop")["GroupId"]
in_vpc = {
    "networkMode": "VPC",
    "vpcConfig": {"subnets": [subnet], "securityGroups": [group]},
}

# A browser in a VPC makes the role.
same(code_of(iam.get_role, RoleName=NAME), "NoSuchEntity")
browser = here.create_browser(name="shop", networkConfiguration=in_vpc)
same(browser["status"], "CREATING")
role = iam.get_role(RoleName=NAME)["Role"]
same(
    role["AssumeRolePolicyDocument"]["Statement"][0]["Principal"],
    {"Service": "network.bedrock-agentcore.amazonaws.com"},
)
[policy] = iam.list_attached_role_policies(RoleName=NAME)["AttachedPolicies"]
version = iam.get_policy_version(PolicyArn=policy["PolicyArn"], VersionId="v1")["PolicyVersion"]
assert "ec2:CreateNetworkInterface" in str(version["Document"])
same(
    code_of(iam.detach_role_policy, RoleName=NAME, PolicyArn=policy["PolicyArn"]),
    "UnmodifiableEntity",
)

# Its interface is tagged, and stands in the way.
eventually(
    lambda: here.get_browser(browserId=browser["browserId"])["status"],
    lambda status: status == "READY",
)
[interface] = ec2.describe_network_interfaces(Filters=[{"Name": "vpc-id", "Values": [vpc]}])[
    "NetworkInterfaces"
]
same(interface["InterfaceType"], "agentic_ai")
same(interface["TagSet"], [{"Key": "AmazonBedrockAgentCoreManaged", "Value": "true"}])
same(code_of(ec2.delete_subnet, SubnetId=subnet), "DependencyViolation")
same(code_of(ec2.delete_security_group, GroupId=group), "DependencyViolation")
same(
    code_of(
        ec2.detach_network_interface, AttachmentId=interface["Attachment"]["AttachmentId"]
    ),
    "OperationNotPermitted",
)

# The role is used in two Regions.
tool = there.create_code_interpreter(name="sums", networkConfiguration=in_vpc)
failed = deletion()
same(failed["Status"], "FAILED")
same(
    {usage["Region"]: usage["Resources"] for usage in failed["Reason"]["RoleUsageList"]},
    {"us-east-1": [browser["browserArn"]], "eu-west-1": [tool["codeInterpreterArn"]]},
)
same(iam.get_role(RoleName=NAME)["Role"]["RoleId"], role["RoleId"])


def browser_is_left():
    return "shop" in str(here.list_browsers()["browserSummaries"])


here.delete_browser(browserId=browser["browserId"])
eventually(browser_is_left, lambda left: not left)
failed = deletion()
same([usage["Region"] for usage in failed["Reason"]["RoleUsageList"]], ["eu-west-1"])
eventually(
    lambda: there.get_code_interpreter(codeInterpreterId=tool["codeInterpreterId"])["status"],
    lambda status: status == "READY",
)
there.delete_code_interpreter(codeInterpreterId=tool["codeInterpreterId"])
eventually(lambda: there.list_code_interpreters()["codeInterpreterSummaries"], lambda left: not left)

# Freed in both, it goes; and comes back as another.
same(deletion()["Status"], "SUCCEEDED")
same(code_of(iam.get_role, RoleName=NAME), "NoSuchEntity")
here.create_browser(name="again", networkConfiguration=in_vpc)
assert iam.get_role(RoleName=NAME)["Role"]["RoleId"] != role["RoleId"]
print("a new RoleId")
