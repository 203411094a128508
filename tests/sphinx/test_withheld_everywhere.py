"""A withheld name is in nothing that a build leaves, in no spelling, whatever was built before.

Either the build stops and says why, or no file has the name: no page, book, data file, index,
inventory, and none of what Sphinx keeps for its next build.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.core.withheld_spellings import spellings
from tests.sphinx.conftest import GLOSSARY, PEOPLE, cable_text
from tests.sphinx.withheld_builds import (
    BUILDERS,
    FIELDS,
    NAME,
    WholeEdition,
    found_in_text,
    whole_edition,
)

WHOLE = (("html",), BUILDERS)
OUTPUTS = pytest.mark.outputs


#: Spellings, one a word.
SPELT = r"""
Zebedée ZEBEDÉE Zebe&shy;dee Q%75uxonby Quu<b>xonby</b> \textsc{Q}uux\-onby Quu\u0078onby
quux_onby &amp;#81;uuxonby quuxonbi
"""


@pytest.mark.parametrize("text", SPELT.split())
def test_the_look_knows_the_name_in_every_spelling(text: str) -> None:
    assert found_in_text(text)


def build_all(whole: WholeEdition, builders: tuple[str, ...]) -> bool:
    """Build in each way, and export; tell whether nothing stopped."""
    return all([*map(whole.build, builders), whole.export()])


@pytest.mark.parametrize(
    "builders", [WHOLE[0], pytest.param(WHOLE[1], marks=OUTPUTS)], ids=["html", "all"]
)
def test_a_later_build_clears_all_that_the_first_left(
    tmp_path: Path, builders: tuple[str, ...]
) -> None:
    whole = whole_edition(tmp_path)
    assert build_all(whole, builders)
    before = whole.left()
    assert len(before) > 30
    whole.withhold()
    assert build_all(whole, builders), whole.done
    assert whole.left() == []


@OUTPUTS
@settings(max_examples=3, suppress_health_check=list(HealthCheck))
@given(
    fields=st.dictionaries(st.sampled_from(sorted(FIELDS)), spellings(NAME), min_size=2, max_size=5)
)
def test_any_spelling_in_any_part_of_the_cable_goes_or_stops_the_build(
    fields: dict[str, str],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        whole = whole_edition(Path(folder), **fields)
        assert build_all(whole, BUILDERS)
        whole.withhold()
        if build_all(whole, BUILDERS):
            assert whole.left() == []
        else:
            nothing_is_made(whole, "html")


def nothing_is_made(whole: WholeEdition, builder: str) -> None:
    """Build in a place of its own, and find that the build stops and leaves no name there."""
    before = set(whole.left())
    assert not whole.build(builder, out="_fresh")
    assert [name for name in whole.left() if name not in before] == []


def chapter(text: str, name: str = "more") -> Callable[[WholeEdition], None]:
    """Return what writes a chapter by hand."""

    def write(whole: WholeEdition) -> None:
        page = f"---\norphan: true\n---\n{text}\n"
        (whole.edition.docs / f"{name}.md").write_text(page, "utf-8")

    return write


def picture(name: str) -> Callable[[WholeEdition], None]:
    """Return what writes a chapter with a picture."""

    def write(whole: WholeEdition) -> None:
        _write(whole.edition.docs / name, '<svg xmlns="http://www.w3.org/2000/svg"/>')
        chapter(f"# More\n\n![A picture]({name})", "pictured")(whole)

    return write


def sidecar(text: str) -> Callable[[WholeEdition], None]:
    """Return what writes the sidecar of the other cable."""
    return lambda whole: _write(whole.edition.sources / "05OTTAWA2.yaml", text)


def register(name: str, text: str) -> Callable[[WholeEdition], None]:
    """Return what writes a register."""
    return lambda whole: _write(whole.edition.docs / "registers" / f"{name}.yaml", text)


def setting(line: str) -> Callable[[WholeEdition], None]:
    """Return what adds a line to the settings, before its tables."""

    def write(whole: WholeEdition) -> None:
        path = whole.edition.root / "edition.toml"
        _write(path, f"{line}\n{path.read_text('utf-8')}")

    return write


def _write(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")


def source(number: int, name: str, old: str = "", new: str = "") -> Callable[[WholeEdition], None]:
    """Return what writes another source."""
    text = cable_text(number).replace(old, new) if old else cable_text(number)
    return lambda whole: _write(whole.edition.sources / f"{name}.txt", text)


TERM = "- {{id: {id}, term: QX, expansion: {words}, tip: {tip}, status: cable{more}}}\n"
SAID = json.dumps("Of Zebedée Quuxonby.")


def term(id_: str = "qx", words: str = "A bureau", tip: str = "A bureau", more: str = "") -> str:
    """Return the glossary with one more term."""
    return GLOSSARY + TERM.format(id=id_, words=words, tip=tip, more=more)


#: Field -> what writes the name into it; all but the cable itself.
ELSEWHERE: dict[str, Callable[[WholeEdition], None]] = {
    "another cable": source(2, "05OTTAWA2", "spoke", "and ZEBEDEE QUUXONBY spoke"),
    "an address in it": source(2, "05OTTAWA2", "spoke", "at https://x.org/Zebed%C3%A9e spoke"),
    "its subject": source(2, "05OTTAWA2", "A VISIT", "A VISIT OF ZEBEDEE, QUUXONBY"),
    "its TAGS": source(2, "05OTTAWA2", "PREL, CA", "PREL, OVIP (QUUXONBY, ZEBEDEE)"),
    "its signature": source(2, "05OTTAWA2", "DICKSON", "QUUXONBY"),
    "a name over two lines": source(2, "05OTTAWA2", "spoke", "of Zebe-\ndee Quux-\nonby spoke"),
    "a file name": source(
        3, "the-visit-of-zebedee-quuxonby", "C O N F", "P 260722Z JAN 05\nC O N F"
    ),
    "a note": sidecar(f"notes:\n  - {{id: a, at: p1, kind: inference, text: {SAID}}}\n"),
    "an id of a note": sidecar(
        "notes:\n  - {id: zebedee-quuxonby, at: p1, kind: inference, text: It is so.}\n"
    ),
    "an address in a note": sidecar(
        "notes:\n  - id: a\n    at: p1\n    kind: fact\n    text: It is so.\n"
        "    sources: ['https://example.org/Quuxonby%2C_Zebed%C3%A9e']\n"
    ),
    "an emendation": sidecar(
        "emendations:\n  - {at: p1, quote: spoke, read: Quuxonby, rule: conjecture, reason: So.}\n"
    ),
    "a reason of an emendation": sidecar(
        "emendations:\n  - at: p1\n    quote: spoke\n    read: talked\n    rule: conjecture\n"
        f"    reason: {SAID}\n"
    ),
    "a reason of a reading": sidecar(
        f"reading:\n  - {{at: p1, quote: Jane Roe, is: heading, reason: {SAID}}}\n"
    ),
    "a related cable": sidecar(
        f"related:\n  - {{id: 05ROME1, title: {SAID}, note: So., source: 'https://example.org/'}}\n"
    ),
    "an expansion": register("glossary", term(words=SAID)),
    "a tip": register("glossary", term(tip=SAID)),
    "an id of a term": register("glossary", term("quuxonby-zebedee")),
    "a former id": register("glossary", term(more=", formerly: [zebedeequuxonby]")),
    "a person": register("people", PEOPLE.replace("tip: A visitor", f"tip: {SAID}")),
    "a form of a person": register(
        "people", PEOPLE.replace("forms: [Jane Roe,", "forms: [Jane Roe, Zebedée Quuxonby,")
    ),
    "a chapter": chapter("# More\n\nHe was Zebedée Quuxonby."),
    "single letters in a chapter": chapter("# More\n\nHe was Q u u x o n b y."),
    "a title of a chapter": chapter("# On Quuxonby"),
    "a comment in a chapter": chapter("# More\n\n% Quuxonby it was.\n\n<!-- Zebedée -->"),
    "a target in a chapter": chapter("# More\n\n(zebedee-quuxonby)=\n## Who"),
    "the file of a chapter": chapter("# More", "of-zebedee-quuxonby"),
    "the file of a chapter, accents and all": chapter("# More", "Zebedée"),
    "a chapter shown by its path": chapter("# More", "ZEBEDEE_QUUXONBY"),
    "the file of a picture": picture("quuxonby.svg"),
    "HTML in a chapter": chapter(
        '# More\n\n<span title="Quux&shy;onby">He</span> was.', "marked-up"
    ),
    "the publisher": setting(f"publisher = {SAID}"),
    "the abstract": setting(f"abstract = {SAID}"),
    "the editors": setting('editors = ["Zebedée Quuxonby"]'),
}
#: Not on a page of the site, and in the data alone.
UNSHOWN = {"a person"}
#: Tried with the fast tests.
FAST = {"a note", "a chapter"}


SLOW = [one for one in ELSEWHERE if one not in FAST]
#: Places that are written in different files stand in one edition, which is built once.
GROUPS = [SLOW[number::8] for number in range(8)]


@pytest.mark.parametrize(
    "places",
    [*([one] for one in sorted(FAST)), *(pytest.param(one, marks=OUTPUTS) for one in GROUPS)],
    ids=" and ".join,
)
def test_the_name_elsewhere_stops_the_build_and_goes_when_it_is_mended(
    tmp_path: Path, places: list[str]
) -> None:
    whole = whole_edition(tmp_path)
    own = files_of(whole)
    for where in places:
        before = files_of(whole)
        ELSEWHERE[where](whole)
        changed = {path for path, data in files_of(whole).items() if before.get(path) != data}
        assert changed, where
        assert all(before.get(path) == own.get(path) for path in changed), where
    assert whole.build("html")
    assert whole.left() or set(places) <= UNSHOWN
    for where in places:
        put_back(whole, own)
        ELSEWHERE[where](whole)
        whole.withhold()
        assert not whole.build("html"), where
        nothing_is_made(whole, "html")
    put_back(whole, own)
    whole.withhold()
    assert whole.build("html"), whole.done
    assert whole.build("html", out="_fresh"), whole.done
    assert whole.left() == []


def files_of(whole: WholeEdition) -> dict[Path, bytes]:
    """Return the files that an editor writes, with what they hold."""
    folders = (whole.edition.sources, whole.edition.docs, whole.edition.root)
    found = [
        path for folder in folders for path in (*folder.glob("*.*"), *folder.glob("registers/*"))
    ]
    return {path: path.read_bytes() for path in found if path.is_file() and path.name[0] != "."}


def put_back(whole: WholeEdition, own: dict[Path, bytes]) -> None:
    """Leave of the files of the editor only those given, as they were."""
    for path in files_of(whole):
        if path not in own:
            path.unlink()
    for path, data in own.items():
        path.write_bytes(data)
