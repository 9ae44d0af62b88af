"""A harness: `agentcore-slr conform --harness "python3 harness.py"` asks it in lines of JSON, and it answers each.

It puts the account of small_agentcore.py to the test. For yours, change what is imported and what is asked of it.
"""
import json
import sys

from small_agentcore import OPERATIONS, Account, Refusal

FEATURES = {"operations": list(OPERATIONS), "callers": ["main"], "advance": True}

account = Account()
for line in sys.stdin:
    asked, answer = json.loads(line), {}
    if asked["cmd"] == "start":
        answer = {"version": 1, "name": "a small AgentCore", "features": FEATURES}
    elif asked["cmd"] == "reset":
        account = Account()
    elif asked["cmd"] == "advance":
        answer = {"advanced": account.advance()}
    elif asked["cmd"] == "call":
        try:
            answer = {"output": account.call(asked["operation"], asked["region"], asked["input"])}
        except Refusal as refusal:
            answer = {"error": dict(zip(("code", "status", "message"), refusal.args))}
    print(json.dumps({"id": asked["id"], "time": account.now, **answer}), flush=True)
    if asked["cmd"] == "stop":
        break
