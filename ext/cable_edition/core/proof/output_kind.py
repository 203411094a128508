"""What kind of output a folder or file is, as far as its names tell."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path


class OutputKind(StrEnum):
    """A kind of output; the value is its name for people."""

    SITE = "site"
    EPUB = "EPUB"
    PDF = "PDF"
    DATA = "data folder"
    BAG = "archive"

    @property
    def agreement(self) -> str:
        """In what an output of this kind that has passed agrees with the sources, in words."""
        return _AGREEMENTS[self]


_AGREEMENTS = {
    OutputKind.SITE: "in both views",
    OutputKind.EPUB: "in every paragraph",
    OutputKind.PDF: "in every paragraph",
    OutputKind.DATA: "in every field of every file",
    OutputKind.BAG: "in all that it holds, and all checksums are right",
}
_BY_SUFFIX = {".epub": OutputKind.EPUB, ".pdf": OutputKind.PDF, ".zip": OutputKind.BAG}
#: A file or folder -> the kind of the folder that has it, the surest first.
_SIGNS = (
    ("bagit.txt", OutputKind.BAG),
    ("META-INF/container.xml", OutputKind.EPUB),
    ("objects.inv", OutputKind.SITE),
    ("index.html", OutputKind.SITE),
    ("cables/index.html", OutputKind.SITE),
    ("*.epub", OutputKind.EPUB),
    ("*.pdf", OutputKind.PDF),
    ("cables.jsonl", OutputKind.DATA),
    ("cables.csv", OutputKind.DATA),
    ("citations.json", OutputKind.DATA),
    ("edition.jsonld", OutputKind.DATA),
    ("cmif.xml", OutputKind.DATA),
    ("emendations.json", OutputKind.DATA),
    ("json", OutputKind.DATA),
    ("tei", OutputKind.DATA),
    ("tables/datapackage.json", OutputKind.DATA),
    ("parquet/croissant.json", OutputKind.DATA),
)


#: Where builds put the outputs of an edition, from its folder or that of its chapters.
_BUILT = ("html", "_build/html", "docs/_build/html")


def unknown(output: Path) -> str:
    """Return in words why a folder or file is no output, and which one may be meant."""
    if output.is_file():
        return "this is no output of an edition: a file is an EPUB, a PDF or the zip of an archive"
    what = "this folder is no output of an edition"
    if (output / "conf.py").is_file():
        what = "this is the folder of the chapters and of conf.py, and no output"
    elif (output / "edition.toml").is_file():
        what = "this is the folder of the edition, and no output"
    meant = next((output / one for one in _BUILT if kind_of(output / one)), None)
    if meant is not None:
        return f"{what}; the site that was built of it is {meant}"
    return f"{what}: it has no built site, EPUB, PDF, data or archive in it"


def kind_of(output: Path) -> OutputKind | None:
    """Return the kind of a folder or file; ``None`` where nothing in it tells."""
    if output.is_file():
        return _BY_SUFFIX.get(output.suffix.lower())
    for sign, kind in _SIGNS:
        found = next(output.glob(sign), None) if "*" in sign else output / sign
        if found is not None and found.exists():
            return kind
    return None
