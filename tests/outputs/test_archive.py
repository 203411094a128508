"""The archive: valid, complete, the same bytes anywhere, and without a withheld word."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import bagit
import pytest
from click.testing import CliRunner

from cable_edition.cli import main
from cable_edition.core.edition.assemble import Edition
from cable_edition.exports.archive.bag import Contents, make_bag
from cable_edition.exports.archive.timestamp import archive_timestamp
from cable_edition.exports.archive.zipped import write_zip
from tests.outputs.conftest import INFO, ROOT
from tests.outputs.test_export import contents

MOMENT = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
PAGES = {"index.html": "<p>one</p>", "cables/a.html": "<p>two</p>", "_static/b.css": "b {}"}


def built(folder: Path, *, backwards: bool = False) -> Contents:
    """A site, data and a book as a build would leave them."""
    for name, text in sorted(PAGES.items(), reverse=backwards):
        path = folder / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (folder / "site" / ".buildinfo").write_text(str(folder))
    (folder / "data").mkdir()
    (folder / "data" / "cables.csv").write_text("id\n")
    (folder / "book.pdf").write_bytes(b"%PDF")
    return Contents(folder / "site", folder / "data", [folder / "book.pdf"], [ROOT / "LICENSE"])


def test_the_bag_is_valid_by_the_tool_of_libraries(edition: Edition, tmp_path: Path) -> None:
    bag = tmp_path / "bag"
    make_bag(bag, built(tmp_path), edition, INFO, MOMENT)
    tool = [sys.executable, "-m", "bagit", "--validate", str(bag)]
    assert subprocess.run(tool, capture_output=True, check=False).returncode == 0
    (bag / "data" / "site" / "index.html").write_text("<p>other</p>")
    assert subprocess.run(tool, capture_output=True, check=False).returncode != 0


def test_the_bag_holds_all_parts_and_says_so(edition: Edition, tmp_path: Path) -> None:
    bag = tmp_path / "bag"
    make_bag(bag, built(tmp_path), edition, INFO, MOMENT)
    names = contents(bag / "data").keys()
    assert {f"site/{name}" for name in PAGES} <= names
    assert {"data/cables.csv", "books/book.pdf", "sources/06ROME2190.txt", "LICENSE"} <= names
    assert "site/.buildinfo" not in names
    graph = json.loads((bag / "data" / "ro-crate-metadata.json").read_text("utf-8"))["@graph"]
    nodes = {node["@id"]: node for node in graph}
    assert nodes["./"]["datePublished"] == "2026-01-02"
    for part in nodes["./"]["hasPart"]:
        assert part["@id"] in nodes
        assert (bag / "data" / part["@id"]).exists()
    assert "Bagging-Date: 2026-01-02\n" in (bag / "bag-info.txt").read_text("utf-8")


def test_two_archives_made_apart_are_the_same_bytes(edition: Edition, tmp_path: Path) -> None:
    made = []
    for number, place in enumerate(("one", "a longer/place")):
        folder = tmp_path / place
        folder.mkdir(parents=True)
        before = os.umask(0o077 if number else 0o022)
        try:
            found = built(folder, backwards=bool(number))
            make_bag(folder / "bag", found, edition, INFO, MOMENT)
        finally:
            os.umask(before)
        write_zip(folder / "bag", folder / "bag.zip", MOMENT)
        made.append((contents(folder / "bag"), (folder / "bag.zip").read_bytes()))
    assert made[0] == made[1]


def test_tag_files_are_listed_by_name(edition: Edition, tmp_path: Path) -> None:
    make_bag(tmp_path / "bag", built(tmp_path), edition, INFO, MOMENT)
    lines = (tmp_path / "bag" / "tagmanifest-sha256.txt").read_text("utf-8").splitlines()
    names = [line.split()[1] for line in lines]
    assert names == sorted(names)
    assert len(names) == 6


def test_the_bag_keeps_the_profile_that_it_names(edition: Edition, tmp_path: Path) -> None:
    """By the rules of the BagIt Profiles Specification 1.4.0, and with no program of ours."""
    folder = tmp_path / "bag"
    make_bag(folder, built(tmp_path), edition, INFO, MOMENT)
    bag = bagit.Bag(str(folder))
    profile = json.loads((folder / "bagit-profile.json").read_text("utf-8"))
    about = profile["BagIt-Profile-Info"]
    assert bag.info["BagIt-Profile-Identifier"] == about["BagIt-Profile-Identifier"]
    assert all(about[key] for key in ("Source-Organization", "External-Description", "Version"))
    asked = profile["Bag-Info"]
    assert bag.info.keys() <= asked.keys()
    assert {name for name, rule in asked.items() if rule["required"]} <= bag.info.keys()
    assert bag.info["BagIt-Profile-Identifier"] in asked["BagIt-Profile-Identifier"]["values"]
    assert not any(isinstance(value, list) for value in bag.info.values())
    assert bag.tags["BagIt-Version"] in profile["Accept-BagIt-Version"]
    names = {path.name for path in folder.iterdir() if path.is_file()}
    for kind, key in (("manifest", "Manifests"), ("tagmanifest", "Tag-Manifests")):
        there = {name.split("-", 1)[1][:-4] for name in names if name.startswith(f"{kind}-")}
        assert there == set(profile[f"{key}-Required"]) == set(profile[f"{key}-Allowed"])
    tags = {name for name in names if not name.startswith(("manifest-", "tagmanifest-"))}
    tags -= {"bag-info.txt", "bagit.txt"}
    assert set(profile["Tag-Files-Required"]) <= tags <= set(profile["Tag-Files-Allowed"])
    assert all((folder / name).is_file() for name in profile["Payload-Files-Required"])
    assert "bagit-profile.json" in (folder / "tagmanifest-sha256.txt").read_text("utf-8")


@pytest.mark.parametrize("name", ["100%.html", "a%25b.css", "a\nb.html", "x%/a.html"])
def test_a_name_that_manifests_write_in_two_ways_is_refused(
    edition: Edition, tmp_path: Path, name: str
) -> None:
    given = built(tmp_path)
    (given.site / name).parent.mkdir(exist_ok=True)
    (given.site / name).write_text("x")
    with pytest.raises(ValueError, match="no line end in the name of a file; rename it"):
        make_bag(tmp_path / "bag", given, edition, INFO, MOMENT)
    assert not (tmp_path / "bag").exists()


def test_the_bag_is_of_the_version_of_the_rfc(edition: Edition, tmp_path: Path) -> None:
    bag = tmp_path / "bag"
    make_bag(bag, built(tmp_path), edition, INFO, MOMENT)
    assert bagit.Bag(str(bag)).version_info == (1, 0)
    listed = (bag / "tagmanifest-sha256.txt").read_text("utf-8")
    assert hashlib.sha256((bag / "bagit.txt").read_bytes()).hexdigest() in listed


def test_the_zip_holds_the_bag(edition: Edition, tmp_path: Path) -> None:
    make_bag(tmp_path / "bag", built(tmp_path), edition, INFO, MOMENT)
    write_zip(tmp_path / "bag", tmp_path / "bag.zip", MOMENT)
    with zipfile.ZipFile(tmp_path / "bag.zip") as archive:
        entries = archive.infolist()
        assert {entry.filename for entry in entries} == {
            f"bag/{name}" for name in contents(tmp_path / "bag")
        }
        assert {entry.date_time for entry in entries} == {(2026, 1, 2, 0, 0, 0)}
        assert archive.testzip() is None


def test_an_old_bag_is_replaced_and_nothing_else(edition: Edition, tmp_path: Path) -> None:
    parts = built(tmp_path)
    make_bag(tmp_path / "bag", parts, edition, INFO, MOMENT)
    (tmp_path / "bag" / "data" / "stray").write_text("")
    make_bag(tmp_path / "bag", parts, edition, INFO, MOMENT)
    assert not (tmp_path / "bag" / "data" / "stray").exists()
    with pytest.raises(FileExistsError, match="no bag"):
        make_bag(tmp_path / "data", parts, edition, INFO, MOMENT)


@pytest.mark.parametrize("own_checksum", [True, False])
def test_withheld_words_and_their_checksum_stay_out(
    make_edition: Callable[..., Edition], tmp_path: Path, own_checksum: bool
) -> None:
    raw = "UNCLAS ROME 000001\n\n1. A SECRET NAME spoke.\n"
    (tmp_path / "source_cables" / "06ROME1.yaml").write_text("# redactions: A SECRET NAME\n")
    edition = make_edition(c06ROME1=raw)
    (one,) = edition.cables
    text = raw.replace("A SECRET NAME", "[redacted]")
    source = replace(one.cable.source, text=text)
    if own_checksum:
        source = replace(source, sha256=hashlib.sha256(text.encode()).hexdigest())
    published = replace(one, cable=replace(one.cable, source=source))
    make_bag(tmp_path / "bag", built(tmp_path), replace(edition, cables=(published,)), INFO, MOMENT)
    everything = b"".join(contents(tmp_path / "bag").values())
    assert b"SECRET NAME" not in everything
    assert hashlib.sha256(raw.encode()).hexdigest().encode() not in everything
    written = tmp_path / "bag" / "data" / "sources" / "06ROME1.published.txt"
    assert written.read_text("utf-8") == text


def test_the_moment_is_never_that_of_the_clock() -> None:
    assert archive_timestamp({"SOURCE_DATE_EPOCH": "1767225600"}, "2020-01-01").year == 2026
    assert archive_timestamp({}, "2020-01-01") == dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("epoch", "released", "words"),
    [
        ("", "", "nothing gives the archive a date"),
        ("", "2020", "nothing gives the archive a date"),
        ("today", "2020-01-01", "SOURCE_DATE_EPOCH is a number of seconds"),
        ("-1", "2020-01-01", "SOURCE_DATE_EPOCH is a number of seconds"),
        ("86400", "2020-01-01", "cannot be of 1970-01-02"),
        ("99999999999", "", "up to the end of 2107"),
        ("", "1979-12-31", "cannot be of 1979-12-31"),
    ],
)
def test_no_date_is_made_up_for_an_archive(epoch: str, released: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        archive_timestamp({"SOURCE_DATE_EPOCH": epoch}, released)


def test_a_released_archive_is_published_on_the_day_of_the_release(
    edition: Edition, tmp_path: Path
) -> None:
    later = dt.datetime(2027, 3, 4, tzinfo=dt.UTC)
    make_bag(tmp_path / "bag", built(tmp_path), edition, INFO, later)
    crate = json.loads((tmp_path / "bag" / "data" / "ro-crate-metadata.json").read_text("utf-8"))
    assert [one.get("datePublished") for one in crate["@graph"] if one["@id"] == "./"] == [
        INFO.released
    ]
    assert "Bagging-Date: 2027-03-04" in (tmp_path / "bag" / "bag-info.txt").read_text("utf-8")


def test_the_command_makes_bag_and_zip(tmp_path: Path) -> None:
    parts = built(tmp_path)
    arguments = ["archive", "--site", f"{parts.site}", "--data", f"{parts.data}"]
    arguments += ["--book", f"{tmp_path / 'book.pdf'}", "--out", f"{tmp_path / 'out'}"]
    arguments += ["--sources", f"{ROOT / 'source_cables'}"]
    arguments += ["--registers", f"{ROOT / 'docs' / 'registers'}"]
    result = CliRunner().invoke(main, arguments, env={"SOURCE_DATE_EPOCH": "1767225600"})
    assert result.exit_code == 0, result.output
    (archive,) = (tmp_path / "out").glob("*.zip")
    bag = archive.with_suffix("")
    assert (bag / "data" / "sources" / "05OTTAWA286.txt").is_file()
    assert "Bagging-Date: 2026-01-01" in (bag / "bag-info.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], ["book; touch X.pdf", "$(touch Y).epub"]),
        (["--books", "pdf epub"], ["book; touch X.pdf", "$(touch Y).epub"]),
        (["--books", "epub"], ["$(touch Y).epub"]),
        (["--books", ""], []),
        (["--book", "book.pdf"], ["book.pdf"]),
        (["--book", "book.pdf", "--books", "pdf"], ["book.pdf", "book; touch X.pdf"]),
    ],
)
def test_the_books_are_those_beside_the_site_whatever_their_names(
    options: list[str], expected: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = built(tmp_path)
    for name in ("pdf/book; touch X.pdf", "epub/$(touch Y).epub", "pdf/notes.txt"):
        book = parts.site.parent / name
        book.parent.mkdir(exist_ok=True)
        book.write_bytes(b"a book")
    (parts.site.parent / "pdf" / "folder.pdf").mkdir()
    monkeypatch.chdir(tmp_path)
    arguments = ["archive", "--site", f"{parts.site}", "--data", f"{parts.data}", *options]
    arguments += ["--sources", f"{ROOT / 'source_cables'}", "--out", "out"]
    arguments += ["--registers", f"{ROOT / 'docs' / 'registers'}"]
    result = CliRunner().invoke(main, arguments, env={"SOURCE_DATE_EPOCH": "1767225600"})
    assert result.exit_code == 0, result.output
    (bag,) = (path for path in (tmp_path / "out").iterdir() if path.is_dir())
    found = (bag / "data" / "books").glob("*") if expected else []
    assert sorted(path.name for path in found) == sorted(expected)


def test_a_kind_of_book_that_is_not_there_is_refused(tmp_path: Path) -> None:
    parts = built(tmp_path)
    arguments = ["archive", "--site", f"{parts.site}", "--data", f"{parts.data}"]
    result = CliRunner().invoke(main, [*arguments, "--books", "pdf,djvu"])
    assert result.exit_code == 2
    assert "'djvu' is none of pdf, epub" in result.output
