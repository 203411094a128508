"""What is gone is gone, what was cut off is made anew, and one build runs at a time."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from zipfile import ZipFile

import pytest
from click.testing import CliRunner

from cable_edition.cli.release import release
from cable_edition.core.proof.verify import verify_build
from cable_edition.core.reading.sources import seal
from cable_edition.sphinx_ext.output import _read, note_path
from cable_edition.sphinx_ext.stopping import EditionError

from .conftest import PEOPLE, TinyEdition, cable_text, warnings_of

# Each builds several times, some in processes that are killed.
pytestmark = pytest.mark.outputs

SPHINX = [sys.executable, "-m", "sphinx", "-q", "-b", "html"]
ODD = cable_text(2, ("(C) The xylophone was played.",), subject="A CONCERT")


def files_of(folder: Path) -> dict[str, bytes]:
    """Return every file of an output; the note of Sphinx on its settings is none."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".buildinfo"
    }


def assert_as_clean(edition: TinyEdition, builder: str = "html") -> None:
    """Compare the output with one that is made from nothing."""
    edition.build(builder, out="_clean")
    found = files_of(edition.docs / "_build" / builder)
    clean = files_of(edition.docs / "_clean" / builder)
    assert sorted(found) == sorted(clean)
    assert [name for name, data in clean.items() if data != found[name]] == []


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_a_deleted_cable_leaves_nothing(edition: TinyEdition, builder: str) -> None:
    edition.add()
    path = edition.add("05OTTAWA2", ODD)
    edition.build(builder)
    path.unlink()
    edition.build(builder)
    for name, data in files_of(edition.docs / "_build" / builder).items():
        assert "05OTTAWA2" not in name
        assert b"xylophon" not in data, name
    assert_as_clean(edition, builder)


OTHERS = ["json", "pickle", "text", "xml", "pseudoxml", "epub", "latex", "texinfo", "singlehtml"]


@pytest.mark.parametrize("builder", OTHERS)
def test_other_formats_keep_no_word_that_has_gone(edition: TinyEdition, builder: str) -> None:
    path = edition.add(text=cable_text(1, ("(C) The zither was heard.",)))
    gone = edition.add("05OTTAWA2", ODD)
    assert warnings_of(edition.build(builder)) == ""
    path.write_text(cable_text(1, ("(C) Nothing was heard.",)), "utf-8")
    gone.unlink()
    assert warnings_of(edition.build(builder)) == ""
    for name, data in files_of(edition.docs / "_build").items():
        assert "05OTTAWA2" not in name
        assert b"xylophon" not in data, name
        assert b"zither" not in data, name


def test_a_deleted_chapter_leaves_nothing(edition: TinyEdition) -> None:
    edition.add()
    page = edition.docs / "notes" / "on-music.md"
    page.parent.mkdir()
    page.write_text("---\norphan: true\n---\n# Music\n\nXylophones.\n", "utf-8")
    edition.build()
    page.unlink()
    edition.build()
    assert not (edition.html / "notes").exists()
    assert_as_clean(edition)


def test_what_left_before_the_note_was_kept_goes_too(edition: TinyEdition) -> None:
    edition.add()
    edition.build()
    (edition.html / "cables" / "05OTTAWA9.html").write_text("Left.", "utf-8")
    (edition.html / "_sources" / "cables" / "05OTTAWA9.md.txt").write_text("Left.", "utf-8")
    edition.build()
    assert not list(edition.html.rglob("05OTTAWA9*"))


def test_a_file_of_somebody_else_stays(edition: TinyEdition) -> None:
    edition.add()
    edition.build()
    (edition.html / "CNAME").write_text("example.org", "utf-8")
    (edition.html / "own.html").write_text("<p>Mine.</p>", "utf-8")
    edition.add("05OTTAWA2", ODD).unlink()
    edition.build()
    assert (edition.html / "CNAME").is_file()
    assert (edition.html / "own.html").is_file()


def test_an_entry_that_left_the_register_leaves_the_index(edition: TinyEdition) -> None:
    edition.add()
    edition.build()
    edition.register("people", PEOPLE[: PEOPLE.index("- id: roe-jane")])
    edition.build()
    assert_as_clean(edition)


EMENDED = "emendations:\n  - {at: p1, quote: spoke, read: talked, rule: conjecture, reason: So.}\n"


@pytest.mark.parametrize("builder", ["html", "dirhtml", "epub"])
@pytest.mark.parametrize("cable", ["05OTTAWA1", "05OTTAWA3"])
def test_an_emended_subject_reaches_the_pages_beside_the_cable(
    edition: TinyEdition, cable: str, builder: str
) -> None:
    for serial in (1, 2, 3):
        edition.add(f"05OTTAWA{serial}", cable_text(serial))
    edition.build(builder)
    emended = EMENDED.replace("p1", "subject").replace("spoke", "VISIT").replace("talked", "CALL")
    (edition.sources / f"{cable}.yaml").write_text(emended, "utf-8")
    edition.build(builder)
    if builder == "epub":
        pages = (edition.docs / "_build" / "epub").rglob("*.xhtml")
        shown = "".join(page.read_text("utf-8") for page in pages)
        assert f"{cable}: A VISIT" not in shown
    else:
        assert_as_clean(edition, builder)


def test_a_chapter_of_another_title_changes_the_tree_on_every_page(edition: TinyEdition) -> None:
    edition.add()
    index = edition.docs / "index.md"
    index.write_text(
        index.read_text("utf-8").replace("cables/index", "more\ncables/index"), "utf-8"
    )
    (edition.docs / "more.md").write_text("# Of music\n\nWords.\n", "utf-8")
    edition.build()
    (edition.docs / "more.md").write_text("# Of song\n\nWords.\n", "utf-8")
    edition.build()
    assert_as_clean(edition)


def test_the_last_emendation_leaves_no_data(edition: TinyEdition) -> None:
    edition.add()
    sidecar = edition.sources / "05OTTAWA1.yaml"
    sidecar.write_text(EMENDED, "utf-8")
    edition.build()
    assert (edition.html / "data" / "emendations.json").is_file()
    sidecar.unlink()
    edition.build()
    assert_as_clean(edition)


def test_data_of_a_kind_that_is_not_wanted_any_more_goes(edition: TinyEdition) -> None:
    edition.add()
    settings = edition.root / "edition.toml"
    settings.write_text('[site]\ndata = ["tei", "json", "csv"]\n', "utf-8")
    edition.build()
    assert (edition.html / "data" / "tei" / "05OTTAWA1.xml").is_file()
    (edition.html / "data" / ".cables.csv.part").write_text("half", "utf-8")
    (edition.html / "data" / "mine.csv").write_text("a,b\n", "utf-8")
    settings.write_text('[site]\ndata = ["json"]\n', "utf-8")
    edition.build()
    found = {path.name for path in (edition.html / "data").iterdir()}
    assert found == {"cables.jsonl", "json", "mine.csv", "registers.json", "schema"}
    settings.write_text("[site]\ndata = []\n", "utf-8")
    edition.build()
    assert {path.name for path in (edition.html / "data").iterdir()} == {"mine.csv"}
    (edition.html / "data" / "mine.csv").unlink()
    edition.build()
    assert_as_clean(edition)


def test_a_site_map_goes_with_the_address(edition: TinyEdition) -> None:
    edition.add()
    settings = edition.root / "edition.toml"
    settings.write_text('base_url = "https://example.org/"\n', "utf-8")
    edition.build()
    assert (edition.html / "sitemap.xml").is_file()
    settings.unlink()
    edition.build()
    assert_as_clean(edition)
    (edition.html / "sitemap.xml").write_text("<mine/>", "utf-8")
    edition.build()
    assert (edition.html / "sitemap.xml").is_file()


def test_a_withdrawn_cable_leaves_neither_its_words_nor_its_terms(edition: TinyEdition) -> None:
    edition.add()
    path = edition.add("05OTTAWA2", ODD)
    seal(edition.sources)
    folders = ["--sources", str(edition.sources), "--registers", str(edition.docs / "registers")]
    issued = CliRunner().invoke(release, ["0.1.0", "--date", "2026-11-23", *folders])
    assert issued.exit_code == 0, issued.output
    for builder in ("html", "epub"):
        edition.build(builder)
    path.unlink()
    (edition.sources / "SHA256SUMS").unlink()
    releases = edition.sources / "releases.yaml"
    gone = "withdrawn:\n  - {cable: 05OTTAWA2, reason: It was asked for., date: 2026-12-01}\n"
    releases.write_text(releases.read_text("utf-8") + gone, "utf-8")
    for builder in ("html", "epub"):
        edition.build(builder)
        for name, data in files_of(edition.docs / "_build" / builder).items():
            assert b"xylophon" not in data, name
    (book,) = (edition.docs / "_build" / "epub").glob("*.epub")
    with ZipFile(book) as packed:
        assert "cables/05OTTAWA2.xhtml" in packed.namelist()
        assert not any(b"ylophon" in packed.read(name) for name in packed.namelist())


@pytest.mark.parametrize("changed", ["source", "sidecar", "register", "releases"])
def test_a_book_older_than_the_edition_is_not_offered(edition: TinyEdition, changed: str) -> None:
    edition.add()
    edition.build("epub")
    edition.build()
    (book,) = (edition.html / "downloads").iterdir()
    assert f'href="downloads/{book.name}"' in edition.page("index")
    if changed == "source":
        edition.add("05OTTAWA2", ODD)
    elif changed == "sidecar":
        (edition.sources / "05OTTAWA1.yaml").write_text(EMENDED, "utf-8")
    elif changed == "register":
        edition.register("people", PEOPLE.replace("A visitor", "A guest"))
    else:
        (edition.sources / "releases.yaml").write_text("releases: []\n", "utf-8")
    edition.build()
    assert not (edition.html / "downloads").exists()
    assert "downloads/" not in edition.page("index")
    edition.build("epub")
    edition.build()
    assert (edition.html / "downloads" / book.name).is_file()


def test_a_broken_link_is_warned_of_each_time(edition: TinyEdition) -> None:
    edition.add()
    path = edition.add("05OTTAWA2", ODD)
    index = edition.docs / "index.md"
    index.write_text(index.read_text("utf-8") + "\nSee {cable:par}`05OTTAWA2#p1`.\n", "utf-8")
    assert warnings_of(edition.build()) == ""
    path.unlink()
    for _ in range(2):
        assert "there is no paragraph 05OTTAWA2#p1" in warnings_of(edition.build())
    edition.add("05OTTAWA2", ODD)
    assert warnings_of(edition.build()) == ""
    assert_as_clean(edition)


def test_a_link_to_a_lost_paragraph_or_person_is_seen(edition: TinyEdition) -> None:
    edition.add(text=cable_text(paragraphs=("(C) One.", "(C) Two.")))
    # Not on the first page, which much else has written again.
    words = "See {cable:par}`05OTTAWA1#p2`, {py:func}`lamp` and {cable:person}`roe-jane`.\n"
    (edition.docs / "more.md").write_text(f"---\norphan: true\n---\n# More\n\n{words}", "utf-8")
    lamps = edition.docs / "lamps.md"
    lamps.write_text("---\norphan: true\n---\n# Lamps\n\n```{py:function} lamp()\n```\n", "utf-8")
    assert warnings_of(edition.build()) == ""
    edition.add(text=cable_text(paragraphs=("(C) One.",)))
    assert "there is no paragraph 05OTTAWA1#p2" in warnings_of(edition.build())
    edition.add(text=cable_text(paragraphs=("(C) One.", "(C) Two.")))
    assert warnings_of(edition.build()) == ""
    lamps.write_text("---\norphan: true\n---\n# Lamps\n\nThey shine.\n", "utf-8")
    assert "lamp" in warnings_of(edition.build())
    edition.add(text=cable_text(paragraphs=("(C) One.", "(C) Two.")))
    edition.register("people", PEOPLE[: PEOPLE.index("- id: roe-jane")])
    assert "roe-jane" in warnings_of(edition.build())


def test_a_build_without_a_doubt_is_not_made_anew(edition: TinyEdition) -> None:
    edition.add()
    edition.build()
    before = (edition.html / "cables" / "05OTTAWA1.html").stat().st_mtime_ns
    edition.build()
    assert (edition.html / "cables" / "05OTTAWA1.html").stat().st_mtime_ns == before


@pytest.mark.parametrize("event", ["env-before-read-docs", "write-started", "html-collect-pages"])
def test_after_a_kill_all_is_made_anew(edition: TinyEdition, event: str) -> None:
    edition.add()
    edition.build()
    edition.add("05OTTAWA2", ODD)
    conf = edition.docs / "conf.py"
    whole = conf.read_text("utf-8")
    kill = "import os, signal\ndef _kill(*_):\n    os.kill(os.getpid(), signal.SIGKILL)\n"
    kill += f"def setup(app):\n    app.connect({event!r}, _kill, priority=950)\n"
    conf.write_text(whole + kill, "utf-8")
    done = subprocess.run(
        [*SPHINX, "docs", "docs/_build/html", "-d", "docs/_build/doctrees"],
        cwd=edition.root,
        check=False,
        timeout=120,
    )
    assert done.returncode == -signal.SIGKILL
    conf.write_text(whole, "utf-8")
    page = edition.html / "cables" / "05OTTAWA2.html"
    if page.is_file():
        page.write_text("half", "utf-8")
    assert warnings_of(edition.build()) == ""
    assert_as_clean(edition)


def test_a_damaged_note_makes_all_anew(edition: TinyEdition) -> None:
    edition.add()
    edition.build()
    (note,) = (edition.docs / "_build" / "doctrees").glob("cable-edition-*.json")
    assert json.loads(note.read_text("utf-8"))["settled"] is True
    note.write_text("{", "utf-8")
    (edition.html / "cables" / "05OTTAWA1.html").write_text("half", "utf-8")
    edition.build()
    assert_as_clean(edition)


def test_two_builds_at_once_are_told(edition: TinyEdition) -> None:
    edition.add()
    conf = edition.docs / "conf.py"
    whole = conf.read_text("utf-8")
    ready, go = edition.root / "ready", edition.root / "go"
    wait = "import pathlib, time\ndef _wait(*_):\n"
    wait += f"    pathlib.Path({str(ready)!r}).touch()\n"
    wait += f"    while not pathlib.Path({str(go)!r}).exists():\n        time.sleep(0.05)\n"
    wait += "def setup(app):\n    app.connect('builder-inited', _wait)\n"
    conf.write_text(whole + wait, "utf-8")
    with subprocess.Popen([*SPHINX, "docs", "docs/_build/html"], cwd=edition.root) as first:
        try:
            while not ready.exists() and first.poll() is None:
                time.sleep(0.05)
            second = subprocess.run(
                [*SPHINX, "docs", "docs/_other"],
                cwd=edition.root,
                capture_output=True,
                text=True,
                check=False,
                timeout=120,
            )
        finally:
            go.touch()
        assert first.wait(120) == 0
    assert second.returncode == 2
    (line,) = second.stderr.splitlines()
    told = f"another build of this edition is running (process {first.pid}); wait until"
    assert line.startswith(f"docs/.cable-edition-build.lock: ERROR: {told}")
    conf.write_text(whole, "utf-8")
    assert warnings_of(edition.build()) == ""


def test_a_lock_left_by_a_build_that_has_gone_means_nothing(edition: TinyEdition) -> None:
    edition.add()
    (edition.docs / ".cable-edition-build.lock").write_text(f"{os.getppid()}\n", "utf-8")
    assert warnings_of(edition.build()) == ""


def test_verify_names_a_page_without_a_cable(edition: TinyEdition) -> None:
    edition.add()
    path = edition.add("05OTTAWA2", ODD)
    edition.build()
    path.unlink()
    _, problems = verify_build(edition.html, edition.sources)
    # Lists and registers, made when it was there, name it too.
    named = [Path(one.path).name for one in problems if one.code == "page-without-cable"]
    assert named == ["05OTTAWA2.html"]
    # What stands around it is not told besides.
    around = [one.message for one in problems if one.code == "frame-differs"]
    assert not [one for one in around if "this page" in one]
    edition.build()
    assert verify_build(edition.html, edition.sources) == (1, [])


def test_a_file_in_the_place_of_a_folder_is_named(edition: TinyEdition) -> None:
    edition.add()
    edition.html.mkdir(parents=True)
    (edition.html / "cables").write_text("", "utf-8")
    said = r"\Adocs/_build/html/cables: File exists \[file-failed\]\Z"
    with pytest.raises(EditionError, match=said):
        edition.build()
    (edition.html / "cables").unlink()
    edition.build()
    assert_as_clean(edition)


@pytest.mark.parametrize(
    ("where", "number"),
    [
        ("sphinx.builders.html.StandaloneHTMLBuilder.dump_inventory", errno.ENOSPC),
        ("cable_edition.exports.folder.DataFolder.write", errno.EROFS),
        ("sphinx.builders.Builder.write_doctree", errno.ENOSPC),
        ("cable_edition.sphinx_ext.output._write", errno.EDQUOT),
    ],
)
def test_a_full_disk_is_told_in_a_line_and_the_next_build_is_right(
    edition: TinyEdition, monkeypatch: pytest.MonkeyPatch, where: str, number: int
) -> None:
    edition.add()

    def full(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(where, full)
        with pytest.raises(EditionError, match=r"\[file-failed\]\Z"):
            edition.build()
    edition.build()
    assert_as_clean(edition)


@pytest.mark.parametrize(
    "text", ['{"pages": 3}', "[]", '{"pages": [1], "settled": true}', "", '{"settled": "x"}']
)
def test_a_note_that_is_none_counts_as_a_doubt(tmp_path: Path, text: str) -> None:
    app = SimpleNamespace(outdir=tmp_path / "html", doctreedir=tmp_path)
    note_path(app).write_text(text, "utf-8")  # type: ignore[arg-type]
    assert not _read(app).settled  # type: ignore[arg-type]
