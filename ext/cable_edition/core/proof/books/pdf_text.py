"""The words of a book in PDF where they stand: pieces of lines, and the places that have a name."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from cable_edition.core.proof.books.epub_file import UnreadableBookError
from cable_edition.core.proof.books.pdf_drawing import Drawing
from cable_edition.core.proof.books.pdf_file import (
    Area,
    Title,
    areas_of,
    document_faults,
    outline_of,
    page_faults,
    revision_faults,
)

_CODE = "Mono"
#: The text block in points: left edge, foot and head; what is smaller is a note or a mark.
LEFT, BOTTOM, TOP = 90.7, 84.0, 615.0
SMALL = 8.3
#: The numbers of pages stand below this; notes can reach below the text.
FEET = 62.0


class Piece(NamedTuple):
    """Words that a page sets in one go; places are in points from the lower left corner."""

    page: int
    x: float
    y: float
    size: float
    text: str
    is_code: bool = False
    """Whether it is set as code is: in notes this is no smaller than words."""

    @property
    def in_text(self) -> bool:
        """Whether it is as large as the running text, in no head and no margin."""
        return self.in_block and self.x > LEFT - 6 and self.size > SMALL

    @property
    def in_block(self) -> bool:
        """Whether it stands between the head of the page and its foot."""
        return BOTTOM < self.y < TOP


class Place(NamedTuple):
    """A named place: its page, counted from 0, and its point."""

    page: int
    x: float
    y: float


class PdfText(NamedTuple):
    """What a book says: all pieces in the order in which pages set them, and its places.

    ``rules`` is page -> the height of the line above its notes. ``faults`` are (page, what is
    wrong): what no book of an edition has. ``info`` is what the book says of itself, ``metadata``
    the same in XMP; ``language`` is the tag of its language, or empty.
    """

    pieces: Sequence[Piece]
    places: Mapping[str, Place]
    rules: Mapping[int, float]
    areas: Sequence[Area]
    outline: Sequence[Title]
    labels: Sequence[str]
    info: Mapping[str, str]
    faults: Sequence[tuple[int, str]]
    metadata: bytes = b""
    language: str = ""

    def label(self, page: int) -> str:
        """Return the number that a page has for readers."""
        return self.labels[page] if page < len(self.labels) else str(page + 1)


def read_pdf(path: Path) -> PdfText:
    """Read a book; raises :class:`UnreadableBookError` if it or a page of it is damaged."""
    # Only who proves a book pays for the library.
    from pypdf import PdfReader  # noqa: PLC0415
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    damage = (
        *(PyPdfError, OSError, LookupError, ValueError, TypeError),
        *(AttributeError, RecursionError, NotImplementedError, ArithmeticError),
    )
    pieces: list[Piece] = []
    rules: dict[int, float] = {}
    faults: list[tuple[int, str]] = []
    areas: list[Area] = []
    try:
        data = path.read_bytes()
        reader = PdfReader(io.BytesIO(data))
        faults += [(0, one) for one in (*revision_faults(data), *document_faults(reader))]
        for number, page in enumerate(reader.pages):
            drawing = Drawing(page)

            def keep(
                text: str,
                matrix: Sequence[float],
                place: Sequence[float],
                font: Any,
                size: float,
                number: int = number,
            ) -> None:
                if text.strip():
                    x, y = matrix[4] + place[4], matrix[5] + place[5]
                    name = str((font or {}).get("/BaseFont", ""))
                    pieces.append(Piece(number, x, y, size, text, _CODE in name))

            page.extract_text(visitor_text=keep, visitor_operand_before=drawing.take)
            if drawing.rule is not None:
                rules[number] = drawing.rule
            faults += [(number, one) for one in (*page_faults(page), *drawing.faults)]
            areas += areas_of(page, number)
        places = {
            name: Place(at, float(there.left), float(there.top))
            for name, there in reader.named_destinations.items()
            if there.left is not None
            and there.top is not None
            and (at := reader.get_destination_page_number(there)) is not None
        }
        outline = list(outline_of(reader))
        labels = list(reader.page_labels)
        packet: Any = reader.root_object.get("/Metadata")
        metadata = packet.get_object().get_data() if packet is not None else b""
        language = str(reader.root_object.get("/Lang", ""))
        info = {str(name): str(value) for name, value in (reader.metadata or {}).items()}
    except damage as error:
        message = f"this is no PDF that can be read: {type(error).__name__}: {error}"
        raise UnreadableBookError(message) from error
    return PdfText(pieces, places, rules, areas, outline, labels, info, faults, metadata, language)


def letters(text: str) -> list[str]:
    """Return the letters and signs of a text without blanks; ligatures come as letters."""
    return [one for one in unicodedata.normalize("NFKD", text) if not one.isspace()]
