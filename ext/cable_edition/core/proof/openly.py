"""What one cable withholds and another place of the edition would publish, before it is written.

The words may stand in another cable, or in what the editors say: a register, a note, an
emendation. ``cable-edition check`` and every build ask here; the build looks at its output besides.
"""

from __future__ import annotations

from collections.abc import Iterator

from cable_edition.core.edition.assemble import Edition
from cable_edition.core.pages.all_pages import EditionPages
from cable_edition.core.pages.limits import PageLimits
from cable_edition.core.problems import Origin, Problem
from cable_edition.core.proof.leaks import LeakSearch
from cable_edition.core.proof.written_openly import written_in

#: For finding words it does not matter how lists are divided into pages.
_UNDIVIDED = PageLimits(entries=10_000, places=10_000, cables=10_000)


def withholding_faults(edition: Edition) -> list[Problem]:
    """Return every problem by which what is withheld would be published, or might.

    Those are the problems of the edition whose origin is a redaction, ``withheld-open``, and
    ``redaction-near`` for words that are like a name which another cable withholds. Where nothing
    that was written has such words, the generated pages are made and looked through.
    """
    found = [one for one in edition.problems if one.known.origin is Origin.REDACTION]
    search = LeakSearch(edition.redacted.values())
    if search.needed:
        found += _in_sources(edition, search)
        found += _near(edition, search, {one.path for one in found})
        written = list(_in_writing(edition, search))
        found += written
        if not written:
            found += _in_pages(edition, search, {one.path for one in found})
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

    That is each cable, and what editors and witnesses say.
    """

    def near(text: str) -> tuple[int, str] | None:
        return search.near(text, alone=False)

    for one in edition.cables:
        source = one.cable.source
        low, high = one.cable.extent
        if str(one.path) in told:
            continue
        if found := near(source.text[low:high]):
            line = found[0] + source.line + source.text.count("\n", 0, low)
            message = (
                f"words here, in {one.id}, are like {found[1]} and would be published; withhold "
                "them here too, or add them to its `except` if they mean something else"
            )
            yield Problem("redaction-near", message, str(one.path), line)
    for piece in written_in(edition):
        if found := near(piece.words):
            message = (
                f"words of {piece.what} are like {found[1]} and would be published; write them "
                "otherwise, or add them to its `except` if they mean something else"
            )
            yield Problem("redaction-near", message, *piece.located(near))


def _in_writing(edition: Edition, search: LeakSearch) -> Iterator[Problem]:
    """Yield a problem for each piece that editors wrote which has withheld words."""
    for piece in written_in(edition):
        if found := search.place(piece.words):
            shown = "a piece" if search.place(piece.what) else piece.what
            message = (
                f"{shown} has what {found[1]} withholds, and would be published; take the words "
                "out, or withhold them here too"
            )
            yield Problem("withheld-open", message, *piece.located(search.place))


def _in_pages(edition: Edition, search: LeakSearch, told: set[str]) -> Iterator[Problem]:
    """Yield a problem for each page that would have such words, whatever it has them from."""
    sources = {f"cables/{one.id}": str(one.path) for one in edition.cables}
    for name, text in EditionPages(edition, _UNDIVIDED, ""):
        path = sources.get(name, "")
        if path in told or not (found := search.place(f"{name}\n{text}")):
            continue
        line, where = found
        message = (
            f"this page would have, in its line {max(1, line - 1)}, what {where} withholds; take "
            "it out of the register, sidecar or cable that the page is made of"
        )
        yield Problem("withheld-open", message, path or f"{name}.md")
