"""Calls a mock server as a bundle documents its operations, and compares the answers with the bundle.

    call-mock.py BUNDLE URL

Every documented request example is sent, every documented status is asked for, and the call without the token must be
turned away. The first answer that differs ends the run with exit code 1.
"""

import json
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import yaml

# How long the mock may take to listen.
PATIENCE_SECONDS = 30
TOKEN = {"X-Auth-Token": "a-token"}


def main(bundle, url):
    document = yaml.safe_load(Path(bundle).read_text(encoding="utf-8"))
    await_listener(url)
    operations = calls = 0
    for path, item in document["paths"].items():
        for method, operation in item.items():
            operations += 1
            calls += exercise(document, url, method.upper(), path, operation)
    print(f"mocked: {operations} operations, {calls} calls")


def await_listener(url):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return send("GET", url, {}, None)
        except OSError as error:
            if time.monotonic() > deadline:
                sys.exit(f"nothing listens at {url} after {PATIENCE_SECONDS} s: {error}")
            time.sleep(0.1)


def exercise(document, url, method, path, operation):
    """Makes every call that the operation documents and returns their number."""
    target = url + fill(document, path, operation)
    media = resolve(document, operation.get("requestBody", {})).get("content", {})
    requests = examples(media) or {None: None}
    calls = 0
    for status, response in operation["responses"].items():
        answers = examples(resolve(document, response).get("content", {}))
        for name, body in requests.items():
            chosen = f", example={name}" if name in answers else ""
            found = send(method, target, TOKEN | {"Prefer": f"code={status}{chosen}"}, body)
            expect(f"{method} {path}", int(status), [answers[name]] if chosen else list(answers.values()), found)
            calls += 1
    turned_away, _ = send(method, target, {}, next(iter(requests.values())))
    if turned_away != 401:
        sys.exit(f"{method} {path}: without a token the mock answers {turned_away}, not 401")
    return calls + 1


def fill(document, path, operation):
    """The path with each variable replaced by its documented example."""
    for parameter in (resolve(document, entry) for entry in operation.get("parameters", [])):
        if parameter["in"] == "path":
            path = path.replace("{" + parameter["name"] + "}", parameter.get("example", "an-id"))
    return path


def examples(content):
    """The documented examples of a JSON body, by name."""
    documented = content.get("application/json", {}).get("examples", {})
    return {name: example["value"] for name, example in documented.items()}


def resolve(document, node):
    """What a node refers to, or the node."""
    if "$ref" not in node:
        return node
    target = document
    for key in node["$ref"].removeprefix("#/").split("/"):
        target = target[key]
    return target


def send(method, url, headers, body):
    """Sends a request and returns the status and the JSON of the answer, `None` where it has none."""
    data = None if body is None else json.dumps(body).encode()
    headers = headers if data is None else headers | {"Content-Type": "application/json"}
    request = urllib.request.Request(url, data, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            status, text = answer.status, answer.read()
    except urllib.error.HTTPError as error:
        status, text = error.code, error.read()
    return status, json.loads(text) if text else None


def expect(call, status, answers, found):
    """Ends the run unless the status is the one asked for and the body one of the documented ones, if there are any."""
    if found[0] != status:
        sys.exit(f"{call}: the mock answers {found[0]}, not the documented {status}: {found[1]}")
    if answers and found[1] not in answers:
        sys.exit(f"{call}: the body of the {status} is no documented example: {found[1]}")


if __name__ == "__main__":
    main(*sys.argv[1:])
