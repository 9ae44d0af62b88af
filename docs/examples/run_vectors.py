"""Plays the test vectors of agentcore-slr on an endpoint. Needs Python 3.10 and boto3."""
import argparse, collections, functools, json, re, sys, time
import boto3, botocore.config, botocore.exceptions, urllib3

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("file")
parser.add_argument("--endpoint", required=True)
parser.add_argument("--limited-profile", help="an AWS profile without rights on the role")
parser.add_argument("--model-token", help="the token of /_model, if it asks for one")
options = parser.parse_args()

def model(what, **value):
    """Asks for one of the things that `serve` offers to tests; whether it is done."""
    headers = {"Authorization": f"Bearer {options.model_token}"}
    return urllib3.request("POST", f"{options.endpoint}/_model/{what}", json=value, headers=headers).status == 200

@functools.cache
def client(service, region, profile):
    return boto3.Session(profile_name=profile).client(
        service, region, endpoint_url=options.endpoint, config=botocore.config.Config(parameter_validation=False))

def ask(names, service, operation, region, caller, input):
    """What comes back from a call."""
    asked = client(service, region, options.limited_profile if caller == "limited" else None)
    try:
        output = getattr(asked, botocore.xform_name(operation))(**json.loads(filled(json.dumps(input), names)))
        return {"output": {member: output[member] for member in output if member != "ResponseMetadata"}}
    except botocore.exceptions.ClientError as error:
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
        return {"refused": {"code": error.response["Error"]["Code"], "status": status}}

def filled(text, names):
    """A text with the names that the target has picked."""
    return re.sub(r"{{(\w+)}}", lambda name: names.get(name[1], name[0]), text)

def meaning(policy):
    """One text for all that means the same: one is a list of one, lists are sets, actions have no case."""
    if isinstance(policy, dict):
        items = ((key, meaning(value)) for key, value in policy.items())
        return str(sorted((key, text.lower() if key == "Action" else text) for key, text in items))
    return "\n".join(sorted(map(meaning, policy))) if isinstance(policy, list) else str(policy)

def fits(want, got, names):
    """Whether what came back is what is permitted. `names` then has those in it that the target has picked."""
    match want:
        case {"$": "any"} | {"$": "absent"}:
            return (got is None) == (want["$"] == "absent")
        case {"$": "policy"}:
            return meaning(got) == meaning(want["of"])
        case {"$": "some"}:
            return all(first(want["of"], item, names) for item in got or [])
        case list() if isinstance(got, list):
            return sorted(str(first(want, item, names)) for item in got) == sorted(map(str, want))
        case dict() if isinstance(got, dict):
            return all(fits(item, got.get(member), names) for member, item in want.items() if member != "next")
        case str() if isinstance(got, str):
            found = re.fullmatch(re.sub(r"\\{\\{(\w+)\\}\\}", r"(?P<\1>[^/:]+)", re.escape(want)), got)
            names.update({**(found.groupdict() if found else {}), **names})
            return filled(want, names) == got and len({*names.values()}) == len(names)
    return type(want) is type(got) and want == got

def first(ways, got, names):
    """The one of several ways that fits, if any does."""
    return next((way for way in ways if fits(way, got, {**names}) and fits(way, got, names)), None)

def play(steps):
    """How a test ends, and at which step."""
    names, at = {}, 0
    while at is not None and at < len(steps):
        step, way = steps[at], None
        if "advanceSeconds" in step:
            way = step if model("advance", seconds=step["advanceSeconds"]) else None
        elif step["call"]["caller"] == "main" or options.limited_profile:
            for _ in range(150):
                got = ask(names, **step["call"])
                way = first(step["permitted"], got, names)
                if way:
                    break
                if not first(step.get("until", []), got, {**names}):
                    return "fail", f"step {at}, {step['call']['operation']}: {got}"
                model("advance", step="next") or time.sleep(0.2)
        if not way:
            return "not decided", f"step {at} takes what is not there or does not come: {step.get('call') or step}"
        at = way.get("next", at + 1)
    return "pass", ""

try:
    vectors = json.load(open(options.file, encoding="utf-8"))
    if vectors["formatVersion"] != 1:
        parser.error(f"{options.file} is of version {vectors['formatVersion']}; this reads version 1.")
    counts = collections.Counter()
    for test in (test for group in vectors["testGroups"] for test in group["tests"]):
        model("reset") or parser.exit(3, f"{options.endpoint} cannot be emptied.\n")
        verdict, why = play(test["steps"])
        counts[verdict] += 1
        print(f"{verdict}: {test['tcId']} {test['comment']}\n  {why}\n" if why else "", end="")
except (OSError, ValueError, botocore.exceptions.BotoCoreError, urllib3.exceptions.HTTPError) as error:
    parser.exit(3, f"{options.file} cannot be played on {options.endpoint}: {error}.\n")
print(", ".join(f"{counts[verdict]} {verdict}" for verdict in ("pass", "fail", "not decided")))
sys.exit(1 if counts["fail"] else 4 if counts["not decided"] else 0)
