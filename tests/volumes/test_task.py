"""What is told of a volume whose process ended without a word."""

from __future__ import annotations

import shutil
from collections import namedtuple
from pathlib import Path

import pytest

from cable_edition.volumes import task

_Usage = namedtuple("_Usage", "total used free")


@pytest.mark.parametrize(
    ("free", "is_full"), [(0, True), (4096, True), (1 << 16, False), (1 << 30, False)]
)
def test_a_full_disk_is_named_where_there_is_no_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, is_full: bool
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: _Usage(1 << 40, 1 << 40, free))
    monkeypatch.setattr(task, "_said", lambda _: ())
    done = task.run_volume(task.Task("2005", "digest", str(tmp_path), "made of", "0"))
    (said,) = done.said
    assert done.status == 2
    assert said.startswith("the process ended with ")
    assert ("the disk has no room left" in said) is is_full


def test_what_a_process_said_is_told_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: _Usage(1 << 40, 1 << 40, 0))
    monkeypatch.setattr(task, "_said", lambda _: ("2005: a fault",))
    done = task.run_volume(task.Task("2005", "digest", str(tmp_path), "made of", "0"))
    assert (done.status, done.said) == (2, ("2005: a fault",))
