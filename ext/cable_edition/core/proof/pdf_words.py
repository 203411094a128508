"""The words of a PDF as a reader would select them."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator


class UnreadablePdfError(ValueError):
    """A PDF of which at least one page cannot be read."""


def pdf_words(data: bytes) -> Iterator[str]:
    """Yield the words of a PDF twice: as its lines have them, and without hyphens at their ends.

    ``data`` is the file. Ligatures come as letters. Raises :class:`UnreadablePdfError` if the file
    or a page of it is damaged or needs a password, after the words of the other pages.
    """
    # Only who withholds something pays for the library.
    from pypdf import PdfReader  # noqa: PLC0415
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    damage = (PyPdfError, LookupError, ValueError, TypeError, AttributeError, RecursionError)
    pages: list[str] = []
    lost: Exception | None = None
    try:
        for page in PdfReader(io.BytesIO(data)).pages:
            try:
                pages.append(page.extract_text())
            except damage as error:
                lost = error
    except damage as error:
        lost = error
    text = unicodedata.normalize("NFKC", "\n".join(pages))
    yield text
    yield text.replace("-\n", "").replace("\u2010\n", "")
    if lost is not None:
        raise UnreadablePdfError(f"{type(lost).__name__}: {lost}") from lost
