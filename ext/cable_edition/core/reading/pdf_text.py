"""The text layer of a PDF file, in which released cables come.

The layer is read with pypdf, which gives the lines of a page in the order in which the file has
them. A page that is only a picture has none: recognising letters is no work of this program.
"""

from __future__ import annotations

import io
import logging

from cable_edition.core.nouns import number_of
from cable_edition.core.problems import Problem

# What it finds wrong in a file is told here, with the name of the file.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

#: Stands after each page but the last.
PAGE_END = "\f\n"


def pdf_text(data: bytes) -> tuple[str, tuple[Problem, ...]]:
    """Return the text of the pages of a PDF file, and what could not be read.

    Problems: ``pdf-without-text`` where no page has a text layer, or how many have none;
    ``pdf-unreadable`` where the file is damaged or asks for a password.
    """
    # Only who has a PDF pays for the library.
    from pypdf import PdfReader  # noqa: PLC0415
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    # What damaged files make the library raise besides its own errors.
    damage = (PyPdfError, LookupError, ValueError, TypeError, AttributeError, RecursionError)
    pages: list[str] = []
    try:
        for page in PdfReader(io.BytesIO(data)).pages:
            pages.append(page.extract_text())  # noqa: PERF401 (those before the damage are kept)
    except (*damage, OSError, ZeroDivisionError, OverflowError) as error:
        message = (
            f"The PDF cannot be read after page {len(pages)}: it is damaged or asks for a "
            f"password ({type(error).__name__})"
        )
        return PAGE_END.join(pages), (Problem("pdf-unreadable", message),)
    empty = sum(1 for page in pages if not page.strip())
    if empty == len(pages):
        message = (
            "The PDF has no text layer: its pages are pictures. Have their letters recognized by "
            "a program for that, check its work, and put the text here"
        )
        return "", (Problem("pdf-without-text", message),)
    problems: tuple[Problem, ...] = ()
    if empty:
        without = number_of(empty, "page", "pages")
        message = f"{without} of {len(pages)} in the PDF without a text layer: left out"
        problems = (Problem("pdf-page-without-text", message),)
    return PAGE_END.join(pages), problems
