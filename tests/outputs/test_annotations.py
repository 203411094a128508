"""Web Annotations: what they say of an edition, and the proof of every value of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin

import pytest

from cable_edition.core.edition.assemble import EditedCable, Edition
from cable_edition.core.problems import Problem
from cable_edition.core.proof.against import Against
from cable_edition.core.proof.data.data_check import check_data, lacking
from cable_edition.core.settings import EditionFile, Settings
from cable_edition.core.settings.model import with_values
from cable_edition.exports.annotations import AnnotationFolder, Annotations
from cable_edition.exports.folder import DataFolder
from cable_edition.exports.info import EditionInfo, info_of
from tests.outputs.conftest import CABLE, INFO

SIDECAR = """\
emendations:
  - at: p1
    rule: comma-apostrophe
    quote: roe,s
    read: roe's
    reason: The *sign* was lost.
  - at: p2-1
    rule: conjecture
    quote: "First,"
    read: ""
notes:
  - id: roe
    at: p1
    quote: Jane Roe
    kind: fact
    text: She is *known* for {cable:person}`her talk <roe-jane>`.
    sources: ["https://example.org/a", "A book, p. 4"]
    author: A. Editor
  - id: plain
    at: p1
    quote: roe,s
    kind: inference
    text: Hers.
  - id: whole
    at: p3
    kind: inference
    text: Of the whole paragraph.
  - id: row
    at: tags
    kind: inference
    text: Of a row of the record.
"""


@pytest.fixture
def noted(make_edition: Callable[..., Edition], tmp_path: Path) -> Edition:
    """An edition of one cable that has notes and emendations of each sort."""
    (tmp_path / "source_cables" / "06ROME2190.yaml").write_text(SIDECAR, "utf-8")
    edition = make_edition(c06ROME2190=CABLE.replace("{hostile}", "roe,s paper"))
    assert {one.code for one in edition.problems} == {"source-new"}
    return edition


def items(page: dict[str, Any], motivation: str = "") -> list[dict[str, Any]]:
    """The annotations of a page, or those of one motivation."""
    return [one for one in page["items"] if motivation in {"", one["motivation"]}]


def _check_place(one: EditedCable, target: dict[str, Any]) -> None:
    """Both selectors hold what stands at the place in the reading text, and so does the context."""
    quoted, placed = target["selector"][-2:]
    assert (quoted["type"], placed["type"]) == ("TextQuoteSelector", "TextPositionSelector")
    text = one.text(urldefrag(target["source"]).fragment)
    start, end = placed["start"], placed["end"]
    assert 0 <= start < end <= len(text)
    assert text[start:end] == quoted["exact"]
    assert text[:start].endswith(quoted["prefix"])
    assert text[end:].startswith(quoted["suffix"])
    assert len(quoted["prefix"]) == min(32, start)
    assert len(quoted["suffix"]) == min(32, len(text) - end)


@pytest.mark.parametrize("info", [INFO, EditionInfo()], ids=["absolute", "relative"])
def test_each_note_emendation_and_mention_is_there_with_both_selectors(
    each_edition: Edition, info: EditionInfo
) -> None:
    annotations = Annotations(each_edition, info)
    for one in each_edition.cables:
        page = annotations.page(one)
        at = urljoin("https://example.org/data/annotations/x.jsonld", page["id"])
        assert at == f"https://example.org/data/annotations/{one.id}.jsonld"
        ids = [item["id"] for item in page["items"]]
        assert len(set(ids)) == len(ids) == page["partOf"]["total"]
        assert {urldefrag(name).url for name in ids} <= {page["id"]}
        names = {urldefrag(name).fragment for name in ids}
        assert names >= {note.id for note in one.notes}
        assert names >= {item.id for found in one.emendations.values() for item in found}
        assert len(items(page, "identifying")) == sum(map(len, one.mentions.values()))
        for item in page["items"]:
            source = urljoin(at, item["target"]["source"])
            assert urldefrag(source).url == f"https://example.org/cables/{one.id}.html"
            assert urldefrag(source).fragment
            if one.text(urldefrag(source).fragment):
                _check_place(one, item["target"])


def test_what_each_says(noted: Edition) -> None:
    (one,) = noted.cables
    page = Annotations(noted, INFO).page(one)
    found = {urldefrag(item["id"]).fragment: item for item in page["items"]}
    roe = found["n-roe"]
    assert roe["creator"] == {"type": "Person", "name": "A. Editor"}
    assert [(body.get("value") or body["source"], body["purpose"]) for body in roe["body"]] == [
        ("She is known for her talk.", "commenting"),
        ("fact", "classifying"),
        ("https://example.org/a", "linking"),
        ("A book, p. 4", "linking"),
    ]
    assert found["n-plain"]["target"]["selector"][0]["exact"] == "roe's"
    cable = "https://example.org/cables/06ROME2190.html"
    row, whole = found["n-row"]["target"], found["n-whole"]["target"]
    assert (row["source"], row["selector"][0]["value"]) == (f"{cable}#tags", "tags")
    assert row["selector"][1]["exact"].startswith(
        "PREL (External Political Relations); IT (Italy);"
    )
    fragment, quoted, _ = whole["selector"]
    assert (whole["source"], fragment["value"]) == (f"{cable}#p3", "p3")
    assert quoted["exact"] == one.text("p3")
    emended = items(page, "describing")
    assert [item["target"]["selector"][0]["exact"] for item in emended] == ["roe's", "that"]
    assert emended[0]["body"][0]["value"] == (
        "The source has: roe,s (comma for apostrophe). The sign was lost."
    )
    assert [item["body"][1]["value"] for item in emended] == ["comma-apostrophe", "conjecture"]
    person = next(item for item in items(page, "identifying") if "people" in str(item["body"]))
    assert person["body"][0]["source"] == "https://example.org/people/index.html#person-roe-jane"


@pytest.fixture
def proved(noted: Edition, tmp_path: Path) -> tuple[Path, Callable[[], list[Problem]]]:
    """The folder of a small edition's annotations, and what proves it."""
    settings = with_values(Settings(), {"site.annotations": "on", "site.data": ()})
    file, folder = EditionFile(tmp_path, settings=settings), tmp_path / "data"
    AnnotationFolder(folder, noted, info_of(file)).write()
    against = Against(noted, file, tmp_path)
    return folder, lambda: [*check_data(folder, against), *lacking(folder, against)]


def _values(value: Any) -> Iterator[tuple[Any, Any]]:
    for key, one in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(one, dict | list):
            yield from _values(one)
        else:
            yield value, key


def test_each_value_is_proved(proved: tuple[Path, Callable[[], list[Problem]]]) -> None:
    folder, problems = proved
    assert [one.located() for one in problems()] == []
    path = folder / "annotations" / "06ROME2190.jsonld"
    right = path.read_text("utf-8")
    page = json.loads(right)
    places = list(_values(page))
    assert len(places) > 150
    for place, key in places:
        before, place[key] = place[key], "other"
        path.write_text(json.dumps(page), "utf-8")
        assert [(one.code, one.path) for one in problems()] == [("field-differs", str(path))], key
        place[key] = before
    del page["items"][-1]
    path.write_text(json.dumps(page), "utf-8")
    assert {one.code for one in problems()} == {"field-differs"}
    path.write_text(right + "x", "utf-8")
    assert [one.code for one in problems()] == ["file-unreadable"]
    path.unlink()
    assert {one.code for one in problems()} == {"file-missing"}


def test_no_other_file_passes(
    proved: tuple[Path, Callable[[], list[Problem]]], noted: Edition
) -> None:
    folder, problems = proved
    (folder / "annotations" / "05PARIS1.jsonld").write_text("{}")
    assert [one.code for one in problems()] == ["file-unknown"]
    against = Against(noted, EditionFile(folder.parent), folder.parent)
    found = {Path(one.path).name for one in check_data(folder, against)}
    assert {"annotations", "06ROME2190.jsonld"} <= found


def test_what_no_build_writes_now_goes(
    make_edition: Callable[..., Edition], tmp_path: Path
) -> None:
    out = tmp_path / "data"
    both = make_edition(c06ROME2190=CABLE, c05PARIS2=CABLE.replace("ROME", "PARIS"))
    AnnotationFolder(out, both, INFO).write()
    names = {path.name: path.stat().st_mtime_ns for path in (out / "annotations").iterdir()}
    assert set(names) == {"06ROME2190.jsonld", "05PARIS2.jsonld"}
    (tmp_path / "source_cables" / "05PARIS2.txt").unlink()
    one = make_edition()
    AnnotationFolder(out, one, INFO).write()
    (left,) = (out / "annotations").iterdir()
    assert (left.name, left.stat().st_mtime_ns) == ("06ROME2190.jsonld", names[left.name])
    DataFolder(out, one, INFO).keep_only([])
    assert not out.exists()
