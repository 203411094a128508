"""The addresses of Distributed Text Services, as URI templates (RFC 6570) of files.

A template leads to one file for each call: ``navigation{/resource,ref,down}.jsonld`` is
``navigation/05OTTAWA286/p4/1.jsonld``. Where the edition knows its address the templates are
absolute, else they are relative to the file in which they stand.
"""

from __future__ import annotations

from cable_edition.core.late_methods import dataclass

#: The folder of all answers but the texts, and that of the texts, both in the folder of data.
FOLDER, TEXTS = "dts", "tei"
#: The ending of an answer; servers give it as ``application/ld+json``.
ENDING = ".jsonld"
ENTRY = f"{FOLDER}/entry{ENDING}"


def collection_file(name: str = "", more: str | int = "") -> str:
    """Return the file of a collection: its children, or ``more``: its parents, a page of it."""
    return _file("collection", name, more)


def navigation_file(cable: str, ref: str = "", down: int | None = None) -> str:
    """Return the file that lists the units of a cable, or those of one unit."""
    return _file("navigation", cable, ref, "" if down is None else down)


def text_file(cable: str, ref: str = "") -> str:
    """Return the file with the text of a cable, or of one unit."""
    return f"{TEXTS}/{cable}/{ref}.xml" if ref else f"{TEXTS}/{cable}.xml"


def _file(*parts: str | int) -> str:
    return f"{FOLDER}/{'/'.join(str(part) for part in parts if part != '')}{ENDING}"


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses as one file has them; ``root`` leads to the folder of data."""

    root: str
    is_cut: bool

    def of(self, path: str) -> str:
        """Return the address of a file in the folder of data."""
        return f"{self.root}{path}"

    def collection(self, name: str = "{/id}", *, is_paged: bool = True) -> str:
        """Return the template of collections, or of one: its parents, and its pages if it has."""
        if name == "{/id}":
            return self.of(f"{FOLDER}/collection{{/id,nav,page}}{ENDING}")
        more = "nav,page" if is_paged else "nav"
        return self.of(f"{FOLDER}/collection/{name}{{/{more}}}{ENDING}")

    def navigation(self, cable: str = "") -> str:
        """Return the template of the lists of units, of any cable or of one."""
        return self._of_cable(f"{FOLDER}/navigation", cable, "ref,down", ENDING)

    def document(self, cable: str = "") -> str:
        """Return the template of the texts, of any cable or of one."""
        return self._of_cable(TEXTS, cable, "ref", ".xml")

    def _of_cable(self, folder: str, cable: str, more: str, ending: str) -> str:
        if cable:
            rest = f"/{cable}{{/{more}}}" if self.is_cut else f"/{cable}"
        else:
            rest = f"{{/resource,{more}}}" if self.is_cut else "{/resource}"
        return self.of(f"{folder}{rest}{ending}")


def addresses_in(path: str, data: str, *, is_cut: bool) -> Addresses:
    """Return the addresses as a file has them.

    ``path`` is the file in the folder of data, ``data`` the address of that folder if it is known;
    ``is_cut`` tells that each unit has files of its own.
    """
    return Addresses(data or "../" * path.count("/"), is_cut)
