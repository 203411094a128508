from __future__ import annotations

from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.core.expected import schema
from tests.core.fatal_cases import Folder


@pytest.fixture(scope="session")
def record_schema() -> Draft202012Validator:
    return schema()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """The folder of an edition, in which we stand."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    return Folder(tmp_path)
