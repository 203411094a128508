"""Files of JSON are proved whole, and one that no program can read is told, whatever is in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from cable_edition.core.proof.data.json_files import check_json, read_json
from tests.core.fatal_cases import TEXT, Folder

DEEP = b"[" * 100_000


@pytest.mark.parametrize("data", [DEEP, b'{"a":' * 100_000, b'{"a":1,"a":2}', b"NaN", b"\xff", b""])
def test_what_is_no_json_of_ours_is_a_wrong_value(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_json(data)


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (b'{"a": [1, 2]}', []),
        (b'{"a": [1, 3]}', ["field-differs"]),
        (b'{"a": [1, 2], "b": 1}', ["field-differs"]),
        (DEEP, ["file-unreadable"]),
        (None, ["file-missing"]),
    ],
)
def test_a_file_is_compared_whole(tmp_path: Path, data: bytes | None, codes: list[str]) -> None:
    path = tmp_path / "a.json"
    if data is not None:
        path.write_bytes(data)
    assert [one.code for one in check_json(path, {"a": [1, 2]})] == codes


@pytest.mark.parametrize("name", ["wanted.json", "registers.json", "json/05OTTAWA1.json"])
def test_verify_tells_of_a_file_that_is_nested_too_deep(folder: Folder, name: str) -> None:
    # A cable that is cited and absent makes the wanted list.
    cited = TEXT.replace("\n1. ", "\nREF: 05 ROME 7\n\n1. ", 1)
    folder.write("source_cables/05OTTAWA1.txt", cited)
    assert folder.run("export", "json", "--out", "data").exit_code == 0
    path = folder.root / "data" / name
    assert path.is_file()
    path.write_bytes(DEEP)
    done = folder.run("verify", "data")
    assert done.exit_code == 1
    assert f"data/{name}: cannot be read" in " ".join(done.output.split())
    assert "Traceback" not in done.output
