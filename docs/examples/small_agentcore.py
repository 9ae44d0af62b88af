"""The role, what holds it, and its deletion: a small AWS account in memory.

Written from AWS's pages and the sentences of docs/reference/requirements.md. Time stands still; `advance` lets the next
thing happen.
"""
import re
import uuid
from datetime import datetime, timezone
from functools import partial

ACCOUNT = "123456789012"
PRINCIPAL = "network.bedrock-agentcore.amazonaws.com"
ROLE, PATH = "AWSServiceRoleForBedrockAgentCoreNetwork", f"/aws-service-role/{PRINCIPAL}/"
POLICY = "BedrockAgentCoreNetworkServiceRolePolicy"
POLICY_ARN = f"arn:aws:iam::aws:policy/aws-service-role/{POLICY}"
DESCRIPTION = "Allows access to other AWS service resources that are required to run Amazon Bedrock AgentCore in VPC mode"
ME = {"Account": ACCOUNT, "Path": "/", "UserName": "tester", "UserId": "AIDAEXAMPLE",
      "Arn": f"arn:aws:iam::{ACCOUNT}:user/tester", "CreateDate": "2025-09-19T22:04:06Z"}
PUBLIC = {"networkMode": "PUBLIC"}
PUBLISHED = "2025-09-19T22:04:06Z"
TRUST = {"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Principal": {"Service": PRINCIPAL}, "Action": "sts:AssumeRole"}]}

# The permissions: id, what is allowed, on what, and where which keys have which values.
INTERFACE, MANAGED = "network-interface", "AmazonBedrockAgentCoreManaged"
PERMISSIONS = {"Version": "2012-10-17", "Statement": [
    {"Sid": sid, "Effect": "Allow", "Action": [f"ec2:{action}" for action in actions.split()],
     "Resource": f"arn:aws:ec2:*:*:{kind}/*" if kind else "*", **({"Condition": condition} if condition else {})}
    for sid, actions, kind, condition in [
        ("AllowCreateEniInAnySubnet", "CreateNetworkInterface", "subnet", None),
        ("AllowCreateEniWithSecurityGroups", "CreateNetworkInterface", "security-group", None),
        ("AllowCreateEniWithBedrockManagedRequestTag", "CreateNetworkInterface", INTERFACE, {
            "ForAllValues:StringEquals": {"aws:TagKeys": [MANAGED]},
            "StringEquals": {f"aws:RequestTag/{MANAGED}": "true"}}),
        ("AllowTagEniOnCreate", "CreateTags", INTERFACE,
         {"StringEquals": {"ec2:CreateAction": "CreateNetworkInterface"}}),
        ("AllowManageEniWhenBedrockManaged", "DeleteNetworkInterface AssignPrivateIpAddresses "
         "UnassignPrivateIpAddresses CreateNetworkInterfacePermission", INTERFACE,
         {"StringEquals": {f"aws:ResourceTag/{MANAGED}": "true"}}),
        ("AllowGetSecurityGroupsForVpc", "GetSecurityGroupsForVPC", "vpc", None),
        ("AllowDescribeNetworkingResources",
         "DescribeNetworkInterfaces DescribeSecurityGroups DescribeSubnets DescribeVpcs", None, None)]]}

# What members must look like; what is not here may be anything.
NAME = r"[\w+=,.@-]{1,%d}"
MEMBERS = {
    "AWSServiceName": NAME % 128, "RoleName": NAME % 64, "UserName": NAME % 64, "GroupName": NAME % 128,
    "CustomSuffix": NAME % 64, "PolicyName": NAME % 128, "PathPrefix": r"/[!-\x7f]{0,511}",
    "PolicyArn": r".{20,2048}", "PermissionsBoundary": r".{20,2048}", "DeletionTaskId": r".{1,1000}",
    "VersionId": r"v[1-9][0-9]*(\.[A-Za-z0-9-]*)?", "Description": r"[\t\n\r -~\u00a1-\u00ff]{0,1000}",
    "agentRuntimeName": r"[a-zA-Z][a-zA-Z0-9_]{0,47}", "name": r"[a-zA-Z][a-zA-Z0-9_]{0,47}",
    "clientToken": r"[a-zA-Z0-9](-*[a-zA-Z0-9]){32,255}",
}

# Kind of resource: its word in ARNs, the members for its id, name and network, its modes, the member of lists.
KINDS = {
    "AgentRuntime": ("runtime", "agentRuntimeId", "agentRuntimeName", "networkModeConfig", "PUBLIC VPC",
                     "agentRuntimes"),
    "CodeInterpreter": ("code-interpreter-custom", "codeInterpreterId", "name", "vpcConfig", "PUBLIC SANDBOX VPC",
                        "codeInterpreterSummaries"),
    "Browser": ("browser-custom", "browserId", "name", "vpcConfig", "PUBLIC VPC", "browserSummaries"),
}


class Refusal(Exception):
    """What AWS answers in place of an output: code, status and message."""


def refuse_unless(condition, code, status, message):
    if not condition:
        raise Refusal(code, status, message)


def remove(policies, policy):
    refuse_unless(policy in policies, "NoSuchEntity", 404, f"Policy {policy} was not found.")
    policies.remove(policy)


class Account:
    """One AWS account: what it has, and what is to happen in it."""

    def __init__(self):
        self.now = 1_767_225_600_000  # 2026, in milliseconds
        self.principals = {}  # roles, users and groups, by kind and name in lower case
        self.tasks, self.resources, self.interfaces, self.tokens = {}, [], {}, {}

    def call(self, operation, region, given):
        """What an operation answers. What is missing or does not fit is refused first."""
        required, does = OPERATIONS[operation]
        code = "ValidationException" if operation.rstrip("s").endswith((*KINDS,)) else "ValidationError"
        for name in sorted({*required.split(), *MEMBERS.keys() & given.keys()}):
            fits = name not in MEMBERS or re.fullmatch(MEMBERS[name], str(given.get(name)), re.S)
            refuse_unless(name in given and fits, code, 400, f"'{name}' failed to satisfy constraint")
        token = (operation, region, given.get("clientToken"))
        if token not in self.tokens or token[-1] is None:
            self.tokens[token] = does(self, {"region": region, **given}) or {}
        return self.tokens[token]

    def time(self):
        return datetime.fromtimestamp(self.now / 1000, timezone.utc).isoformat()

    # What happens unasked.

    def advance(self):
        """Lets the next thing happen; whether there was one."""
        under_way = [one for one in [*self.tasks.values(), *self.resources] if one["due"]]
        for one in sorted(under_way, key=lambda one: one["due"])[:1]:
            self.now, one["due"] = one["due"], None
            (self.go_on if "Status" in one else self.finish)(one)
        return bool(under_way)

    def uses(self):
        return [r for r in self.resources if "VPC" in (r["mode"], r["next_mode"])]

    def go_on(self, task):
        if task["Status"] == "NOT_STARTED":
            task.update(Status="IN_PROGRESS", due=self.now + 10_000)
        elif not self.uses():
            task["Status"] = "SUCCEEDED"
            del self.principals["Role", ROLE.lower()]
        else:
            task.update(Status="FAILED", Reason={"Reason": "The role is in use.", "RoleUsageList": [
                {"Region": region, "Resources": [r["arn"] for r in self.uses() if r["region"] == region]}
                for region in sorted({r["region"] for r in self.uses()})]})

    def finish(self, resource):
        if resource["shown"]["status"] == "DELETING":
            self.resources.remove(resource)
        resource["mode"], resource["shown"]["status"] = resource["next_mode"], "READY"
        self.interfaces = {place: self.interfaces.get(place) or f"eni-{uuid.uuid4().hex[:17]}"
                           for r in self.uses() for place in places(r) if place in self.interfaces or r is resource}

    # IAM.

    def role(self):
        """The service-linked role, if it is there."""
        role = self.principals.get(("Role", ROLE.lower()))
        return role if role and role["Path"] == PATH else None

    def make(self, kind, name, path="/", **others):
        refuse_unless((kind, name.lower()) not in self.principals, "EntityAlreadyExists", 409, f"{name} is there.")
        made = self.principals[kind, name.lower()] = {
            "Path": path, f"{kind}Name": name, f"{kind}Id": f"A{kind.upper()}{uuid.uuid4().hex[:16].upper()}",
            "Arn": f"arn:aws:iam::{ACCOUNT}:{kind.lower()}{path}{name}", "CreateDate": self.time(), **others,
            "attached": set(), "inline": set(), "tags": {}}
        return made

    def make_role(self, name, path, trust, description):
        return self.make("Role", name, path, AssumeRolePolicyDocument=trust, Description=description,
                         MaxSessionDuration=3600)

    def make_linked(self, description=None):
        role = self.make_role(ROLE, PATH, TRUST, description)
        role["attached"].add(POLICY_ARN)
        return role

    def found(self, kind, given):
        name = given[f"{kind}Name"]
        found = self.principals.get((kind, name.lower()))
        refuse_unless(found and found[f"{kind}Name"] == name, "NoSuchEntity", 404, f"{name} cannot be found.")
        return found

    def own(self, kind, given):
        """One that customers may change."""
        found = self.found(kind, given)
        refuse_unless(found is not self.role(), "UnmodifiableEntity", 400, f"{ROLE} is only modifiable by AWS")
        return found

    def create_linked(self, given):
        name = given["AWSServiceName"]
        refuse_unless(name == PRINCIPAL, "AccessDenied", 403, f"{name} has no service-linked role.")
        refuse_unless(not given.get("CustomSuffix"), "InvalidInput", 400, "Custom suffix is not allowed.")
        refuse_unless(("Role", ROLE.lower()) not in self.principals, "InvalidInput", 400, f"{ROLE} has been taken.")
        return {"Role": shown(self.make_linked(given.get("Description")))}

    def delete_linked(self, given):
        refuse_unless(self.role() and given["RoleName"] == ROLE, "NoSuchEntity", 404, f"{ROLE} cannot be found.")
        under_way = [task_id for task_id, task in self.tasks.items() if task["due"]]
        task_id = [*under_way, f"task{PATH}{ROLE}/{uuid.uuid4()}"][0]
        self.tasks.setdefault(task_id, {"Status": "NOT_STARTED", "due": self.now + 2000})
        return {"DeletionTaskId": task_id}

    def deletion(self, given):
        task_id = given["DeletionTaskId"]
        refuse_unless(re.fullmatch(r"task(/[^/]+){4}", task_id), "InvalidInput", 400, "Invalid task id")
        refuse_unless(task_id in self.tasks, "NoSuchEntity", 404, f"{task_id} cannot be found.")
        return {member: value for member, value in self.tasks[task_id].items() if member != "due"}

    def create_role(self, given):
        path, trust = given.get("Path", "/"), given["AssumeRolePolicyDocument"]
        refuse_unless(not path.startswith("/aws-service-role/"), "InvalidInput", 400, "Only AWS makes such roles.")
        return {"Role": shown(self.make_role(given["RoleName"], path, trust, given.get("Description")))}

    def list_roles(self, given):
        roles = [one for (kind, _), one in self.principals.items() if kind == "Role"]
        return {"IsTruncated": False, "Roles": [
            shown(role, "Tags") for role in roles if role["Path"].startswith(given.get("PathPrefix", "/"))]}

    def untag(self, given):
        tags = self.found("Role", given)["tags"]
        for key in given["TagKeys"]:
            tags.pop(key, None)

    def update_role(self, given):
        duration = given.get("MaxSessionDuration")
        role = self.found("Role", given) if duration is None else self.own("Role", given)
        role.update({m: given[m] for m in ("Description", "MaxSessionDuration") if given.get(m) is not None})
        return {"Role": shown(role)}

    def delete(self, given, kind):
        found = self.own(kind, given)
        refuse_unless(not found["attached"] | found["inline"], "DeleteConflict", 409, "Detach all policies first.")
        del self.principals[kind, given[f"{kind}Name"].lower()]

    def policy(self, given):
        """The path and the name of a policy that AWS has made."""
        found = re.fullmatch(r"arn:aws:iam::aws:policy(/(?:.*/)?)([^/]+)", arn_in(given))
        refuse_unless(found and found[2] in (POLICY, "ReadOnlyAccess"), "NoSuchEntity", 404, "No such policy.")
        return found.groups()

    def get_policy(self, given):
        path, name = self.policy(given)
        return {"Policy": {"Arn": given["PolicyArn"], "PolicyName": name, "PolicyId": "ANPAEXAMPLE000000", "Path": path,
                           "DefaultVersionId": "v1", "IsAttachable": True, "CreateDate": PUBLISHED,
                           "UpdateDate": PUBLISHED, "Description": DESCRIPTION if name == POLICY else ""}}

    def get_policy_version(self, given):
        is_ours, version = self.policy(given)[1] == POLICY, given["VersionId"]
        refuse_unless(version == "v1" or not is_ours, "NoSuchEntity", 404, f"No version {version}.")
        return {"PolicyVersion": {"Document": PERMISSIONS if is_ours else {}, "VersionId": version,
                                  "IsDefaultVersion": version == "v1", "CreateDate": PUBLISHED}}

    def attach(self, given, kind):
        holder = arn_in(given) and self.own(kind, given)
        refuse_unless(given["PolicyArn"] != POLICY_ARN, "PolicyNotAttachable", 400, "It is a service role policy.")
        self.policy(given)
        holder["attached"].add(given["PolicyArn"])

    def detach(self, given, kind):
        arn = arn_in(given)
        remove(self.own(kind, given)["attached"], arn)

    # AgentCore.

    def create(self, given, kind):
        word, id_member, name_member, *_ = KINDS[kind]
        name, region, configuration = given[name_member], given["region"], given.get("networkConfiguration", PUBLIC)
        check_network(kind, configuration)
        refuse_unless(not any(r["name"] == name for r in self.resources_in(kind, region)), "ConflictException", 409,
                      "One with this name already exists.")
        resource_id = f"{name}-{uuid.uuid4().hex[:10]}"
        arn = f"arn:aws:bedrock-agentcore:{region}:{ACCOUNT}:{word}/{resource_id}"
        resource = {"kind": kind, "region": region, "name": name, "id": resource_id, "arn": arn, "mode": None}
        resource["shown"] = {
            id_member: resource_id, name_member: name, f"{kind[0].lower()}{kind[1:]}Arn": arn, "createdAt": self.time(),
            "lastUpdatedAt": self.time(), "roleArn": given.get("roleArn"), "agentRuntimeVersion": "1",
            "description": "", "lifecycleConfiguration": {}}
        self.resources.append(resource)
        return self.change(resource, "CREATING", configuration)

    def resources_in(self, kind, region):
        return [r for r in self.resources if (r["kind"], r["region"]) == (kind, region)]

    def change(self, resource, status, configuration):
        mode = configuration["networkMode"]
        if mode == "VPC" and not self.role():
            self.make_linked()
        resource.update(next_mode=mode, due=self.now + 30_000)
        resource["shown"].update(status=status, networkConfiguration=configuration)
        return {**resource["shown"]}

    def resource(self, kind, given, statuses="CREATING UPDATING READY DELETING"):
        resource_id = given[KINDS[kind][1]]
        found = next((r for r in self.resources_in(kind, given["region"]) if r["id"] == resource_id), None)
        refuse_unless(found, "ResourceNotFoundException", 404, f"{resource_id} was not found.")
        refuse_unless(found["shown"]["status"] in statuses, "ConflictException", 409, f"{resource_id} changes.")
        return found

    def update(self, given):
        check_network("AgentRuntime", given.get("networkConfiguration", PUBLIC))
        resource = self.resource("AgentRuntime", given, "READY")
        resource["shown"]["agentRuntimeVersion"] = str(int(resource["shown"]["agentRuntimeVersion"]) + 1)
        before = resource["shown"]["networkConfiguration"]  # it stays as it is where none is given
        return self.change(resource, "UPDATING", given.get("networkConfiguration", before))

    def delete_resource(self, given, kind):
        resource = self.resource(kind, given, "READY")
        return self.change(resource, "DELETING", resource["shown"]["networkConfiguration"])

    def get(self, given, kind):
        return self.resource(kind, given)["shown"]

    def list(self, given, kind):
        return {KINDS[kind][-1]: [r["shown"] for r in self.resources_in(kind, given["region"])]}

    def describe_interfaces(self, given):
        own = {interface_id: place for place, interface_id in self.interfaces.items() if place[0] == given["region"]}
        wanted = given.get("NetworkInterfaceIds") or own
        refuse_unless(own.keys() >= set(wanted), "InvalidNetworkInterfaceID.NotFound", 400, f"Not all are: {wanted}.")
        return {"NetworkInterfaces": [
            {"NetworkInterfaceId": interface_id, "SubnetId": subnet, "Groups": [{"GroupId": group} for group in groups],
             "InterfaceType": "agentic_ai", "TagSet": [{"Key": MANAGED, "Value": "true"}], "RequesterManaged": False,
             "Status": "in-use", "Attachment": {"AttachmentId": "ela-attach-1", "Status": "attached",
                                                "InstanceOwnerId": "amazon-aws"}}
            for interface_id, (_, subnet, groups) in own.items() if interface_id in wanted]}


def places(resource):
    """Where the interfaces of a resource are: they are shared by all that have the same subnet and groups."""
    config = resource["shown"]["networkConfiguration"].get(KINDS[resource["kind"]][3]) or {"subnets": []}
    return [(resource["region"], subnet, tuple(sorted(config["securityGroups"]))) for subnet in config["subnets"]]


def check_network(kind, configuration):
    *_, member, modes, _ = KINDS[kind]
    mode, config = configuration.get("networkMode"), configuration.get(member) or {}
    refuse_unless(mode in modes.split() and (mode != "VPC" or config.get("subnets") and config.get("securityGroups")),
                  "ValidationException", 400, "networkConfiguration does not fit.")


def arn_in(given):
    refuse_unless(given["PolicyArn"].startswith("arn:"), "ValidationError", 400, "Invalid ARN:  Could not be parsed!")
    return given["PolicyArn"]


def shown(entity, *left_out):
    tags = [{"Key": key, "Value": value} for key, value in entity["tags"].items()]
    every = {**entity, "Tags": tags or None}
    hidden = {"attached", "inline", "tags", *left_out}
    return {member: value for member, value in every.items() if member not in hidden and value is not None}


# Each operation: the members it must have, and what it does, given an account and the members.
OPERATIONS = {
    "CreateServiceLinkedRole": ("AWSServiceName", Account.create_linked),
    "DeleteServiceLinkedRole": ("RoleName", Account.delete_linked),
    "GetServiceLinkedRoleDeletionStatus": ("DeletionTaskId", Account.deletion),
    "GetRole": ("RoleName", lambda a, g: {"Role": {**shown(a.found("Role", g)), "RoleLastUsed": {}}}),
    "ListRoles": ("", Account.list_roles),
    "CreateRole": ("RoleName AssumeRolePolicyDocument", Account.create_role),
    "UpdateRole": ("RoleName", Account.update_role),
    "UpdateRoleDescription": ("RoleName Description", Account.update_role),
    "TagRole": ("RoleName Tags", lambda a, g: a.found("Role", g)["tags"].update(
        {tag["Key"]: tag["Value"] for tag in g["Tags"]})),
    "UntagRole": ("RoleName TagKeys", Account.untag),
    "ListRoleTags": ("RoleName", lambda a, g: {
        "Tags": shown(a.found("Role", g)).get("Tags", []), "IsTruncated": False}),
    "ListAttachedRolePolicies": ("RoleName", lambda a, g: {"IsTruncated": False, "AttachedPolicies": [
        {"PolicyArn": arn, "PolicyName": arn.split("/")[-1]} for arn in sorted(a.found("Role", g)["attached"])]}),
    "ListRolePolicies": ("RoleName", lambda a, g: {
        "PolicyNames": sorted(a.found("Role", g)["inline"]), "IsTruncated": False}),
    "PutRolePolicy": ("RoleName PolicyName PolicyDocument", lambda a, g: a.own("Role", g)["inline"].add(
        g["PolicyName"])),
    "DeleteRolePolicy": ("RoleName PolicyName", lambda a, g: remove(a.own("Role", g)["inline"], g["PolicyName"])),
    "UpdateAssumeRolePolicy": ("RoleName PolicyDocument", lambda a, g: a.own("Role", g).update(
        AssumeRolePolicyDocument=g["PolicyDocument"])),
    "PutRolePermissionsBoundary": ("RoleName PermissionsBoundary", lambda a, g: a.own("Role", g) and None),
    "DeleteRolePermissionsBoundary": ("RoleName", lambda a, g: a.own("Role", g) and None),
    "GetPolicy": ("PolicyArn", Account.get_policy),
    "GetPolicyVersion": ("PolicyArn VersionId", Account.get_policy_version),
    "GetCallerIdentity": ("", lambda a, g: {key: ME[key] for key in ("Account", "Arn", "UserId")}),
    "CreateUser": ("UserName", lambda a, g: {"User": shown(a.make("User", g["UserName"]))}),
    "CreateGroup": ("GroupName", lambda a, g: {"Group": shown(a.make("Group", g["GroupName"]))}),
    "GetUser": ("", lambda a, g: {"User": shown(a.found("User", g)) if "UserName" in g else ME}),
    "GetGroup": ("GroupName", lambda a, g: {"Group": shown(a.found("Group", g)), "Users": [], "IsTruncated": False}),
    "DescribeNetworkInterfaces": ("", Account.describe_interfaces),
    "UpdateAgentRuntime": ("agentRuntimeId agentRuntimeArtifact roleArn", Account.update),
}
for kind in "Role", "User", "Group":
    OPERATIONS |= {
        f"Delete{kind}": (f"{kind}Name", partial(Account.delete, kind=kind)),
        f"Attach{kind}Policy": (f"{kind}Name PolicyArn", partial(Account.attach, kind=kind)),
        f"Detach{kind}Policy": (f"{kind}Name PolicyArn", partial(Account.detach, kind=kind)),
    }
for kind, (_, id_member, name_member, _, _, _) in KINDS.items():
    others = "agentRuntimeArtifact roleArn" if kind == "AgentRuntime" else "networkConfiguration"
    OPERATIONS |= {
        f"Create{kind}": (f"{name_member} {others}", partial(Account.create, kind=kind)),
        f"Get{kind}": (id_member, partial(Account.get, kind=kind)),
        f"List{kind}s": ("", partial(Account.list, kind=kind)),
        f"Delete{kind}": (id_member, partial(Account.delete_resource, kind=kind)),
    }
