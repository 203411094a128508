"""Edits of an archive whose checksums are made anew: then the edition alone tells.

Every kind is tried, in two files of the data.
"""

from __future__ import annotations

from tests.tampering import json_edits, tei_edits

EDITS = [
    *(("data/data/tei/05ROME301.xml", edit) for edit in tei_edits.EDITS[::3]),
    *(("data/data/json/05ROME301.json", edit) for edit in json_edits.EDITS[::3]),
]
