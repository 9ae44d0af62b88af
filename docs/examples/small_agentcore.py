"""The role, what holds it, and its deletion: a small AWS account in memory.

Written from AWS's pages and the sentences of docs/reference/requirements.md. A method of an AWS name is an operation.
Time stands still; `advance` lets the next thing happen.
"""
import re
import uuid
from datetime import datetime, timezone

ACCOUNT = "123456789012"
PRINCIPAL = "network.bedrock-agentcore.amazonaws.com"
ROLE = "AWSServiceRoleForBedrockAgentCoreNetwork"
POLICY = "BedrockAgentCoreNetworkServiceRolePolicy"
POLICY_ARN = f"arn:aws:iam::aws:policy/aws-service-role/{POLICY}"
DESCRIPTION = "Allows access to other AWS service resources that are required to run Amazon Bedrock AgentCore in VPC mode"
PUBLISHED = "2025-09-19T22:04:06Z"
MANAGED = "AmazonBedrockAgentCoreManaged"
HOUR = 3_600_000
INTERFACE = "arn:aws:ec2:*:*:network-interface/*"


def document(*statements):
    return {"Version": "2012-10-17", "Statement": list(statements)}


def allow(sid, action, resource, condition=None):
    statement = {"Sid": sid, "Effect": "Allow", "Action": action, "Resource": resource}
    return {**statement, "Condition": condition} if condition else statement


TRUST = document({"Effect": "Allow", "Principal": {"Service": PRINCIPAL}, "Action": "sts:AssumeRole"})
PERMISSIONS = document(
    allow("AllowCreateEniInAnySubnet", "ec2:CreateNetworkInterface", "arn:aws:ec2:*:*:subnet/*"),
    allow("AllowCreateEniWithSecurityGroups", "ec2:CreateNetworkInterface", "arn:aws:ec2:*:*:security-group/*"),
    allow("AllowCreateEniWithBedrockManagedRequestTag", "ec2:CreateNetworkInterface", INTERFACE, {
        "ForAllValues:StringEquals": {"aws:TagKeys": [MANAGED]},
        "StringEquals": {f"aws:RequestTag/{MANAGED}": "true"}}),
    allow("AllowTagEniOnCreate", "ec2:CreateTags", INTERFACE, {
        "StringEquals": {"ec2:CreateAction": "CreateNetworkInterface"}}),
    allow("AllowManageEniWhenBedrockManaged", [
        "ec2:DeleteNetworkInterface", "ec2:AssignPrivateIpAddresses", "ec2:UnassignPrivateIpAddresses",
        "ec2:CreateNetworkInterfacePermission"], INTERFACE, {
        "StringEquals": {f"aws:ResourceTag/{MANAGED}": "true"}}),
    allow("AllowGetSecurityGroupsForVpc", ["ec2:GetSecurityGroupsForVPC"], "arn:aws:ec2:*:*:vpc/*"),
    allow("AllowDescribeNetworkingResources", [
        "ec2:DescribeNetworkInterfaces", "ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeVpcs"], "*"),
)

# Kind of resource: word in ARNs, member of the id, member of the network configuration, modes, member of the list.
KINDS = {
    "AgentRuntime": ("runtime", "agentRuntimeId", "networkModeConfig", ["PUBLIC", "VPC"], "agentRuntimes"),
    "CodeInterpreter": ("code-interpreter-custom", "codeInterpreterId", "vpcConfig", ["PUBLIC", "SANDBOX", "VPC"],
                        "codeInterpreterSummaries"),
    "Browser": ("browser-custom", "browserId", "vpcConfig", ["PUBLIC", "VPC"], "browserSummaries"),
}


class Refusal(Exception):
    def __init__(self, code, status, message):
        super().__init__(message)
        self.answer = {"code": code, "status": status, "message": message}


def refuse_unless(condition, code, status, message):
    if not condition:
        raise Refusal(code, status, message)


def fits(pattern, value):
    return pattern is None or isinstance(value, str) and re.fullmatch(pattern, value, re.DOTALL) is not None


class Account:
    """One AWS account: what it has, and what is to happen in it."""

    def __init__(self):
        self.now = 1_767_225_600_000  # 2026
        self.role = None  # the service-linked role
        self.roles, self.users, self.groups = {}, {}, {}  # by names in lower case
        self.tasks, self.resources, self.interfaces, self.tokens = {}, [], {}, {}

    # What happens unasked.

    def uses(self):
        return [r for r in self.resources if "VPC" in (r["mode"], r["next_mode"])]

    def pending(self):
        for task in self.tasks.values():
            if task["Status"] in ("NOT_STARTED", "IN_PROGRESS"):
                yield task["due"], lambda task=task: self.go_on_with_task(task)
        for resource in self.resources:
            if resource["status"].endswith("ING"):
                yield resource["due"], lambda resource=resource: self.finish(resource)
        for place, interface in self.interfaces.items():
            if interface["due"] is not None and self.role:  # it is removed with the role
                yield interface["due"], lambda place=place: self.interfaces.pop(place)

    def advance(self):
        due, happens = min(self.pending(), key=lambda one: one[0], default=(None, None))
        if happens:
            self.now = max(self.now, due)
            happens()
        return happens is not None

    def go_on_with_task(self, task):
        task["due"] = self.now + 10_000
        if task["Status"] == "NOT_STARTED":
            task["Status"] = "IN_PROGRESS"
        elif not self.uses():
            task["Status"], self.role = "SUCCEEDED", None
        else:
            regions = sorted({r["region"] for r in self.uses()})
            task["Status"] = "FAILED"
            task["Reason"] = {"Reason": "The role is in use.", "RoleUsageList": [
                {"Region": region, "Resources": [r["arn"] for r in self.uses() if r["region"] == region]}
                for region in regions]}

    def finish(self, resource):
        if resource["status"] == "DELETING":
            self.resources.remove(resource)
        else:
            resource.update(status="READY", mode=resource["next_mode"])
        held = {place for r in self.uses() for place in r["places"]}
        if resource in self.resources and resource["mode"] == "VPC":
            for place in resource["places"]:
                self.interfaces.setdefault(place, {"id": f"eni-{uuid.uuid4().hex[:17]}"})
        for place, interface in self.interfaces.items():
            interface["due"] = None if place in held else interface.get("due") or self.now + 8 * HOUR

    def time(self):
        return datetime.fromtimestamp(self.now / 1000, timezone.utc).isoformat()

    # IAM and STS.

    def new_role(self, name, path, trust, description=None):
        role_id = f"AROA{uuid.uuid4().hex[:17].upper()}"
        return {"Path": path, "RoleName": name, "RoleId": role_id, "Arn": f"arn:aws:iam::{ACCOUNT}:role{path}{name}",
                "CreateDate": self.time(), "AssumeRolePolicyDocument": trust, "Description": description,
                "MaxSessionDuration": 3600, "Tags": {}, "attached": [], "inline": []}

    def linked_role(self, description=None):
        self.role = self.new_role(ROLE, f"/aws-service-role/{PRINCIPAL}/", TRUST, description)
        self.role["attached"] = [POLICY_ARN]

    def named(self, name):
        role = next((r for r in [self.role, *self.roles.values()] if r and r["RoleName"] == name), None)
        refuse_unless(role, "NoSuchEntity", 404, f"The role with name {name} cannot be found.")
        return role

    def own(self, name):
        """A role that customers may change."""
        role = self.named(name)
        refuse_unless(role is not self.role, "UnmodifiableEntity", 400,
                      f"Cannot perform the operation on the protected role '{name}' - this role is only modifiable by AWS")
        return role

    @staticmethod
    def shown(role, *left_out):
        hidden = {"attached", "inline", *left_out}
        shown = {member: value for member, value in role.items() if member not in hidden and value not in (None, {})}
        return {**shown, "Tags": tags(role)} if "Tags" in shown else shown

    def is_taken(self, name):
        return name.lower() in self.roles or bool(self.role) and name.lower() == ROLE.lower()

    def GetCallerIdentity(self):
        return {"Account": ACCOUNT, "UserId": "AIDAEXAMPLE", "Arn": f"arn:aws:iam::{ACCOUNT}:user/tester"}

    def CreateServiceLinkedRole(self, AWSServiceName, CustomSuffix=None, Description=None):
        if AWSServiceName != PRINCIPAL:
            refuse_unless(AWSServiceName.endswith(".amazonaws.com"), "AccessDenied", 403,
                          f"{AWSServiceName} is not a valid AWS service name (Service Principal)")
            raise Refusal("AccessDenied", 403, f"Cannot find Service Linked Role template for {AWSServiceName}")
        refuse_unless(not CustomSuffix, "InvalidInput", 400, f"Custom suffix is not allowed for {PRINCIPAL}")
        refuse_unless(not self.is_taken(ROLE), "InvalidInput", 400,
                      f"Service role name {ROLE} has been taken in this account, please try a different suffix.")
        self.linked_role(Description)
        return {"Role": self.shown(self.role, "MaxSessionDuration")}

    def DeleteServiceLinkedRole(self, RoleName):
        refuse_unless(self.role and RoleName == ROLE, "NoSuchEntity", 404, f"The role with name {RoleName} cannot be found.")
        for task_id, task in self.tasks.items():
            if task["Status"] in ("NOT_STARTED", "IN_PROGRESS"):
                return {"DeletionTaskId": task_id}
        task_id = f"task/aws-service-role/{PRINCIPAL}/{ROLE}/{uuid.uuid4()}"
        self.tasks[task_id] = {"Status": "NOT_STARTED", "due": self.now + 2000}
        return {"DeletionTaskId": task_id}

    def GetServiceLinkedRoleDeletionStatus(self, DeletionTaskId):
        refuse_unless(fits(r"task(/[^/]+){4}", DeletionTaskId), "InvalidInput", 400, "Invalid task id")
        task = self.tasks.get(DeletionTaskId)
        refuse_unless(task, "NoSuchEntity", 404, f"{DeletionTaskId} cannot be found.")
        return {member: value for member, value in task.items() if member != "due"}

    def GetRole(self, RoleName):
        return {"Role": {**self.shown(self.named(RoleName)), "RoleLastUsed": {}}}

    def ListRoles(self, PathPrefix="/"):
        every = [r for r in [self.role, *self.roles.values()] if r and r["Path"].startswith(PathPrefix)]
        return {"Roles": [self.shown(role, "Tags") for role in every], "IsTruncated": False}

    def UpdateRole(self, RoleName, Description=None, MaxSessionDuration=None):
        role = self.named(RoleName) if MaxSessionDuration is None else self.own(RoleName)
        role["MaxSessionDuration"] = MaxSessionDuration or role["MaxSessionDuration"]
        role["Description"] = role["Description"] if Description is None else Description
        return {}

    def UpdateRoleDescription(self, RoleName, Description):
        self.named(RoleName)["Description"] = Description
        return {"Role": self.shown(self.named(RoleName))}

    def TagRole(self, RoleName, Tags):
        self.named(RoleName)["Tags"].update({tag["Key"]: tag["Value"] for tag in Tags})
        return {}

    def UntagRole(self, RoleName, TagKeys):
        for key in TagKeys:
            self.named(RoleName)["Tags"].pop(key, None)
        return {}

    def ListRoleTags(self, RoleName):
        return {"Tags": tags(self.named(RoleName)), "IsTruncated": False}

    def ListAttachedRolePolicies(self, RoleName):
        attached = self.named(RoleName)["attached"]
        return {"AttachedPolicies": [{"PolicyArn": arn, "PolicyName": arn.split("/")[-1]} for arn in attached],
                "IsTruncated": False}

    def ListRolePolicies(self, RoleName):
        return {"PolicyNames": self.named(RoleName)["inline"], "IsTruncated": False}

    def GetPolicy(self, PolicyArn):
        path, name = self.managed(PolicyArn)
        return {"Policy": {"Arn": PolicyArn, "PolicyName": name, "PolicyId": "ANPAEXAMPLE000000", "Path": path,
                           "DefaultVersionId": "v1", "IsAttachable": True, "CreateDate": PUBLISHED, "UpdateDate": PUBLISHED,
                           "Description": DESCRIPTION if PolicyArn == POLICY_ARN else ""}}

    def GetPolicyVersion(self, PolicyArn, VersionId):
        self.managed(PolicyArn)
        refuse_unless(VersionId == "v1" or PolicyArn != POLICY_ARN, "NoSuchEntity", 404, f"Policy {PolicyArn} version {VersionId} was not found.")
        text = PERMISSIONS if PolicyArn == POLICY_ARN else document()
        return {"PolicyVersion": {"Document": text, "VersionId": VersionId, "IsDefaultVersion": VersionId == "v1", "CreateDate": PUBLISHED}}

    @staticmethod
    def managed(arn):
        refuse_unless(arn.startswith("arn:"), "ValidationError", 400, "Invalid ARN:  Could not be parsed!")
        found = re.fullmatch(r"arn:aws:iam::aws:policy(/(?:.*/)?)([^/]+)", arn)
        refuse_unless(found and found[2] in (POLICY, "ReadOnlyAccess"), "NoSuchEntity", 404, f"Policy {arn} was not found.")
        return found.groups()

    def attach(self, arn, holder):
        refuse_unless(arn != POLICY_ARN, "PolicyNotAttachable", 400, f"Cannot attach a Service Role Policy to {holder}")
        self.managed(arn)

    def AttachRolePolicy(self, RoleName, PolicyArn):
        refuse_unless(PolicyArn.startswith("arn:"), "ValidationError", 400, "Invalid ARN:  Could not be parsed!")
        role = self.own(RoleName)
        self.attach(PolicyArn, "a Customer Role.")
        role["attached"] = sorted({*role["attached"], PolicyArn})
        return {}

    def DetachRolePolicy(self, RoleName, PolicyArn):
        refuse_unless(PolicyArn.startswith("arn:"), "ValidationError", 400, "Invalid ARN:  Could not be parsed!")
        attached = self.own(RoleName)["attached"]
        refuse_unless(PolicyArn in attached, "NoSuchEntity", 404, f"Policy {PolicyArn} was not found.")
        attached.remove(PolicyArn)
        return {}

    def PutRolePolicy(self, RoleName, PolicyName, PolicyDocument):
        role = self.own(RoleName)
        role["inline"] = sorted({*role["inline"], PolicyName})
        return {}

    def DeleteRolePolicy(self, RoleName, PolicyName):
        role = self.own(RoleName)
        refuse_unless(PolicyName in role["inline"], "NoSuchEntity", 404, f"Policy {PolicyName} was not found.")
        role["inline"] = [name for name in role["inline"] if name != PolicyName]
        return {}

    def UpdateAssumeRolePolicy(self, RoleName, PolicyDocument):
        self.own(RoleName)["AssumeRolePolicyDocument"] = PolicyDocument
        return {}

    def PutRolePermissionsBoundary(self, RoleName, PermissionsBoundary):
        self.own(RoleName)
        return {}

    def DeleteRolePermissionsBoundary(self, RoleName):
        self.own(RoleName)
        return {}

    def DeleteRole(self, RoleName):
        role = self.own(RoleName)
        refuse_unless(not role["attached"] + role["inline"], "DeleteConflict", 409,
                      "Cannot delete entity, must detach all policies first.")
        del self.roles[RoleName.lower()]
        return {}

    def CreateRole(self, RoleName, AssumeRolePolicyDocument, Path="/", Description=None):
        refuse_unless(not Path.startswith("/aws-service-role/"), "InvalidInput", 400,
                      "Path prefix '/aws-service-role/' can only be used for AWS Service linked Roles")
        refuse_unless(not self.is_taken(RoleName), "EntityAlreadyExists", 409, f"{RoleName} already exists.")
        self.roles[RoleName.lower()] = self.new_role(RoleName, Path, AssumeRolePolicyDocument, Description)
        return {"Role": self.shown(self.roles[RoleName.lower()])}

    def create_other(self, known, name, shown):
        refuse_unless(name.lower() not in known, "EntityAlreadyExists", 409, f"{name} already exists.")
        known[name.lower()] = {"attached": set(), "shown": {"Path": "/", "CreateDate": self.time(), **shown}}
        return known[name.lower()]["shown"]

    @staticmethod
    def other(known, name):
        refuse_unless(name.lower() in known, "NoSuchEntity", 404, f"{name} cannot be found.")
        return known[name.lower()]

    def delete_other(self, known, name):
        refuse_unless(not self.other(known, name)["attached"], "DeleteConflict", 409,
                      "Cannot delete entity, must detach all policies first.")
        del known[name.lower()]
        return {}

    def attach_to(self, known, name, arn):
        refuse_unless(arn.startswith("arn:"), "ValidationError", 400, "Invalid ARN:  Could not be parsed!")
        holder = self.other(known, name)
        self.attach(arn, name)
        holder["attached"].add(arn)
        return {}

    def detach_from(self, known, name, arn):
        refuse_unless(arn.startswith("arn:"), "ValidationError", 400, "Invalid ARN:  Could not be parsed!")
        attached = self.other(known, name)["attached"]
        refuse_unless(arn in attached, "NoSuchEntity", 404, f"Policy {arn} was not found.")
        attached.remove(arn)
        return {}

    def CreateUser(self, UserName):
        return {"User": self.create_other(self.users, UserName, {
            "UserName": UserName, "UserId": f"AIDA{uuid.uuid4().hex[:17].upper()}",
            "Arn": f"arn:aws:iam::{ACCOUNT}:user/{UserName}"})}

    def CreateGroup(self, GroupName):
        return {"Group": self.create_other(self.groups, GroupName, {
            "GroupName": GroupName, "GroupId": f"AGPA{uuid.uuid4().hex[:17].upper()}",
            "Arn": f"arn:aws:iam::{ACCOUNT}:group/{GroupName}"})}

    def GetUser(self, UserName=None):
        if UserName is None:  # the one who asks
            return {"User": {"Path": "/", "UserName": "tester", "UserId": "AIDAEXAMPLE",
                             "Arn": f"arn:aws:iam::{ACCOUNT}:user/tester", "CreateDate": PUBLISHED}}
        return {"User": self.other(self.users, UserName)["shown"]}

    def GetGroup(self, GroupName):
        return {"Group": self.other(self.groups, GroupName)["shown"], "Users": [], "IsTruncated": False}

    def DeleteUser(self, UserName):
        return self.delete_other(self.users, UserName)

    def DeleteGroup(self, GroupName):
        return self.delete_other(self.groups, GroupName)

    def AttachUserPolicy(self, UserName, PolicyArn):
        return self.attach_to(self.users, UserName, PolicyArn)

    def AttachGroupPolicy(self, GroupName, PolicyArn):
        return self.attach_to(self.groups, GroupName, PolicyArn)

    def DetachUserPolicy(self, UserName, PolicyArn):
        return self.detach_from(self.users, UserName, PolicyArn)

    def DetachGroupPolicy(self, GroupName, PolicyArn):
        return self.detach_from(self.groups, GroupName, PolicyArn)

    # AgentCore and EC2: these are asked in a Region.

    def network_of(self, kind, region, configuration):
        """The mode, and where the interfaces go."""
        _, _, member, modes, _ = KINDS[kind]
        mode, config = configuration.get("networkMode"), configuration.get(member) or {}
        refuse_unless(mode in modes, "ValidationException", 400, "networkMode does not fit.")
        subnets, groups = config.get("subnets"), config.get("securityGroups")
        refuse_unless(mode != "VPC" or subnets and groups, "ValidationException", 400,
                      "NetworkModeConfig is required for VPC mode")
        return mode, [(region, subnet, tuple(sorted(groups))) for subnet in subnets] if mode == "VPC" else []

    def go_into(self, mode):
        if mode == "VPC" and not self.role:
            self.linked_role()

    def create(self, kind, region, name, configuration, role_arn=None):
        mode, places = self.network_of(kind, region, configuration)
        same = (r for r in self.resources if (r["kind"], r["region"], r["name"]) == (kind, region, name))
        refuse_unless(not any(same), "ConflictException", 409, "An agent with the specified name already exists")
        self.go_into(mode)
        resource_id = f"{name}-{uuid.uuid4().hex[:10]}"
        resource = {"kind": kind, "region": region, "name": name, "id": resource_id, "status": "CREATING", "version": 1,
                    "arn": f"arn:aws:bedrock-agentcore:{region}:{ACCOUNT}:{KINDS[kind][0]}/{resource_id}",
                    "mode": mode, "next_mode": mode, "places": places, "configuration": configuration,
                    "role_arn": role_arn, "created": self.time(), "due": self.now + 30_000}
        self.resources.append(resource)
        return self.resource_shown(resource)

    def resource_shown(self, resource):
        kind = resource["kind"]
        prefix = kind[0].lower() + kind[1:]
        named = {"agentRuntimeName": resource["name"], "agentRuntimeVersion": str(resource["version"]),
                 "roleArn": resource["role_arn"], "lifecycleConfiguration": {}, "description": ""}
        return {KINDS[kind][1]: resource["id"], f"{prefix}Arn": resource["arn"], "status": resource["status"],
                "createdAt": resource["created"], "lastUpdatedAt": resource["created"],
                "networkConfiguration": resource["configuration"],
                **(named if kind == "AgentRuntime" else {"name": resource["name"]})}

    def found(self, kind, region, resource_id):
        found = (r for r in self.resources if (r["kind"], r["region"], r["id"]) == (kind, region, resource_id))
        resource = next(found, None)
        refuse_unless(resource, "ResourceNotFoundException", 404, f"Agent '{resource_id}' was not found.")
        return resource

    def changeable(self, kind, region, resource_id):
        resource = self.found(kind, region, resource_id)
        refuse_unless(resource["status"] == "READY", "ConflictException", 409, f"{resource_id} is being changed.")
        return resource

    def get(self, kind, region, resource_id):
        return self.resource_shown(self.found(kind, region, resource_id))

    def list(self, kind, region):
        own = [r for r in self.resources if (r["kind"], r["region"]) == (kind, region)]
        return {KINDS[kind][4]: [self.resource_shown(resource) for resource in own]}

    def delete(self, kind, region, resource_id):
        resource = self.changeable(kind, region, resource_id)
        resource.update(status="DELETING", due=self.now + 30_000)
        return {KINDS[kind][1]: resource_id, "status": "DELETING", "lastUpdatedAt": self.time()}

    def CreateAgentRuntime(self, region, agentRuntimeName, agentRuntimeArtifact, roleArn, networkConfiguration=None):
        configuration = networkConfiguration or {"networkMode": "PUBLIC"}
        return self.create("AgentRuntime", region, agentRuntimeName, configuration, roleArn)

    def CreateCodeInterpreter(self, region, name, networkConfiguration):
        return self.create("CodeInterpreter", region, name, networkConfiguration)

    def CreateBrowser(self, region, name, networkConfiguration):
        return self.create("Browser", region, name, networkConfiguration)

    def UpdateAgentRuntime(self, region, agentRuntimeId, agentRuntimeArtifact, roleArn, networkConfiguration=None):
        mode, places = self.network_of("AgentRuntime", region, networkConfiguration or {"networkMode": "PUBLIC"})
        resource = self.changeable("AgentRuntime", region, agentRuntimeId)
        if networkConfiguration is None:  # it is optional: what is left out stays as it is
            mode, places, networkConfiguration = resource["mode"], resource["places"], resource["configuration"]
        self.go_into(mode)
        resource.update(status="UPDATING", version=resource["version"] + 1, next_mode=mode, due=self.now + 30_000,
                        places=places or resource["places"], configuration=networkConfiguration)
        return self.resource_shown(resource)

    def GetAgentRuntime(self, region, agentRuntimeId):
        return self.get("AgentRuntime", region, agentRuntimeId)

    def GetCodeInterpreter(self, region, codeInterpreterId):
        return self.get("CodeInterpreter", region, codeInterpreterId)

    def GetBrowser(self, region, browserId):
        return self.get("Browser", region, browserId)

    def ListAgentRuntimes(self, region):
        return self.list("AgentRuntime", region)

    def ListCodeInterpreters(self, region):
        return self.list("CodeInterpreter", region)

    def ListBrowsers(self, region):
        return self.list("Browser", region)

    def DeleteAgentRuntime(self, region, agentRuntimeId):
        return self.delete("AgentRuntime", region, agentRuntimeId)

    def DeleteCodeInterpreter(self, region, codeInterpreterId):
        return self.delete("CodeInterpreter", region, codeInterpreterId)

    def DeleteBrowser(self, region, browserId):
        return self.delete("Browser", region, browserId)

    def DescribeNetworkInterfaces(self, region):
        own = [(place, interface) for place, interface in self.interfaces.items() if place[0] == region]
        return {"NetworkInterfaces": [
            {"NetworkInterfaceId": interface["id"], "SubnetId": subnet, "Groups": [{"GroupId": group} for group in groups],
             "InterfaceType": "agentic_ai", "Status": "in-use", "RequesterManaged": False,
             "Attachment": {"AttachmentId": "ela-attach-1", "Status": "attached", "InstanceOwnerId": "amazon-aws"},
             "TagSet": [{"Key": MANAGED, "Value": "true"}]}
            for (_, subnet, groups), interface in own]}


def tags(role):
    return [{"Key": key, "Value": value} for key, value in role["Tags"].items()]
