"""The official Python SDK is let in by the mock, and understands everything that it answers.

Nothing is looked at but what the SDK's own objects show: its models, its exceptions.
"""

import pytest
from conftest import documented_statuses
from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.exceptions.exceptions import ClientRequestException, SdkException, ServerResponseException
from huaweicloudsdkcore.http.http_config import HttpConfig
from huaweicloudsdkcore.region.region import Region
from huaweicloudsdkcore.signer.algorithm import SigningAlgorithm
from huaweicloudsdkdcs import v2 as dcs
from huaweicloudsdkdrs import v3 as drs
from huaweicloudsdkoms import v2 as oms

PROJECT = "054ba152d480d55b2f5dc0069e7ddef0"
CLIENTS = {"dcs": dcs.DcsClient, "drs": drs.DrsClient, "oms": oms.OmsClient}


@pytest.fixture
def client(mock, key):
    """Makes a client of a service, with the key that the mock knows unless told otherwise."""

    def make(service, credentials=None, algorithm=None):
        config = HttpConfig.get_default_config()
        config.timeout = (5, 10)
        if algorithm:
            config.signing_algorithm = algorithm
        # What derived keys are scoped to: the SDK's own builders say it where a service asks for such keys.
        builder = CLIENTS[service].new_builder()._with_derived_auth_service_name(service).with_http_config(config)
        builder.with_credentials(credentials or BasicCredentials(*key, PROJECT))
        # A region of our own: the scope of V11 names it.
        return builder.with_region(Region("cn-north-4", mock.urls[service])).build()

    return make


# --- What each operation is called with, and what it says when all is well. ---


def stop_migration_tasks(client, *ids):
    body = dcs.BatchStopMigrationTasksBody(migration_tasks=list(ids))
    return client.batch_stop_migration_tasks(dcs.BatchStopMigrationTasksRequest(body=body))


def stop_jobs(client, *ids, language=None):
    body = drs.BatchPauseJobReq(jobs=[drs.PauseInfo(job_id=id, pause_mode="target") for id in ids])
    return client.batch_stop_jobs(drs.BatchStopJobsRequest(x_language=language, body=body))


def delete_jobs(client, how, *ids):
    body = drs.BatchDeleteJobReq(jobs=[drs.DeleteJobReq(job_id=id, delete_type=how) for id in ids])
    return client.batch_delete_jobs(drs.BatchDeleteJobsRequest(body=body))


def stop_task(client, id):
    return client.stop_task(oms.StopTaskRequest(task_id=id))


CALLS = {
    "BatchStopMigrationTasks": ("dcs", lambda client: stop_migration_tasks(client, "task-1")),
    "BatchStopJobs": ("drs", lambda client: stop_jobs(client, "job-1")),
    "BatchDeleteJobs": ("drs", lambda client: delete_jobs(client, "terminate", "job-1")),
    "StopTask": ("oms", lambda client: stop_task(client, 1)),
}


def of(operation):
    return pytest.mark.parametrize("operation", operation)


def refused(call, exception, status):
    """The error of a call, with every part of it filled in."""
    with pytest.raises(exception) as raised:
        call()
    error = raised.value
    assert error.status_code == status
    for part in ("error_code", "error_msg", "request_id"):
        value = getattr(error, part)
        assert isinstance(value, str) and value, f"{part} of {error}"
    assert error.error_code != str(status), f"the SDK found no code in the body: {error}"
    return error


def test_dcs_stops_migration_tasks_each_on_its_own(mock, client):
    mock.put("dcs", "migration_task", "task-1", "MIGRATING")
    mock.put("dcs", "migration_task", "task-2", "TERMINATED")
    answer = stop_migration_tasks(client("dcs"), "task-1", "task-2", "task-3")
    assert answer.status_code == 200
    assert [(task.task_id, task.result) for task in answer.migration_tasks] == [
        ("task-1", "success"),
        ("task-2", "failed"),
        ("task-3", "failed"),
    ]
    mock.clock("dcs", advance="1h")
    assert mock.status("dcs", "migration_task", "task-1") == "TERMINATED"


def test_drs_pauses_a_task_that_replicates_and_says_of_another_why_not(mock, client):
    mock.put("drs", "job", "job-1", "INCRE_TRANSFER_STARTED")
    mock.put("drs", "job", "job-2", "CREATING")
    answer = stop_jobs(client("drs"), "job-1", "job-2", language="zh-cn")
    assert (answer.status_code, answer.count) == (200, 2)
    paused, creating = answer.results
    assert paused.to_dict() == {"id": "job-1", "status": "success", "error_code": None, "error_msg": None}
    assert (creating.id, creating.status) == ("job-2", "failed")
    assert creating.error_code.startswith("DRS.M") and creating.error_msg


def test_drs_deletes_a_task_only_once_it_has_been_stopped(mock, client):
    mock.put("drs", "job", "job-1", "INCRE_TRANSFER_STARTED")

    def outcome(how):
        answer = delete_jobs(client("drs"), how, "job-1")
        assert (answer.status_code, answer.count, len(answer.results)) == (202, 1, 1)
        return answer.results[0].status, answer.results[0].error_code is not None

    assert outcome("delete") == ("failed", True)
    assert outcome("terminate") == ("success", False)
    mock.clock("drs", advance="1h")
    assert outcome("delete") == ("success", False)
    assert outcome("delete") == ("failed", True), "it is gone"


def test_oms_stops_a_task_that_migrates_and_answers_without_a_body(mock, client):
    mock.put("oms", "task", 191297407830872, "Migrating")
    answer = stop_task(client("oms"), 191297407830872)
    assert (answer.status_code, answer.raw_content) == (200, b"")
    error = refused(lambda: stop_task(client("oms"), 191297407830872), ClientRequestException, 400)
    assert error.error_code == "MOCK.0400"


# --- Who is let in. ---


@of(CALLS)
def test_every_operation_takes_every_symmetric_signature_of_the_sdk(client, key, operation):
    service, call = CALLS[operation]
    derived = BasicCredentials(*key, PROJECT)
    derived.with_derived_predicate(BasicCredentials.get_default_derived_predicate())
    for signed in (
        client(service),
        client(service, credentials=derived),
        client(service, algorithm=SigningAlgorithm.HMAC_SM3),
    ):
        try:
            call(signed)
        except ClientRequestException as error:
            # Whoever gets as far as the state of a task has been let in.
            assert error.status_code == 400, error


@of(CALLS)
def test_a_wrong_secret_is_told_apart_from_nothing_and_both_are_refused(client, key, operation):
    service, call = CALLS[operation]
    for credentials in (BasicCredentials(key[0], "another", PROJECT), BasicCredentials("NOBODY", key[1], PROJECT)):
        error = refused(lambda: call(client(service, credentials)), ClientRequestException, 401)
        assert key[1] not in str(error)


def test_a_wrong_secret_is_refused_under_a_derived_key_as_well(client, key):
    derived = BasicCredentials(key[0], "another", PROJECT)
    derived.with_derived_predicate(BasicCredentials.get_default_derived_predicate())
    refused(lambda: stop_jobs(client("drs", derived), "job-1"), ClientRequestException, 401)


def test_a_signature_of_another_hour_is_refused_until_the_clocks_agree(mock, client):
    mock.clock("drs", skew="1h")
    refused(lambda: stop_jobs(client("drs"), "job-1"), ClientRequestException, 401)
    mock.clock("drs", skew="0s")
    assert stop_jobs(client("drs"), "job-1").status_code == 200


def test_the_project_is_looked_up_at_the_iam_of_the_mock(mock, key):
    credentials = BasicCredentials(*key).with_iam_endpoint(mock.urls["iam"])
    builder = drs.DrsClient.new_builder().with_credentials(credentials)
    client = builder.with_region(Region("cn-north-4", mock.urls["drs"])).build()
    assert client.get_credentials().project_id
    assert stop_jobs(client, "job-1").status_code == 200


def test_an_id_token_is_exchanged_at_the_iam_of_the_mock_for_a_key_that_holds(mock, tmp_path):
    token = tmp_path / "id-token"
    token.write_text("any id token")
    credentials = BasicCredentials(project_id=PROJECT).with_idp_id("an-idp").with_id_token_file(str(token))
    credentials.with_iam_endpoint(mock.urls["iam"])
    builder = drs.DrsClient.new_builder().with_credentials(credentials)
    client = builder.with_region(Region("cn-north-4", mock.urls["drs"])).build()
    assert stop_jobs(client, "job-1").status_code == 200


# --- What is refused, and what goes wrong. ---


def test_a_field_that_the_page_does_not_have_is_refused_though_the_sdk_has_it(client):
    job = drs.DeleteJobReq(job_id="job-1", delete_type="terminate", is_show_breakpoint_position=True)
    request = drs.BatchDeleteJobsRequest(body=drs.BatchDeleteJobReq(jobs=[job]))
    error = refused(lambda: client("drs").batch_delete_jobs(request), ClientRequestException, 400)
    assert "is_show_breakpoint_position" in error.error_msg


def test_a_value_that_the_page_does_not_list_is_refused(client):
    error = refused(lambda: delete_jobs(client("drs"), "vanish", "job-1"), ClientRequestException, 400)
    assert "delete_type" in error.error_msg
    error = refused(lambda: stop_jobs(client("drs"), "job-1", language="fr-fr"), ClientRequestException, 400)
    assert "X-Language" in error.error_msg


ERRORS = [
    (operation, status)
    for service in CLIENTS
    for operation, status in documented_statuses(service)
    if status >= 400 and operation in CALLS
]


@pytest.mark.parametrize("operation, status", ERRORS)
def test_every_documented_error_is_understood(mock, client, operation, status):
    service, call = CALLS[operation]
    mock.fault(service, f"status={status}")
    exception = ClientRequestException if status < 500 else ServerResponseException
    refused(lambda: call(client(service)), exception, status)


@of(CALLS)
def test_an_undocumented_error_is_understood(mock, client, operation):
    service, call = CALLS[operation]
    for status in (418, 500, 503):
        mock.fault(service, f"status={status}")
        exception = ClientRequestException if status < 500 else ServerResponseException
        refused(lambda: call(client(service)), exception, status)


def test_too_many_requests_are_understood(mock, client):
    for operation in ("BatchStopMigrationTasks", "BatchStopJobs", "StopTask"):
        service, call = CALLS[operation]
        mock.fault(service, "status=429; retry-after=1")
        refused(lambda: call(client(service)), ClientRequestException, 429)


def test_of_a_throttled_delete_the_sdk_keeps_the_status_and_throws_the_rest_away(mock, client):
    # Its HTTP layer counts a 429 of an idempotent method as retries that were used up.
    mock.fault("drs", "status=429; retry-after=1")
    with pytest.raises(ClientRequestException) as raised:
        delete_jobs(client("drs"), "terminate", "job-1")
    assert (raised.value.status_code, raised.value.error_code) == (429, "429")


def test_a_connection_that_breaks_is_the_error_of_the_sdk_and_the_next_call_goes_through(mock, client):
    for fault in ("reset", "truncate=10"):
        mock.fault("drs", fault)
        paused = client("drs")
        with pytest.raises(Exception) as raised:
            stop_jobs(paused, "job-1")
        assert isinstance(raised.value, (SdkException, OSError)), raised.value
        assert stop_jobs(paused, "job-1").status_code == 200
