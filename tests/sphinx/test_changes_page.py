"""The page of changes between releases: of kept archives, proved, and without a withheld word."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import html

from cable_edition.cli import main
from cable_edition.core.proof.against import read_anew
from cable_edition.core.proof.site.site_check import check_site
from cable_edition.core.settings.edition_file import load_from

from .conftest import TinyEdition, cable_text, warnings_of
from .redacted import NAME, files_with

WORDS = ("(C) Zebedee Quux met Jane Roe in a hotel.", "(C) He left by train at noon.")
NOTE = "notes:\n  - {at: p2, quote: noon, kind: inference, text: '*So* it seems.', id: noon}\n"


def run(edition: TinyEdition, *words: str) -> None:
    settings = str(edition.root / "edition.toml")
    done = CliRunner().invoke(main, [*words, "--settings", settings])
    assert done.exit_code == 0, done.output


def keep(edition: TinyEdition, version: str) -> Path:
    """Release an edition, and keep the archive of it."""
    run(edition, "release", version, "--date", f"2026-11-2{version[0]}")
    data = edition.root / f"data-{version}"
    run(edition, "export", "json", "--out", str(data))
    (edition.root / "kept").mkdir(exist_ok=True)
    path = edition.root / "kept" / f"tiny-{version}.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("cables.jsonl", "registers.json"):
            archive.write(data / name, f"tiny/data/data/{name}")
    return path


def change(edition: TinyEdition, old: str, new: str, version: str) -> None:
    path = edition.sources / "05OTTAWA1.txt"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    releases = edition.sources / "releases.yaml"
    text = releases.read_text("utf-8")
    head = "" if "revisions:" in text else "revisions:\n"
    row = f"- {{at: 05OTTAWA1, after: {version}, reason: A better copy., date: 2026-11-28}}\n"
    releases.write_text(f"{text}{head}{row}", "utf-8")
    run(edition, "seal", "--accept", "05OTTAWA1.txt")


@pytest.fixture
def kept(edition: TinyEdition) -> TinyEdition:
    """An edition whose releases 1.0.0 and 2.0.0 are kept, and which has changed since."""
    (edition.root / "edition.toml").write_text('[folders]\narchives = "kept"\n', "utf-8")
    edition.add(text=cable_text(paragraphs=WORDS))
    run(edition, "seal")
    keep(edition, "1.0.0")
    edition.add("05OTTAWA2", cable_text(2))
    change(edition, "a hotel", "an inn", "1.0.0")
    run(edition, "seal")
    keep(edition, "2.0.0")
    (edition.sources / "05OTTAWA1.yaml").write_text(NOTE, "utf-8")
    change(edition, "by train", "by night train", "2.0.0")
    return edition


def told(edition: TinyEdition, anchor: str) -> list[str]:
    page = html.fromstring(edition.page("releases/changes"))
    items = page.get_element_by_id(anchor).xpath(".//li")
    return [" ".join(one.text_content().split()) for one in items]


def faults(edition: TinyEdition) -> list[str]:
    against = read_anew(load_from(edition.root)[0])
    return [one.located() for one in check_site(edition.html, against)]


def test_the_page_tells_words_and_is_proved(kept: TinyEdition) -> None:
    assert warnings_of(kept.build()) == ""
    assert told(kept, "from-1-0-0-to-2-0-0") == [
        "1 cable added: 05OTTAWA2",
        "05OTTAWA1, ¶ 1: “… Roe in a hotel.” is now “… Roe in an inn.”".replace(
            "… Roe", "… met Jane Roe"
        ),
    ]
    assert told(kept, "from-2-0-0-to-now") == [
        "05OTTAWA1, ¶ 2: “He left by train at noon.” is now “He left by night train at noon.”",
        "05OTTAWA1, note n-noon: added: “So it seems.”",
    ]
    assert "releases/changes" in (kept.docs / "releases" / "index.md").read_text("utf-8")
    before = faults(kept)
    path = kept.html / "releases" / "changes.html"
    page = path.read_text("utf-8")
    for old, new in (
        ("a hotel", "a motel"),
        ("1 cable added", "2 cables added"),
        ("So it seems", "So it is"),
        ('cables/05OTTAWA1.html#p2"', 'cables/05OTTAWA1.html#p1"'),
        ("Since 2.0.0", "Since 3.0.0"),
    ):
        assert old in page
        path.write_text(page.replace(old, new, 1), "utf-8")
        assert any("releases/changes.html" in one for one in faults(kept) if one not in before), old
    path.unlink()
    assert any("page-missing" in one for one in faults(kept))


def test_no_word_that_is_withheld_now_is_on_any_page(kept: TinyEdition) -> None:
    (kept.sources / "05OTTAWA1.yaml").write_text(NAME, "utf-8")
    kept.build()
    assert told(kept, "from-1-0-0-to-2-0-0") == [
        "1 cable added: 05OTTAWA2",
        "05OTTAWA1, ¶ 1: words are withheld",
    ]
    assert told(kept, "from-2-0-0-to-now")[0] == "05OTTAWA1, ¶ 1: words are withheld"
    assert files_with(kept.html, b"Quux") == []
    assert files_with(kept.docs / "releases", b"Quux") == []


def test_a_build_looks_again_when_an_archive_goes(kept: TinyEdition) -> None:
    kept.build()
    (kept.root / "kept" / "tiny-1.0.0.zip").unlink()
    kept.build()
    assert "from-1-0-0" not in kept.page("releases/changes")
    (kept.root / "kept" / "tiny-2.0.0.zip").unlink()
    kept.build()
    assert not (kept.html / "releases" / "changes.html").exists()


def test_an_archive_that_is_none_is_told_in_a_line(kept: TinyEdition) -> None:
    (kept.root / "kept" / "tiny-1.0.0.zip").write_bytes(b"nothing")
    said = warnings_of(kept.build())
    assert "tiny-1.0.0.zip cannot be read as an edition" in said
    assert len(said.splitlines()) == 1
    settings = str(kept.root / "edition.toml")
    done = CliRunner().invoke(main, ["check", "--settings", settings])
    assert "tiny-1.0.0.zip cannot be read as an edition" in done.output
