"""The first try of the README works as it is written."""

import json
import shlex
import shutil
import subprocess

import pytest
from conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()


def line(begin):
    """The only line of the README that begins so."""
    (found,) = [line for line in README if line.startswith(begin)]
    return found


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not on this machine")
def test_curl_pauses_a_task_once_and_is_refused_the_second_time(urls):
    documented = "http://127.0.0.1:" + line("cargo xtask mock ").split("--port ")[1].split()[0]
    command = line("curl ")
    assert documented in command
    # The mock of this test has a port of its own.
    command = [*shlex.split(command.replace(documented, urls["drs"])), "--silent", "--show-error"]
    told = [json.loads(subprocess.check_output(command)) for _ in range(2)]
    assert [answer["results"][0]["status"] for answer in told] == ["success", "failed"]
