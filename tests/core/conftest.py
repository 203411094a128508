from __future__ import annotations

import pytest
from jsonschema import Draft202012Validator

from tests.core.expected import schema


@pytest.fixture(scope="session")
def record_schema() -> Draft202012Validator:
    return schema()
