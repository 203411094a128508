"""What a site must tell programs: the rows of its page for them, and the words of ``llms.txt``."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cached_property
from pathlib import Path

from cable_edition.core.edition.for_programs import LLMS, PAGE, Interface, Site, interfaces, site_of
from cable_edition.core.nouns import number_of
from cable_edition.core.proof.data.stated import Stated, stated_by
from cable_edition.core.proof.site.known import Known
from cable_edition.core.settings.model import OFF

_BEGIN = (
    ("cables/index", "Cables", "all of them, by date"),
    ("people/index", "People", "who is named, and where"),
    ("organizations/index", "Organizations", "which are named, and where"),
    ("glossary/index", "Glossary", "what acronyms and terms mean"),
    ("tags/index", "TAGS", "the subjects under which cables were filed"),
    ("posts/index", "Posts", "where cables come from"),
    ("chronology/index", "Chronology", "what happened when"),
    ("emendations/index", "Emendations", "each place where the text was mended"),
    ("missing/index", "What is missing", "what the copies lack"),
    ("releases/index", "Releases", "what each changed"),
)
_SAID = (
    "An edition of diplomatic cables ({count}). A cable is named by its id, a paragraph by the "
    "number that its sender gave it: cables/ID.html#p4 is paragraph 4. What the editors say "
    "stands apart from the words of the cables, and what is not known is left open."
)
#: Without pyarrow a build has no such files.
_PARQUET = "data/parquet/paragraphs.parquet"


class ProgramsPage:
    """What page and file must say; ``site`` is the folder, ``pages`` those of the edition."""

    def __init__(self, site: Path, known: Known, pages: Collection[str]) -> None:
        self._folder, self._known, self._pages = site, known, pages

    @cached_property
    def _site(self) -> Site:
        kinds = [
            kind
            for kind in self._known.against.settings.site_kinds
            if kind != "parquet" or self._has_parquet()
        ]
        if self._known.against.settings.site.markdown != OFF:
            kinds.append("markdown")
        return site_of(self._known.edition, kinds, self._known.base_url)

    def _has_parquet(self) -> bool:
        """Whether the build could write Parquet; what is told and not there is told elsewhere."""
        page = self._folder / f"{PAGE}.html"
        told = page.read_text("utf-8", "replace") if page.is_file() else ""
        return _PARQUET in told or (self._folder / _PARQUET).is_file()

    def rows(self) -> list[Interface]:
        """Return the rows of the page."""
        return interfaces(self._site)

    @property
    def has_address(self) -> bool:
        """Whether the lines ask the site itself, and no copy."""
        return bool(self._known.base_url)

    def faults(self) -> Iterator[tuple[str, str]]:
        """Yield what is wrong in ``llms.txt``, with its name."""
        path = self._folder / LLMS
        if not path.is_file():
            return
        written = path.read_text("utf-8", "replace").split("\n")
        expected = [*self._lines(stated_by(self._known.against)), ""]
        for number, (one, other) in enumerate(zip(expected, written, strict=False), 1):
            if one != other:
                yield LLMS, f"line {number}: the edition has {one[:80]!r}, the file {other[:80]!r}"
                return
        if len(expected) != len(written):
            yield LLMS, f"it has {len(written) - 1} lines, the edition gives {len(expected) - 1}"

    def _lines(self, stated: Stated) -> Iterator[str]:
        base, count = self._known.base_url, len(self._known.edition.cables)
        # A project may leave its title to ``conf.py``, and the inventory has it.
        yield from (f"# {self._known.cited_edition.title or stated.title}", "")
        if stated.abstract:
            yield from (f"> {stated.abstract}", "")
        yield from (_SAID.format(count=number_of(count, "cable")), "")
        yield from (stated.rights, "", "## Pages", "")
        for page, title, meaning in _BEGIN:
            if page in self._pages:
                yield f"- [{title}]({base}{page}.html): {meaning}"
        yield from ("", "## Data", "")
        for one in self.rows():
            if one.file != LLMS:
                yield f"- [{one.title}]({base}{one.file}): {one.meaning}"
