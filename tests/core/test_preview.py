"""The preview without its server: what begins a build, what a build said, the pages of its own."""

from __future__ import annotations

import re
import signal
import socket
import weakref
from contextlib import nullcontext, suppress
from pathlib import Path

import pytest
from lxml import html

from cable_edition.cli import _preview, _preview_builds
from cable_edition.cli import serve as command_serve
from cable_edition.cli._edition import ChosenEdition
from cable_edition.cli._preview_hosts import is_local
from cable_edition.cli._preview_page import status_page
from cable_edition.cli._status_tables import Table
from cable_edition.core.settings import load_from
from tests.core.fatal_cases import Folder


def chosen(at: Folder, registers: str = "docs/registers") -> ChosenEdition:
    return ChosenEdition(load_from(at.root)[0], at.sources, at.root / registers)


def test_what_an_editor_writes_is_watched_once(folder: Folder) -> None:
    there = [folder.root / "docs", folder.sources]
    assert _preview.watched(chosen(folder)) == there
    (folder.root / "names").mkdir()
    assert _preview.watched(chosen(folder, "names")) == [*there, folder.root / "names"]


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("docs/index.md", True),
        ("docs/registers/people.yaml", True),
        ("source_cables/2005/05OTTAWA1.yaml", True),
        ("docs/cables-and-people.md", True),
        ("docs/cables/05OTTAWA1.md", False),
        ("docs/people/index.md", False),
        ("docs/_build/html/index.html", False),
        ("docs/.cable-edition-build.lock", False),
        ("docs/.index.md.swp", False),
        ("docs/index.md~", False),
        ("docs/__pycache__/conf.cpython-311.pyc", False),
    ],
)
def test_what_builds_write_begins_no_build(folder: Folder, name: str, begins: bool) -> None:
    path = (folder.root / name).as_posix()
    left = any(path.startswith(f"{one}/") for one in _preview.left_alone(folder.root / "docs"))
    assert (not left and not re.search(_preview.PASSED_OVER, path)) is begins


def test_a_build_is_said_by_its_lines_without_colours() -> None:
    said = _preview_builds.what_was_said(0, "\x1b[91ma.md:3: WARNING: no\x1b[39;49;00m\n\nb\n")
    lines = ["a.md:3: WARNING: no", "b"]
    title = "The last build said 2 lines"
    assert said == {"built": True, "title": title, "lines": lines, "more": 0}
    assert _preview_builds.what_was_said(0, "\n")["title"] == "Preview"
    many = _preview_builds.what_was_said(2, "x\n" * 205)
    assert (many["built"], len(many["lines"]), many["more"]) == (False, 200, 5)


def test_words_of_the_page_are_text() -> None:
    words = "<script>alert(1)</script>&amp;\x00"
    page = status_page([Table("A <b>", ("a", "n"), [(words, "5")])], "A <b>")
    tree = html.document_fromstring(page)
    assert tree.xpath("//script") == []
    shown = words.replace("\x00", "\ufffd")
    assert [cell.text_content() for cell in tree.xpath("//td")] == [shown, "5"]
    assert tree.xpath("//h2")[0].text_content() == "A <b> (1)"
    assert tree.xpath("//b") == []
    assert tree.xpath("//td/@class") == ["whole", "number"]


def test_cells_lead_to_cables_and_ids_stay_whole() -> None:
    rows = [("05OTTAWA1", "2026-11-30", "some words")]
    table = Table("Cables", ("cable", "read", "what"), rows, of_cables=True)
    tree = html.document_fromstring(status_page([table], ""))
    assert tree.xpath("//td[1]/a/@href") == ["/cables/05OTTAWA1.html"]
    assert tree.xpath("//td[position() > 1]/@class") == ["whole", ""]


def test_what_is_left_to_do_is_a_page(folder: Folder) -> None:
    page = html.document_fromstring(_preview.left_page(chosen(folder)))
    row = page.xpath("//td[text() = 'Zebedee Quux']/..")[0]
    assert row.xpath("td/a/@href") == ["/cables/05OTTAWA1.html#p1"]
    folder.write("source_cables/SHA256SUMS", f"{'0' * 64}  05OTTAWA1.txt\n")
    assert "Something stops the edition" in _preview.left_page(chosen(folder))


@pytest.mark.parametrize("fault", ["conf.py", "sphinx-autobuild", "port"])
def test_serve_says_in_a_line_what_is_not_there(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    monkeypatch.setattr(command_serve, "find_spec", lambda _: fault != "sphinx-autobuild" or None)
    if fault != "conf.py":
        folder.write("docs/conf.py", "")
    with socket.create_server((_preview.HOST, 0)) as other:
        done = folder.run("serve", "--port", str(other.getsockname()[1]))
    assert done.exit_code == 2
    (line,) = done.stderr.splitlines()
    assert fault in line


def test_the_script_is_no_part_of_a_site() -> None:
    package = Path(_preview.__file__).parents[1]
    assert (package / "cli" / "data" / "preview.js").is_file()
    assert list((package / "static").rglob("*preview*")) == []


@pytest.mark.parametrize(
    ("header", "local"),
    [
        ("localhost:8000", True),
        ("LOCALHOST", True),
        ("localhost.:8000", True),
        ("127.0.0.1:9000", True),
        ("[::1]:8000", True),
        ("192.0.2.7:8000", True),
        ("192.0.2.8:8000", False),
        ("pages.example:8000", False),
        ("localhost.pages.example", False),
        ("pages.localhost.example:8000", False),
        ("127.0.0.1.pages.example", False),
        ("pages.example/localhost", False),
        ("localhost:8000:8000", False),
        ("localhost, pages.example", False),
        ("", False),
    ],
)
def test_the_preview_answers_for_this_machine_alone(header: str, local: bool) -> None:
    assert is_local(header, "192.0.2.7") is local


class _Held:
    """Something to which a reference can be weak."""


def _lost_stop() -> None:
    """Press Ctrl-C where Python passes an exception over."""
    held = _Held()
    reference = weakref.ref(held, lambda _: signal.raise_signal(signal.SIGINT))
    del held
    assert reference() is None


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("lost", [0, 1, 2])
def test_a_stop_that_was_lost_is_heard_when_it_is_asked_for(lost: int) -> None:
    before = signal.getsignal(signal.SIGINT)
    with suppress(KeyboardInterrupt), _preview._heard() as check_stopped:
        check_stopped()
        for _ in range(lost):
            _lost_stop()
        with pytest.raises(KeyboardInterrupt) if lost else nullcontext():
            check_stopped()
    assert signal.getsignal(signal.SIGINT) == before


def test_a_stop_that_is_not_lost_ends_the_block() -> None:
    with pytest.raises(KeyboardInterrupt), _preview._heard():
        signal.raise_signal(signal.SIGINT)
