"""What the OpenAPI description says of each operation holds, whatever is sent."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import settings
from schemathesis import checks

from tests.web.served import application

schema = schemathesis.openapi.from_asgi("/openapi.json", application())


# A text may be what the description says and no formula all the same, an id no lemma's: these are refused.
UNASKED = [checks.positive_data_acceptance]


@schema.parametrize()
@settings(max_examples=10)
def test_any_request(case: Any) -> None:
    case.call_and_validate(excluded_checks=UNASKED)
