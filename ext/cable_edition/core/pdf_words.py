"""The words of a PDF as a reader would select them."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator


def pdf_words(data: bytes) -> Iterator[str]:
    """Yield the words of a PDF twice: as its lines have them, and without hyphens at their ends.

    ``data`` is the file. Ligatures come as letters. A file that is no PDF has no words; of a
    damaged one, those of the pages that can be read.
    """
    from pypdf import PdfReader  # noqa: PLC0415 - only who withholds something or has a book pays
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    damage = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError)
    pages = []
    try:
        for page in PdfReader(io.BytesIO(data)).pages:
            try:
                pages.append(page.extract_text())
            except damage:
                continue
    except damage:
        pass
    text = unicodedata.normalize("NFKC", "\n".join(pages))
    if text.strip():
        yield text
        yield text.replace("-\n", "").replace("\u2010\n", "")
