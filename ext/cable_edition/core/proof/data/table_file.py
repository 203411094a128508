"""The proof of ``cables.csv``: a line for each cable, and every column of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from cable_edition.core.cable.dates import stamp_of
from cable_edition.core.edition.assemble import EditedCable
from cable_edition.core.myst.escape import unescape_visible
from cable_edition.core.problems import Problem
from cable_edition.core.proof.against import Against
from cable_edition.core.proof.data.differences import Difference, told
from cable_edition.core.proof.data.found import field_problem, unreadable
from cable_edition.core.proof.data.stated import Stated


def check_table(path: Path, against: Against, stated: Stated) -> Iterator[Problem]:
    """Yield what differs in the table; a line that is no cable's is one difference."""
    try:
        text = path.read_bytes().decode("utf-8")
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except (ValueError, csv.Error) as error:
        yield unreadable(path, error)
        return
    wanted = [_row(one, stated) for one in against.edition.cables]
    names = list(wanted[0]) if wanted else rows[0]
    if rows[:1] != [names]:
        head = rows[0] if rows else []
        yield field_problem(path, "", Difference("the head", "", told(names, head)))
    for one, found in zip_longest(wanted, rows[1:]):
        cable = one["id"] if one else ""
        if one is None or found is None or len(found) != len(names):
            what = "the edition has no such line" if one is None else "its line is missing"
            yield field_problem(path, cable, Difference("", "", what))
            continue
        for (name, value), cell in zip(one.items(), found, strict=True):
            # A spreadsheet would take a value that begins so for a formula.
            guarded = f"'{value}" if value.startswith(("=", "+", "-", "@")) else value
            if unescape_visible(cell) != guarded:
                what = told(guarded, unescape_visible(cell))
                yield field_problem(path, cable, Difference(name, "", what))


def _row(one: EditedCable, stated: Stated) -> dict[str, str]:
    cable, opening, header = one.cable, one.cable.opening, one.cable.header
    stamp = stamp_of(cable)
    return {
        "id": one.id,
        "date": one.date,
        "message_datetime": stamp.text if stamp else "",
        "origin": one.origin,
        "from": header.sender.text if header.sender else "",
        "to": "; ".join(line.name for line in header.action),
        "info": "; ".join(line.name for line in header.info),
        "classification": one.classification,
        "captions": "; ".join(caption.text for caption in opening.captions),
        "tags": "; ".join(tag.text for tag in opening.tags),
        "subject": one.subject,
        "references": "; ".join(item.id or item.passage.text for item in opening.references),
        "paragraphs": str(len(cable.paragraphs)),
        "signature": cable.signature.text if cable.signature else "",
        "partial": "yes" if cable.missing.header else "no",
        "redactions": str(cable.missing.redactions),
        "excisions": str(len(cable.excisions)),
        "source_file": cable.source.name,
        "source_sha256": cable.source.sha256,
        "address": stated.page(one.id),
    }
