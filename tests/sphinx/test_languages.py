"""An edition in another language: what it says to readers, and that verify knows all of it.

In a made-up language each word of a message has a sign before it. A word without the sign that a
reader can meet is one of the cables, of the editors, of Sphinx or of the theme; else nobody gave it
to translators.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from sphinx.testing.util import SphinxTestApp

from cable_edition.core import words
from cable_edition.core.proof.verify import verify_build
from cable_edition.core.words import ENGLISH, speak
from tests import catalogs

EVERYTHING = Path(__file__).parents[1] / "everything"
DATA = words.LOCALE.parent / "core" / "data"
#: A language of which Sphinx has words and the program has none.
STRANGE = "eo"
#: What a reader is told by the name of an element, and by no words of its own.
NAMES = ("aria-label", "title", "alt", "placeholder")
#: Words of Sphinx and of the theme on every page, and names that are the same in all languages.
OF_OTHERS = {
    *("Search", "Index", "@pradyunsg", "Furo", "Sphinx", "Copyright"),
    *("BibTeX", "RIS", "CSL-JSON", "JSON", "TEI", "SHA-256", "WikiLeaks", "Python", "R", "shell"),
    *("Wikidata", "VIAF", "GND", "GeoNames", "ORCID", "emendations.json", "fam.state.gov", "curl"),
    *("Tallow Wïck, 2016", "Beatrix Snuffer, 2019", "A. DOC/CNO/19APR1993"),
}


@pytest.fixture(scope="module")
def strange(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path]]:
    """Return a site in the made-up language, and its sources."""
    folder = tmp_path_factory.mktemp("strange")
    project = folder / "edition"
    shutil.copytree(EVERYTHING, project, ignore=shutil.ignore_patterns("_build"))
    settings = project / "edition.toml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace('languages = ["en"]', f'languages = ["{STRANGE}"]'), "utf-8")
    catalogs.made_up(STRANGE, folder / "locale")
    patch = pytest.MonkeyPatch()
    patch.setattr(words, "LOCALE", folder / "locale")
    try:
        docs = project / "docs"
        app = SphinxTestApp("html", srcdir=docs, builddir=folder / "built", freshenv=True)
        app.build()
        app.cleanup()
        # What spoke the language in this process is over; verify sets it by itself.
        speak(ENGLISH)
        yield Path(app.outdir), project / "source_cables"
    finally:
        patch.undo()
        speak(ENGLISH)


#: What is the same in all languages, or Sphinx or Babel writes: ids, addresses, days, names.
OF_ALL = re.compile(
    r"https?://\S+|\b[0-9]{2}[A-Z]{3,}[0-9]+\b|\b[A-Z]+-[0-9]{8}T[0-9]{4}Z|[0-9]{4}-[^\W0-9_]+-[0-9]{2}"
    r"|[0-9:-]+ UTC|(?:Wikidata|VIAF|GND|GeoNames|ORCID|Library of Congress) \([^()]*\)?"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}|Copyright ©|\bread (?=[A-Z0-9])|^[A-Z]{2,4}: "
    r"|\b(?:[0-9]{1,2} )?[A-Z][a-z]{2,8} [0-9]{4}\b"
    # Of this work the register has signs that its page shows otherwise.
    r"|^Tallow Wïck, .*"
)


def given_words() -> tuple[str, set[str]]:
    """Return all that cables, editors and the table of TAGS say, in a row and word by word."""
    paths = [path for path in sorted(EVERYTHING.rglob("*")) if path.is_file()]
    texts = [path.read_text("utf-8", "replace") for path in paths if "_build" not in path.parts]
    texts += [path.read_text("utf-8") for path in sorted((DATA).glob("tags*"))]
    row = " ".join(re.sub(r"[*`\\\"“”]", "", " ".join(texts)).split()).casefold()
    return row, set(re.findall(r"[^\W\d_]{2,}", row))


def said(page: Path) -> Iterator[str]:
    """Yield what a page tells a reader, but for what it marks as English."""
    root = html.document_fromstring(page.read_bytes())
    for element in root.body.iter():
        if not isinstance(element.tag, str):
            continue
        around = [element, *element.iterancestors()]
        if any(
            one.get("lang") == "en" or one.tag in {"script", "style", "code", "pre"}
            for one in around[1:]
        ):
            continue
        yield element.tail or ""
        if element.get("lang") == "en" or element.tag in {"script", "style", "code", "pre"}:
            continue
        yield element.text or ""
        yield from (element.get(name, "") for name in NAMES)


def test_verify_knows_all_that_is_said(strange: tuple[Path, Path]) -> None:
    site, sources = strange
    count, problems = verify_build(site, sources)
    assert count > 40
    assert problems == []


def test_no_word_is_left_that_nobody_translated(strange: tuple[Path, Path]) -> None:
    site, _ = strange
    given, single = given_words()
    left = set()
    pages = [path for path in site.rglob("*.html") if "_static" not in path.parts]
    for page in pages:
        for text in said(page):
            shown = " ".join(text.split()).strip(' .,:;()[]·“”"×')
            if catalogs.SIGN in shown or shown in OF_OTHERS:
                continue
            bare = " ".join(re.sub(r"[*`\\\"“”]", "", OF_ALL.sub(" ", shown)).split())
            bare = bare.strip(" .,:;()#").casefold()
            found = re.findall(r"[^\W\d_]{2,}", bare)
            # A longer text of the editors is put together of what several of their files say.
            if not found or bare in given or (len(found) > 3 and single.issuperset(found)):
                continue
            left.add((page.relative_to(site).as_posix(), shown[:90]))
    assert len(pages) > 60
    assert sorted(left) == []


def test_words_of_cables_are_marked(strange: tuple[Path, Path]) -> None:
    site, _ = strange
    page = html.document_fromstring((site / "cables" / "05ROME301.html").read_bytes())
    record = page.find_class("cable-record")[0]
    assert record.get("lang") is None
    marked = {
        str(term.text_content()).rstrip(":"): term.getnext().get("lang")
        for term in record.iter("dt")
    }
    sign = catalogs.SIGN
    assert marked[f"{sign}Subject"] == "en"
    assert marked[f"{sign}Source {sign}file"] is None


def test_scripts_have_their_words_before_they_run(strange: tuple[Path, Path]) -> None:
    site, _ = strange
    text = (site / "_static" / "cable-words.js").read_text("utf-8")
    assert f'"Close":"{catalogs.SIGN}Close"' in text
    page = (site / "cables" / "05ROME301.html").read_text("utf-8")
    assert page.index("cable-words.js") < page.index("cable-elements.js")


@pytest.mark.parametrize(
    ("there", "put"),
    [
        ("<summary>ЖShow ", "<summary>Show "),
        ('aria-label="ЖLink Жto', 'aria-label="Link Жto'),
    ],
)
def test_a_word_of_another_language_is_a_difference(
    strange: tuple[Path, Path], there: str, put: str
) -> None:
    site, sources = strange
    page = site / "cables" / "05ROME301.html"
    before = page.read_text("utf-8")
    assert there in before
    try:
        page.write_text(before.replace(there, put, 1), "utf-8")
        _, problems = verify_build(site, sources)
        assert str(page) in {one.path for one in problems}
    finally:
        page.write_text(before, "utf-8")
