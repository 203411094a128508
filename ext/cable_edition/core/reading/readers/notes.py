"""Sentences about a row: those of a collection in place of a header, and our own."""

from __future__ import annotations

import re

#: Says that the copy is an extract; observed on cablebrowser-2 pages and on Cablegate pages.
EXTRACT_NOTE = re.compile(
    r"This record is a partial extract of the original cable\."
    r"(?:[ \t\r\n]{1,8}The full text of the original cable is not available\.)?"
)

#: A row that grows beyond this, in characters, is cut: its quotation mark was never closed.
ROW_LIMIT = 1 << 24
#: A row of fewer characters holds no identifier with a text: that has eight (``05ROME1,x``).
SHORTEST = 8
#: What is said of a row in which a quotation mark opens a field to its end, at that mark.
UNCLOSED = "The row breaks off: a quotation mark was never closed"
