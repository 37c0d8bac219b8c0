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
# What is sent where bytes are documented: those have no examples.
BYTES = b"some bytes"


class Reader(yaml.SafeLoader):
    """The YAML of OpenAPI is that of JSON: what looks like a date is a text."""

    yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def main(bundle, url):
    document = yaml.load(Path(bundle).read_text(encoding="utf-8"), Reader)
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
    requests = examples(media) or {None: BYTES if "application/octet-stream" in media else None}
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
            path = path.replace("{" + parameter["name"] + "}", str(parameter.get("example", "an-id")))
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
    """Sends a request and returns the status and the body of the answer: JSON, bytes, or `None` where it has none."""
    data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
    kind = "application/octet-stream" if isinstance(body, bytes) else "application/json"
    headers = headers if data is None else headers | {"Content-Type": kind}
    request = urllib.request.Request(url, data, headers, method=method)
    try:
        answer = urllib.request.urlopen(request, timeout=10)
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        content = answer.read()
        is_json = "json" in answer.headers.get("Content-Type", "")
    return answer.status, (json.loads(content) if is_json else content) if content else None


def expect(call, status, answers, found):
    """Ends the run unless the status is the one asked for and the body one of the documented ones, if there are any."""
    if found[0] != status:
        sys.exit(f"{call}: the mock answers {found[0]}, not the documented {status}: {found[1]}")
    if answers and found[1] not in answers:
        sys.exit(f"{call}: the body of the {status} is no documented example: {found[1]}")


if __name__ == "__main__":
    main(*sys.argv[1:])
