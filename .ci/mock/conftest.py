"""The running mock, as the tests of other people's clients see it."""

import json
import os
import urllib.request
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]


class Mock:
    """Its services by name, and what a test may ask of it. Only `/_mock/` is called here: the rest is for the clients."""

    def __init__(self, urls):
        self.urls = urls

    def control(self, service, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        headers = {} if data is None else {"Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.urls[service]}/_mock{path}", data, headers, method=method)
        with urllib.request.urlopen(request, timeout=10) as answer:
            content = answer.read()
        return json.loads(content) if content else None

    def put(self, service, thing, id, status):
        """Puts a thing there in a status, whatever was there before."""
        self.control(service, "PUT", f"/things/{thing}/{id}", {"status": status})

    def status(self, service, thing, id):
        """The status that a thing has by now; `None` if it is not there."""
        things = self.control(service, "GET", f"/things/{thing}")["things"]
        return next((found["status"] for found in things if found["id"] == str(id)), None)

    def fault(self, service, fault):
        """Makes the next request go wrong."""
        self.control(service, "POST", "/faults", {"fault": fault, "times": 1})

    def clock(self, service, **change):
        self.control(service, "POST", "/clock", change)


@pytest.fixture(scope="session")
def urls():
    return dict(entry.split("=", 1) for entry in os.environ["MOCK_URLS"].split())


@pytest.fixture
def mock(urls):
    mock = Mock(urls)
    for service in ("dcs", "drs", "oms"):
        mock.control(service, "POST", "/reset")
    yield mock
    for service in ("dcs", "drs", "oms"):
        mock.clock(service, skew="0s")


def documented_statuses(service):
    """Every operation of a service with each status that its bundle documents."""
    bundle = yaml.safe_load((ROOT / "specs" / service / "openapi.yaml").read_text(encoding="utf-8"))
    for item in bundle["paths"].values():
        for operation in item.values():
            for status in operation["responses"]:
                yield operation["operationId"], int(status)


@pytest.fixture(scope="session")
def key():
    """The access key that the mock was started with: its id and its secret."""
    return tuple(os.environ["MOCK_ACCESS_KEY"].split(":", 1))


@pytest.fixture(scope="session")
def token():
    """The token that the mock was started with."""
    return os.environ["MOCK_TOKEN"]
