"""The generated pages as files: only what changed is written, and nothing that is not ours."""

from __future__ import annotations

import json
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from cable_edition.core.myst.markup import MARKER
from cable_edition.core.proof.leaks import LeakSearch
from cable_edition.core.proof.page_places import is_taken, taken
from cable_edition.core.whole_file import part_of, write_whole
from cable_edition.sphinx_ext.stopping import stop
from cable_edition.sphinx_ext.warnings import editors_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cable_edition.core.editing.redaction import Redacted

#: The list of generated pages, in the folder of conf.py.
MANIFEST = ".cable-edition-pages.json"
#: Pages that the list has not yet, one a line: a build that is killed has written some of them.
JOURNAL = ".cable-edition-pages.new"


class PageFolder:
    """The folder that Sphinx reads, as far as generated pages go."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._manifest = folder / MANIFEST
        self._journal = folder / JOURNAL
        self._listed = {*self.listed()}
        self._written: list[str] = []

    @property
    def written(self) -> Sequence[str]:
        """The pages that were handed in, as docnames."""
        return self._written

    def stands(self, docname: str, digest: str) -> bool:
        """Tell whether a page is there with the text for which a digest stands; it stays then."""
        if stands := self._is_there(docname, digest):
            self._written.append(docname)
        return stands

    def all_stand(self, pages: Iterable[tuple[str, str]]) -> bool:
        """Tell whether all of some pages stand, each with its digest; only then do they stay."""
        every = list(pages)
        if stands := all(self._is_there(*one) for one in every):
            self._written += [docname for docname, _ in every]
        return stands

    def _is_there(self, docname: str, digest: str) -> bool:
        try:
            # A large edition has many.
            with open(f"{self._folder}/{docname}.md", "rb", buffering=0) as file:  # noqa: PTH123
                return sha256(file.read()).hexdigest() == digest
        except (FileNotFoundError, IsADirectoryError):
            return False

    def write(self, docname: str, text: str) -> bool:
        """Write a page if its text differs from what is there; tell whether it did.

        Stops the build (``page-taken``) if a page of someone else's stands in the way.
        """
        path = self._folder / f"{docname}.md"
        self._written.append(docname)
        data = text.encode("utf-8")
        if path.is_file():
            old = path.read_bytes()
            if old == data:
                return False
            if is_taken(old):
                stop([taken(editors_path(path, self._folder))])
        if docname not in self._listed:
            with self._journal.open("a", encoding="utf-8", newline="\n") as journal:
                journal.write(f"{docname}\n")
        path.parent.mkdir(parents=True, exist_ok=True)
        part = part_of(path)
        part.write_bytes(data)
        part.replace(path)
        return True

    def prune(self) -> list[str]:
        """Remove the pages of the last build that this one did not write, if they are ours."""
        gone = sorted(set(self.listed()) - set(self._written))
        removed = []
        for docname in gone:
            path = self._folder / f"{docname}.md"
            inside = path.resolve().is_relative_to(self._folder.resolve())
            if inside:
                part_of(path).unlink(missing_ok=True)
            if inside and path.is_file() and path.read_bytes().startswith(MARKER.encode()):
                path.unlink()
                removed.append(docname)
        listing = json.dumps(sorted(self._written), indent=0) + "\n"
        if not self._manifest.is_file() or self._manifest.read_text("utf-8") != listing:
            write_whole(self._manifest, listing.encode())
        self._journal.unlink(missing_ok=True)
        return removed

    def clear(self, redacted: Iterable[Redacted]) -> None:
        """Remove the pages of the last build that have what is withheld now."""
        search = LeakSearch(redacted)
        for docname in self.listed() if search.needed else ():
            path = self._folder / f"{docname}.md"
            text = path.read_text("utf-8", "replace") if path.is_file() else ""
            if text.startswith(MARKER) and search.place(f"{docname}\n{text}"):
                path.unlink()

    def listed(self) -> list[str]:
        """Return the pages (docnames) of the last builds that generated them."""
        listed: object = None
        with suppress(OSError, ValueError):
            listed = json.loads(self._manifest.read_text("utf-8"))
        names = (
            [name for name in listed if isinstance(name, str)] if isinstance(listed, list) else []
        )
        with suppress(OSError, ValueError):
            # The last line may have no end, and no page.
            names += self._journal.read_text("utf-8").split("\n")[:-1]
        return names
