"""What a folder of sources says of volumes is data, whoever sends the folder."""

from __future__ import annotations

import json
import pickle
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cable_edition.core.edition.wider import (
    FRONT,
    WHOLE,
    WIDER,
    Neighbours,
    Other,
    Wider,
    read_wider,
    write_wider,
)
from cable_edition.core.quotations.quoted import QuotedAt, Verdict
from tests.core.fatal_cases import Folder

KNOWN = Wider(
    others={"06ROME2": Other("2006-01-02", "Lamps")},
    places=frozenset({"06ROME2#p4"}),
    neighbours={"05ROME1": (Neighbours("date", "", "", "06ROME2"),)},
    tags=("CA",),
    quoted=(
        Verdict("altered", (QuotedAt("06ROME2", "p4", "p5", reading=True),), False, (("=", "a"),)),
        Verdict("absent", (), True, ()),
    ),
)


class _Writes:
    """Writes a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[str, str]]:
        return open, (str(self._path), "w")


def test_it_is_read_as_it_was_written(tmp_path: Path) -> None:
    write_wider(tmp_path, KNOWN)
    assert read_wider(tmp_path) == KNOWN


@pytest.mark.parametrize("key", ["quoted", "others", "neighbours", "cited_by"])
def test_no_object_is_made_of_what_stands_in_it(tmp_path: Path, key: str) -> None:
    write_wider(tmp_path, KNOWN)
    path = tmp_path / WIDER
    tree = json.loads(path.read_text("utf-8"))
    tree[key] = b64encode(pickle.dumps(_Writes(tmp_path / "run"))).decode()
    path.write_text(json.dumps(tree), "utf-8")
    with pytest.raises(OSError, match="is not as cable-edition volumes build wrote it"):
        read_wider(tmp_path)
    assert not (tmp_path / "run").exists()


def test_a_catalogue_is_read_by_its_own_build_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = tmp_path / WHOLE
    whole.write_bytes(b"whatever it is")
    for named in (None, str(tmp_path / "another")):
        if named:
            monkeypatch.setenv(FRONT, named)
        with pytest.raises(OSError, match="which alone reads it"):
            read_wider(tmp_path)
    monkeypatch.setenv(FRONT, str(tmp_path.resolve()))
    assert read_wider(tmp_path).whole == whole


@pytest.mark.parametrize("command", ["check", "status", "release 1.0.0", "export json --out data"])
def test_a_command_on_a_folder_with_a_catalogue_ends_in_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    at = Folder(tmp_path)
    at.write(f"source_cables/{WHOLE}", "sent by somebody")
    done = at.run(*command.split())
    assert done.exit_code == 2, done.output
    assert "which alone reads it" in done.stderr
    assert "Traceback" not in done.output


def test_quotations_that_are_none_of_the_register_stop_in_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    at = Folder(tmp_path)
    write_wider(at.sources, KNOWN)
    done = at.run("check")
    assert done.exit_code == 2, done.output
    assert "is not as cable-edition volumes build wrote it" in done.stderr
