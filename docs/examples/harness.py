"""A harness: `agentcore-slr conform --harness "python3 harness.py"` asks it in lines of JSON, and it answers each.

It puts the account of small_agentcore.py to the test. For yours, change what is imported and what `answer` does.
"""
import inspect
import json
import re
import sys

from small_agentcore import Account, Refusal, fits, refuse_unless

# What members must look like; what is not here may be anything.
IAM_MEMBERS = {
    "AWSServiceName": r"[\w+=,.@-]{1,128}", "RoleName": r"[\w+=,.@-]{1,64}", "UserName": r"[\w+=,.@-]{1,64}",
    "GroupName": r"[\w+=,.@-]{1,128}", "CustomSuffix": r"[\w+=,.@-]{1,64}", "PolicyName": r"[\w+=,.@-]{1,128}",
    "PathPrefix": r"/[!-\x7f]{0,511}", "PolicyArn": r".{20,2048}", "PermissionsBoundary": r".{20,2048}",
    "DeletionTaskId": r".{1,1000}", "VersionId": r"v[1-9][0-9]*(\.[A-Za-z0-9-]*)?",
    "Description": r"[\t\n\r -~\u00a1-\u00ff]{0,1000}",
}
AGENTCORE_MEMBERS = {
    "agentRuntimeName": r"[a-zA-Z][a-zA-Z0-9_]{0,47}", "name": r"[a-zA-Z][a-zA-Z0-9_]{0,47}",
    "clientToken": r"[a-zA-Z0-9](-*[a-zA-Z0-9]){32,255}",
}
OPERATIONS = {name: inspect.signature(method).parameters
              for name, method in vars(Account).items() if re.match("[A-Z]", name)}


def call(account, operation, region, given):
    """What an operation answers. What is missing or does not fit is refused first; what is not known is left out."""
    parameters = OPERATIONS[operation]
    in_region = {"region": region} if "region" in parameters else {}
    code, members = ("ValidationException", AGENTCORE_MEMBERS) if in_region else ("ValidationError", IAM_MEMBERS)
    required = {name for name, parameter in parameters.items() if parameter.default is parameter.empty}
    for name in sorted(required - {"self", "region"} | members.keys() & given.keys()):
        refuse_unless(name in given and fits(members.get(name), given[name]), code, 400,
                      f"1 validation error detected: Value at '{name}' failed to satisfy constraint")
    token = (operation, region, given.get("clientToken"))
    if token not in account.tokens or token[-1] is None:
        known = {name: value for name, value in given.items() if name in parameters}
        account.tokens[token] = getattr(account, operation)(**known, **in_region)
    return account.tokens[token]


class Harness:
    """What each command answers."""

    def __init__(self):
        self.account = Account()

    def start(self, asked):
        features = {"operations": list(OPERATIONS), "callers": ["main"], "advance": True}
        return {"version": 1, "name": "a small AgentCore", "features": features, "time": self.account.now}

    def reset(self, asked):
        self.account = Account()
        return {"time": self.account.now}

    def advance(self, asked):
        return {"advanced": self.account.advance(), "time": self.account.now}

    def call(self, asked):
        try:
            return {"output": call(self.account, asked["operation"], asked["region"], asked["input"])}
        except Refusal as refusal:
            return {"error": refusal.answer}

    def stop(self, asked):
        return {}


def main():
    harness = Harness()
    for line in sys.stdin:
        asked = json.loads(line)
        print(json.dumps({"id": asked["id"], **getattr(harness, asked["cmd"])(asked)}), flush=True)
        if asked["cmd"] == "stop":
            return


if __name__ == "__main__":
    main()
