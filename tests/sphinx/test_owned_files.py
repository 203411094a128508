"""What no build writes any more goes from an output, whatever setting or chapter brought it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cable_edition.sphinx_ext.output import note_path

from .conftest import TinyEdition
from .sequences import build, files_below, fresh_copy

PICTURE = "# One\n\n![A lamp](lamp.png)\n\n{download}`lamp.png`\n"


def chapter(edition: TinyEdition, text: str) -> None:
    (edition.docs / "one.md").write_text(text, "utf-8")


def conf(edition: TinyEdition, more: str) -> None:
    path = edition.docs / "conf.py"
    path.write_text(path.read_text("utf-8") + more, "utf-8")


@pytest.fixture
def illustrated(edition: TinyEdition) -> TinyEdition:
    """An edition with a chapter that has a picture, and with a style of its own."""
    (edition.docs / "_static").mkdir()
    (edition.docs / "_static" / "own.css").write_text("p {}", "utf-8")
    (edition.docs / "lamp.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(30))
    chapter(edition, PICTURE)
    index = edition.docs / "index.md"
    index.write_text(index.read_text("utf-8").replace("\ncables/", "\none\ncables/", 1), "utf-8")
    conf(edition, 'html_static_path = ["_static"]\nhtml_css_files = ["own.css"]\n')
    edition.add()
    build(edition)
    return edition


def test_pictures_and_files_of_a_chapter_go_with_their_last_use(illustrated: TinyEdition) -> None:
    mine = illustrated.html / "_images" / "mine.png"
    mine.write_bytes(b"mine")
    before = files_below(illustrated.html)
    chapter(illustrated, "# One\n\nNo lamp.\n")
    (illustrated.docs / "_static" / "own.css").rename(illustrated.docs / "_static" / "new.css")
    build(illustrated)
    after = files_below(illustrated.html)
    gone = {name.rpartition("/")[2] for name in before.keys() - after.keys()}
    assert gone == {"lamp.png", "own.css"}
    assert mine.is_file(), "nobody of the build wrote it"


SWITCHES: dict[str, Callable[[TinyEdition], object]] = {
    "a style": lambda at: conf(at, "html_css_files = []\nhtml_static_path = []\n"),
    "copies of sources": lambda at: conf(at, "html_copy_source = False\n"),
    "the theme": lambda at: conf(at, 'html_theme = "alabaster"\n'),
    "the language": lambda at: conf(at, 'language = "de"\n'),
    "a chapter": lambda at: conf(at, 'exclude_patterns += ["one.md"]\n'),
    "an extension": lambda at: conf(at, 'extensions += ["sphinx_design"]\n'),
    "pages of Sphinx": lambda at: conf(at, "html_use_index = True\nhtml_split_index = True\n"),
    "search by name": lambda at: conf(at, 'html_use_opensearch = "https://example.org/"\n'),
    "data files": lambda at: (at.root / "edition.toml").write_text("[site]\ndata = ['tei']\n"),
    "a killed build": lambda at: _kill(at, 'html_use_opensearch = "https://example.org/"\n'),
}


def _kill(edition: TinyEdition, more: str) -> None:
    """Leave all as a build of other settings does that is killed at its end."""
    conf(edition, more)
    app = build(edition)
    for what in ("edition", "files"):
        path = note_path(app, what)
        text = path.read_text("utf-8").replace('"settled": true', '"settled": false')
        path.write_text(text.replace('"running": false', '"running": true'), "utf-8")


@pytest.mark.outputs
@pytest.mark.parametrize("switch", SWITCHES)
def test_a_setting_that_is_switched_and_switched_back_leaves_nothing(
    illustrated: TinyEdition, switch: str
) -> None:
    path = illustrated.docs / "conf.py"
    first = path.read_text("utf-8")
    clean = files_below(illustrated.html)
    SWITCHES[switch](illustrated)
    build(illustrated)
    fresh = fresh_copy(illustrated)
    build(fresh)
    assert files_below(illustrated.html) == files_below(fresh.html)
    path.write_text(first, "utf-8")
    (illustrated.root / "edition.toml").unlink(missing_ok=True)
    build(illustrated)
    assert files_below(illustrated.html) == clean
