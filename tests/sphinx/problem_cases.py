"""For each problem that only a build or ``verify`` can meet: what brings it about."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import IO, NamedTuple
from zipfile import ZipFile

from cable_edition.core import unfinished
from cable_edition.core.at_work import LOCK
from cable_edition.core.proof import cover
from tests.sphinx.conftest import TinyEdition

DATA, BAG = "docs/_build/data", "docs/_build/archive/tiny-unreleased"
TEI = "tei/05OTTAWA1.xml"
BOOK = "docs/_build/epub"
PAR = '<div class="cable-par" id="p1"'


class Case(NamedTuple):
    """``before`` is done before the build, ``after`` between it and ``verify``.

    Of a code without ``after`` the build itself tells; ``begins`` is how its line begins.
    ``output`` is the folder that is verified.
    """

    before: Callable[[TinyEdition], None] | None = None
    after: Callable[[TinyEdition], None] | None = None
    begins: str = ""
    output: str = "docs/_build/html"


def output_unfinished(edition: TinyEdition) -> None:
    unfinished.begin(edition.html)


def extension_unnamed(edition: TinyEdition) -> None:
    edited("</head>", '<meta property="og:title" content="A title" /></head>')(edition)
    # It is read by ``verify``, and not run.
    conf = edition.docs / "conf.py"
    named = 'extensions.append("sphinxext.opengraph")\n'
    conf.write_text(conf.read_text("utf-8") + named, "utf-8")


def page_of_ours(words: str) -> Callable[[TinyEdition], None]:
    """Put a page with these words beside the chapters."""

    def write(edition: TinyEdition) -> None:
        text = f"---\norphan: true\n---\n# More\n\n{words}\n"
        (edition.docs / "more.md").write_text(text, "utf-8")

    return write


def edited(old: str, new: str) -> Callable[[TinyEdition], None]:
    """Edit the built page of the cable."""

    def edit(edition: TinyEdition) -> None:
        path = edition.html / "cables" / "05OTTAWA1.html"
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    return edit


def book_built(edition: TinyEdition) -> None:
    edition.build("epub")


def book_edited(edition: TinyEdition) -> None:
    path = edition.docs / "_build" / "epub" / "Tiny.epub"
    with ZipFile(path) as book:
        files = {name: book.read(name) for name in book.namelist()}
    with ZipFile(path, "w") as book:
        for name, data in files.items():
            book.writestr(name, data.replace(b"<dc:title>Tiny", b"<dc:title>Forged"))


def book_unreadable(edition: TinyEdition) -> None:
    (edition.docs / "_build" / "epub" / "Tiny.epub").write_bytes(b"")


def copy_edited(edition: TinyEdition) -> None:
    path = edition.html / "_sources" / "cables" / "05OTTAWA1.md.txt"
    text = path.read_text("utf-8")
    assert "spoke" in text
    path.write_text(text.replace("spoke", "told", 1), "utf-8")


def in_data(name: str, old: str, new: str) -> Case:
    """Return a case that edits a file of the exported data."""

    def edit(edition: TinyEdition) -> None:
        path = edition.docs / "_build" / "data" / name
        text = path.read_bytes().decode()
        assert old in text
        path.write_bytes(text.replace(old, new, 1).encode())

    return Case(after=edit, output=DATA)


def in_folder(output: str, change: Callable[[Path], object]) -> Case:
    """Return a case that changes something in an output beside the site."""
    return Case(after=lambda edition: change(edition.root / output), output=output)


def moved_setting(edition: TinyEdition) -> None:
    conf = edition.docs / "conf.py"
    conf.write_text(conf.read_text("utf-8") + 'cable_sources = "../source_cables"\n', "utf-8")


def cover_broken(edition: TinyEdition) -> None:
    conf = edition.docs / "conf.py"
    faulty = "from cable_edition.core.proof import cover\n"
    faulty += "cover.cover_problems = lambda cable: ['a segment is empty']\n"
    conf.write_text(conf.read_text("utf-8") + faulty, "utf-8")
    # The build runs within the process of the tests.
    mended = ExitStack()
    mended.callback(setattr, cover, "cover_problems", cover.cover_problems)
    HELD.append(mended)


def book_older(edition: TinyEdition) -> None:
    book = edition.docs / "_build" / "epub" / "tiny.epub"
    book.parent.mkdir(parents=True)
    book.write_bytes(b"")
    os.utime(book, (0, 0))


def page_taken(edition: TinyEdition) -> None:
    (edition.docs / "cables").mkdir()
    (edition.docs / "cables" / "index.md").write_text("# Mine\n", "utf-8")


def page_missing(edition: TinyEdition) -> None:
    (edition.html / "cables" / "05OTTAWA1.html").unlink()


def page_unreadable(edition: TinyEdition) -> None:
    (edition.html / "cables" / "05OTTAWA1.html").write_bytes(b"")


def page_without_cable(edition: TinyEdition) -> None:
    page = (edition.html / "cables" / "05OTTAWA1.html").read_bytes()
    (edition.html / "cables" / "05OTTAWA2.html").write_bytes(page)


def output_unknown(edition: TinyEdition) -> None:
    shutil.rmtree(edition.html)
    edition.html.mkdir()


def emendation(edition: TinyEdition) -> None:
    text = "emendations:\n  - {at: p1, quote: spoke, read: told, rule: conjecture, reason: X.}\n"
    (edition.sources / "05OTTAWA1.yaml").write_text(text, "utf-8")


def no_sidecar(edition: TinyEdition) -> None:
    (edition.sources / "05OTTAWA1.yaml").unlink()


#: The locks of builds that seem to run.
HELD: list[IO[str] | ExitStack] = []


def build_running(edition: TinyEdition) -> None:
    file = (edition.docs / LOCK).open("a+", encoding="utf-8")
    fcntl.flock(file, fcntl.LOCK_EX)
    HELD.append(file)


#: Code -> its case.
CASES: dict[str, Case] = {
    "bad-generated-row": Case(page_of_ours("```{cable:portions}\nx\n```"), begins="docs/more.md:"),
    "unknown-entry": Case(
        page_of_ours("```{cable:entry} person nobody\n```"), begins="docs/more.md:"
    ),
    "unknown-record": Case(page_of_ours("{cable:record}`no id`"), begins="docs/more.md:"),
    "moved-setting": Case(moved_setting, begins="docs/conf.py:"),
    "build-running": Case(build_running, begins="docs/.cable-edition-build.lock: ERROR: "),
    "cover-broken": Case(cover_broken, begins="source_cables/05OTTAWA1.txt: ERROR: "),
    "book-older": Case(book_older, begins="docs/_build/epub/tiny.epub: "),
    "other-host": Case(
        page_of_ours("![A lamp](https://lamps.example/a.png)"), begins="docs/more.md: WARNING: "
    ),
    "page-taken": Case(page_taken, begins="docs/cables/index.md: ERROR: "),
    "sphinx-failed": Case(
        page_of_ours("```{productionlist} g\na : b\n```"), begins="docs/more.md:6: ERROR: "
    ),
    "checksum-differs": in_folder(
        BAG, lambda bag: (bag / "data" / "README.txt").write_text("Other words.", "utf-8")
    ),
    "field-differs": in_data("cables.csv", "OTTAWA", "PARIS"),
    "extension-unnamed": Case(after=extension_unnamed),
    "file-missing": in_folder(DATA, lambda data: (data / "json" / "05OTTAWA1.json").unlink()),
    "file-unknown": in_folder(DATA, lambda data: (data / "notes.txt").write_text("", "utf-8")),
    "file-unreadable": in_folder(DATA, lambda data: (data / "edition.jsonld").write_bytes(b"{")),
    "markup-unknown": in_data(TEI, "spoke", "<del/>spoke"),
    "name-differs": in_data(TEI, 'key="roe-jane"', 'key="flora-brian"'),
    "note-differs": in_data(TEI, "spoke", '<note xml:id="n"><p>Forged.</p></note>spoke'),
    "book-differs": Case(book_built, book_edited, output=BOOK),
    "book-unreadable": Case(book_built, book_unreadable, output=BOOK),
    "copy-differs": Case(after=copy_edited),
    "frame-differs": Case(after=edited("</head>", '<script src="_static/x.js"></script></head>')),
    "page-differs": Case(after=edited(PAR, f'<a id="p1"></a>{PAR}')),
    "emendations-differ": Case(emendation, no_sidecar),
    "mark-differs": Case(after=edited(">(C)</span>", ">(S)</span>")),
    "number-differs": Case(after=edited("¶ 1</a>", "¶ 3</a>")),
    "output-unfinished": Case(after=output_unfinished),
    "output-unknown": Case(after=output_unknown),
    "page-missing": Case(after=page_missing),
    "page-unreadable": Case(after=page_unreadable),
    "page-without-cable": Case(after=page_without_cable),
    "place-missing": Case(after=edited('id="p1"', 'id="q1"')),
    "words-added": Case(after=edited(PAR, f'<p class="cable-words">Forged.</p>{PAR}')),
    "words-differ": Case(after=edited("spoke of", "told of")),
}
