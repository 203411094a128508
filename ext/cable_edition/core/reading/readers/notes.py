"""The sentences that a collection puts in place of a cable's header."""

from __future__ import annotations

import re

#: Says that the copy is an extract; observed on cablebrowser-2 pages and on Cablegate pages.
EXTRACT_NOTE = re.compile(
    r"This record is a partial extract of the original cable\."
    r"(?:[ \t\r\n]{1,8}The full text of the original cable is not available\.)?"
)
