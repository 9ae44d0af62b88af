"""Plays the test vectors of agentcore-slr on an endpoint: python run_vectors.py FILE --endpoint URL. Needs boto3."""
import argparse, json, re, sys, time, urllib.error, urllib.request
import boto3
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

options = argparse.ArgumentParser(description=__doc__)
options.add_argument("file")
options.add_argument("--endpoint", required=True)
options.add_argument("--limited-profile", help="an AWS profile without rights on the role")
options.add_argument("--model-token", default="", help="the token of /_model, if it asks for one")
options.add_argument("--patience", type=float, default=30, help="seconds to wait for something")
asked = options.parse_args()
name, clients = re.compile(r"\{\{\w+\}\}"), {}

def end(code, sentence):
    print(sentence, file=sys.stderr)
    sys.exit(code)

def model(what, value):
    """Asks the interface that `serve` has for tests; the HTTP status, 404 where there is no such thing."""
    headers = {"Authorization": "Bearer " + asked.model_token}
    body = json.dumps(value).encode()
    try:
        request = urllib.request.Request(f"{asked.endpoint}/_model/{what}", body, headers)
        return urllib.request.urlopen(request).status
    except urllib.error.HTTPError as error:
        return error.code

def ask(service, operation, region, caller, input, known):
    """Makes a call, with the names that the target has picked; what comes back."""
    if (service, region, caller) not in clients:
        session = boto3.Session(profile_name=asked.limited_profile if caller == "limited" else None)
        clients[service, region, caller] = session.client(
            service, region, endpoint_url=asked.endpoint, config=Config(parameter_validation=False))
    filled = json.loads(name.sub(lambda found: known.get(found[0], found[0]), json.dumps(input)))
    try:
        output = getattr(clients[service, region, caller], xform_name(operation))(**filled)
        return {"output": {key: output[key] for key in output if key != "ResponseMetadata"}}
    except ClientError as error:
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
        return {"refused": {"code": error.response["Error"]["Code"], "status": status}}

def meaning(policy):
    """One of something and a list of one are the same; lists are sets; actions have no case."""
    if isinstance(policy, list):
        return meaning(policy[0]) if len(policy) == 1 else sorted(map(meaning, policy), key=repr)
    if not isinstance(policy, dict):
        return policy
    lower = lambda key, item: json.loads(json.dumps(item).lower()) if key == "Action" else item
    return {key: meaning(lower(key, item)) for key, item in policy.items()}

def fits(want, got, known):
    """Every way to read what came back as what is permitted: the names known then."""
    how = want.get("$") if isinstance(want, dict) else None
    if isinstance(want, str) and isinstance(got, str):
        found = re.fullmatch("([^/:]+)".join(map(re.escape, name.split(want))), got)
        new = dict(zip(name.findall(want), found.groups())) if found else {}
        fresh = {key: value for key, value in new.items() if key not in known}
        same = found and all(known.get(key, value) == value for key, value in new.items())
        return [{**known, **fresh}] if same and not {*fresh.values()} & {*known.values()} else []
    if isinstance(want, list) and isinstance(got, list) or how == "some":
        rows, seen = (want["of"], got or []) if how else (want, got)
        if not seen:
            return [known] if how or not rows else []
        return [last for at, row in enumerate(rows) for way in fits(row, seen[0], known)
                for last in fits({"$": "some", "of": rows[:at] + rows[at + 1:]} if how else
                                 rows[:at] + rows[at + 1:], seen[1:], way)]
    if how == "policy":
        return [known] if meaning(got) == meaning(want["of"]) else []
    if how:
        return [known] if (got is not None) == (how == "any") else []
    if isinstance(want, dict) and isinstance(got, dict):
        ways = [known]
        for member, item in want.items():
            ways = [way for before in ways for way in fits(item, got.get(member), before)]
        return ways
    return [known] if want == got and type(want) is type(got) else []

def read(permitted, got, known):
    """What of several things that are permitted came back, and the names known then."""
    return next(((one, way) for one in permitted for way in
                 fits({key: one[key] for key in one if key != "next"}, got, known)), (None, known))

def play(steps, has_clock):
    """Plays a test: how it ends, and why."""
    known, at = {}, 0
    while at is not None and at < len(steps):
        step, over, idle = steps[at], time.monotonic() + asked.patience, 0
        if "advanceSeconds" in step:
            if not has_clock:
                return "not decided", f"step {at} takes {step['advanceSeconds']} seconds"
            model("advance", {"seconds": step["advanceSeconds"]})
            at = step.get("next", at + 1)
            continue
        if step["call"]["caller"] == "limited" and not asked.limited_profile:
            return "not decided", "it needs a caller without rights: --limited-profile"
        while True:
            got = ask(**step["call"], known=known)
            found, names = read(step["permitted"], got, known)
            if found is not None:
                break
            if read(step.get("until", []), got, known)[0] is None:
                return "fail", f"step {at}, {step['call']['operation']}: {got}"
            if idle == 2 or time.monotonic() > over:
                return "not decided", f"step {at}: what is waited for does not come"
            if has_clock:
                idle = 0 if model("advance", {"step": "next"}) == 200 else idle + 1
            else:
                time.sleep(0.2)
        known, at = names, found.get("next", at + 1)
    return "pass", ""

try:
    with open(asked.file, encoding="utf-8") as file:
        vectors = json.load(file)
    if vectors["formatVersion"] != 1:
        end(2, f"{asked.file} is of version {vectors['formatVersion']}; this reads version 1.")
    tests = [test for group in vectors["testGroups"] for test in group["tests"]]
except (OSError, ValueError, KeyError, TypeError) as error:
    end(2, f"{asked.file} is no file of vectors: {error!r}.")
counts = {"pass": 0, "fail": 0, "not decided": 0}
try:
    for test in tests:
        if model("reset", {}) != 200:
            end(3, f"{asked.endpoint} cannot be emptied: it has no /_model/reset, or wants a token.")
        verdict, why = play(test["steps"], model("advance", {"seconds": 0}) == 200)
        counts[verdict] += 1
        if verdict != "pass":
            print(f"{verdict}: {test['tcId']} {test['comment']}\n  {why}")
except (BotoCoreError, OSError, ValueError) as error:
    end(3, f"{asked.endpoint} cannot be asked: {error}.")
print(", ".join(f"{count} {verdict}" for verdict, count in counts.items()))
sys.exit(1 if counts["fail"] else 4 if counts["not decided"] else 0)
