"""curl with a token gets on with the mock."""

import json
import shutil
import subprocess

import pytest

pytestmark = pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not on this machine")

PROJECT = "054ba152d480d55b2f5dc0069e7ddef0"
PAUSE = f"/v3/{PROJECT}/jobs/batch-pause-task"
BODY = json.dumps({"jobs": [{"job_id": "job-1", "pause_mode": "target"}]})


@pytest.fixture
def curl(mock, token):
    """Calls DRS as a shell would, and returns the status, the headers by their names in lower case, and the body as JSON."""

    def call(path, *options, method="POST", token=token):
        command = ["curl", "--silent", "--show-error", "--include", "--max-time", "10", "--request", method]
        if token is not None:
            command += ["--header", f"X-Auth-Token: {token}"]
        command += ["--header", "Content-Type: application/json", *options, mock.urls["drs"] + path]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        head, _, body = done.stdout.partition("\n\n")
        status, *lines = head.splitlines()
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        return int(status.split()[1]), headers, json.loads(body) if body else None

    return call


def refused(answer, status):
    """The body of a refusal, with all that every refusal has."""
    found, headers, body = answer
    assert (found, headers["content-type"]) == (status, "application/json")
    assert headers["x-request-id"] and headers["date"]
    assert body["error_code"] and body["error_msg"]
    return body


def test_a_token_is_enough(mock, curl):
    mock.put("drs", "job", "job-1", "INCRE_TRANSFER_STARTED")
    status, headers, body = curl(PAUSE, "--data", BODY)
    assert (status, headers["content-type"]) == (200, "application/json")
    assert body == {"results": [{"id": "job-1", "status": "success"}], "count": 1}


def test_every_answer_has_a_request_id_of_its_own(curl):
    ids = {curl(PAUSE, "--data", BODY)[1]["x-request-id"] for _ in range(3)}
    assert len(ids) == 3


def test_a_token_that_nobody_issued_and_none_at_all_are_refused(curl):
    refused(curl(PAUSE, "--data", BODY, token="another"), 401)
    refused(curl(PAUSE, "--data", BODY, token=None), 401)


def test_what_has_no_route_or_another_method_is_told_so(curl):
    body = refused(curl("/v3/nothing"), 404)
    assert body["request_id"]
    answer = curl(PAUSE, method="PATCH")
    refused(answer, 405)
    assert answer[1]["allow"] == "POST"


@pytest.mark.parametrize(
    "body, told",
    [
        ({"jobs": [{"job_id": "job-1"}]}, "pause_mode"),
        ({"jobs": [{"job_id": "job-1", "pause_mode": "target", "more": 1}]}, "more"),
        ({"jobs": [{"job_id": 1, "pause_mode": "target"}]}, "job_id"),
        ({"jobs": [{"job_id": "job-1", "pause_mode": "gently"}]}, "pause_mode"),
        ({"jobs": None}, "jobs"),
        ({}, "jobs"),
    ],
)
def test_a_broken_rule_is_named_in_the_refusal(curl, body, told):
    assert told in refused(curl(PAUSE, "--data", json.dumps(body)), 400)["error_msg"]


def test_what_is_no_json_or_nothing_at_all_is_refused(curl):
    refused(curl(PAUSE, "--data", '{"jobs": ['), 400)
    refused(curl(PAUSE), 400)


def test_a_body_that_is_announced_too_long_is_refused_at_once(curl):
    refused(curl(PAUSE, "--header", "Content-Length: 104857600", "--data", BODY), 413)


def test_one_request_goes_wrong_as_its_own_header_asks(curl):
    status, headers, body = curl(PAUSE, "--header", "X-Mock-Fault: status=429; retry-after=2", "--data", BODY)
    assert (status, headers["retry-after"]) == (429, "2")
    assert body["error_code"]
    assert curl(PAUSE, "--data", BODY)[0] == 200
