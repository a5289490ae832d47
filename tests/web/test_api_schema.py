"""What the OpenAPI description says of each operation holds, whatever is sent."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from tests.web.served import application, served

from lemmata.web.limits import Limits

# A text may be as the description says and no formula all the same, an id no lemma's: these are refused.
UNASKED = "positive_data_acceptance"


def test_any_request() -> None:
    """Requests as they are described, and others: no 500, no answer that is not described, errors in their shape."""
    import schemathesis  # seconds, which only this test spends
    from schemathesis import GenerationMode, checks

    schema = schemathesis.openapi.from_asgi("/openapi.json", application())
    operations = [found.ok() for found in schema.get_all_operations()]
    posts = {operation.path for operation in operations if operation.method == "post"}
    for operation in operations:
        if operation.method == "get" and operation.path in posts:
            continue  # the same function behind it; the longer test has all
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            @settings(max_examples=2, suppress_health_check=list(HealthCheck))
            @given(case=operation.as_strategy(generation_mode=mode))
            def request(case: Any) -> None:
                case.call_and_validate(excluded_checks=[getattr(checks, UNASKED)])

            request()


@pytest.mark.slow
def test_many_requests() -> None:
    """The same with all of its phases, against the server."""
    with served(Limits(workers=2, seconds=3, rate=1e6, burst=10**6)) as api:
        api.post("/api/derive", json={"formula": "x"})  # the first worker is there
        done = subprocess.run(
            [sys.executable, "-m", "schemathesis.cli", "run", f"{api.base_url}/openapi.json", "--checks", "all",
             "--exclude-checks", UNASKED, "--max-examples", "60", "--seed", "0", "--no-color", "--workers", "1",
             "--include-path-regex", "^/api/"], capture_output=True, text=True, timeout=280)
        assert done.returncode == 0, done.stdout
        assert api.post("/api/derive", json={"formula": "x**2"}).status_code == 200
