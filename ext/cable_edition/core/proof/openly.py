"""What one cable withholds and another place of the edition would publish, before it is written.

The words may stand in another cable, or in what the editors say: a register, a note, an
emendation. ``cable-edition check`` and every build ask here; the build looks at its output besides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from cable_edition.core.edition.assemble import Edition
from cable_edition.core.edition.model import EditedCable
from cable_edition.core.pages.all_pages import EditionPages
from cable_edition.core.pages.limits import PageLimits
from cable_edition.core.problems import Origin, Problem
from cable_edition.core.proof.leaks import LeakSearch
from cable_edition.core.proof.written_openly import WrittenFiles
from cable_edition.core.releases.declared import RELEASES, Declared

#: For finding words it does not matter how lists are divided into pages.
_UNDIVIDED = PageLimits(entries=10_000, places=10_000, cables=10_000)


def withholding_faults(edition: Edition) -> list[Problem]:
    """Return every problem by which what is withheld would be published, or might.

    Those are the problems of the edition whose origin is a redaction, ``withheld-open``, and
    ``redaction-near`` for words that are like a name which another cable withholds. The
    generated pages are made for it, if anything is withheld.
    """
    found = [one for one in edition.problems if one.known.origin is Origin.REDACTION]
    search = LeakSearch(edition.redacted.values())
    if search.needed:
        found += _in_sources(edition, search)
        found += _near(edition, search, {one.path for one in found})
        told = {one.path for one in found}
        cables = {f"cables/{one.id}": one for one in edition.cables}
        pages = EditionPages(edition, _UNDIVIDED, "")
        written = WrittenFiles(edition, search.place)
        shown = list(_in_pages(pages, search, cables, told, written))
        # The data have entries that no page shows.
        found += shown or _in_registers(edition, search, written)
    return found


def _in_sources(edition: Edition, search: LeakSearch) -> Iterator[Problem]:
    for one in edition.cables:
        source = one.cable.source
        low, high = one.cable.extent
        if found := search.place(source.text[low:high]):
            line, where = found
            message = (
                f"what {where} withholds stands here, in {one.id}, and would be published; "
                "withhold it here too"
            )
            line += source.line + source.text.count("\n", 0, low)
            yield Problem("withheld-open", message, str(one.path), line)


def _near(edition: Edition, search: LeakSearch, told: set[str]) -> Iterator[Problem]:
    """Yield a problem for whatever has words like a name that is withheld.

    That is each cable, what editors and witnesses say of it, each register, each release.
    """
    written = WrittenFiles(edition, lambda text: search.near(text, alone=False))
    for one in edition.cables:
        source = one.cable.source
        low, high = one.cable.extent
        if str(one.path) in told:
            continue
        if found := search.near(source.text[low:high], alone=False):
            line = found[0] + source.line + source.text.count("\n", 0, low)
            message = (
                f"words here, in {one.id}, are like {found[1]} and would be published; withhold "
                "them here too, or add them to its `except` if they mean something else"
            )
            yield Problem("redaction-near", message, str(one.path), line)
        for what, words in _said_of(edition, one):
            if found := search.near("\n".join(words), alone=False):
                yield _near_to(what, found[1], written.of_cable(one) or (str(one.path), None))
    for register, entries in edition.registers.by_file():
        for entry in entries:
            if found := search.near(repr(entry), alone=False):
                place = str(getattr(entry, "path", "")), getattr(entry, "line", None)
                if not place[0]:
                    place = written.of_register() or (f"{register}.yaml", None)
                yield _near_to("an entry of this register", found[1], place)
    for what, text in _said_of_releases(edition.releases.declared):
        if found := search.near(text, alone=False):
            yield _near_to(what, found[1], written.of_releases() or (RELEASES, None))


def _said_of(edition: Edition, one: EditedCable) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield what editors say of a cable, and its witnesses: (what it is, its words)."""
    for note in one.notes:
        yield f"the note {note.id}", (note.text, *note.sources, note.author)
    for number, redaction in enumerate(one.redactions, 1):
        yield f"the reason of redaction {number}", (redaction.reason,)
    for witness in one.witnesses:
        words = (unit.words for unit in witness.units)
        told = (witness.file, witness.body, witness.obtained)
        yield f"the witness {witness.siglum}", (witness.siglum, *told, *words)
    for other in edition.related.get(one.id, ()):
        yield f"the related record {other.id}", (other.title, other.note, other.source)
    if sidecar := edition.sidecars.get(one.id):
        for number, emendation in enumerate(sidecar.emendations, 1):
            yield f"emendation {number}", (emendation.read, emendation.reason)
        for number, reading in enumerate(sidecar.reading, 1):
            yield f"correction {number} of the reading", (reading.reason,)


def _said_of_releases(declared: Declared) -> Iterator[tuple[str, str]]:
    """Yield what ``releases.yaml`` tells readers: (what it is, its words)."""
    for release in declared.releases:
        yield f"the note on release {release.version}", release.note
    for one in (
        *declared.redirects,
        *declared.revisions,
        *declared.withdrawn,
        *declared.retired,
    ):
        yield f"the reason in line {one.line}", one.reason


def _near_to(what: str, where: str, place: tuple[str, int | None]) -> Problem:
    message = (
        f"words of {what} are like {where} and would be published; write them otherwise, or add "
        "them to its `except` if they mean something else"
    )
    return Problem("redaction-near", message, *place)


def _in_registers(edition: Edition, search: LeakSearch, written: WrittenFiles) -> Iterator[Problem]:
    for register, entries in edition.registers.by_file():
        if found := search.place("\n".join(map(repr, entries))):
            message = (
                f"an entry of the register {register} has what {found[1]} withholds, and would be "
                "published with the data; take it out"
            )
            place = written.of_register() or (f"{register}.yaml", None)
            yield Problem("withheld-open", message, *place)


def _in_pages(
    pages: Iterable[tuple[str, str]],
    search: LeakSearch,
    cables: Mapping[str, EditedCable],
    told: set[str],
    written: WrittenFiles,
) -> Iterator[Problem]:
    """Yield a problem for each page that would have such words, where an editor can mend it."""
    places: set[tuple[str, int]] = set()
    for name, text in pages:
        one = cables.get(name)
        path = str(one.path) if one else ""
        if path in told or not (found := search.place(f"{name}\n{text}")):
            continue
        line, where = found
        place = written.of_cable(one) if one else written.of_page()
        if place in places:
            continue
        if place:
            places.add(place)
            page = "a page of its own" if search.place(name) else f"the page {name}"
            message = (
                f"words here would be on {page}, and are what {where} withholds; write them "
                "otherwise, or withhold them here too"
            )
            yield Problem("withheld-open", message, *place)
            continue
        message = (
            f"this page would have, in its line {max(1, line - 1)}, what {where} withholds; take "
            "it out of the register, sidecar or cable that the page is made of"
        )
        yield Problem("withheld-open", message, path or f"{name}.md")
