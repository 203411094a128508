"""What every form must give back of a made-up cable, whatever stands around it."""

from __future__ import annotations

import json

from cable_edition.core.cable.fold import fold
from cable_edition.core.cable.model import Cable
from cable_edition.core.proof.cover import cover_problems, regenerated
from cable_edition.core.reading.parse import parse_all
from tests.core.expected import schema
from tests.core.forms.made import Made

#: Forms that are read row by row; what stands between the rows is no part of a cable.
DUMPS = {"json", "sql", "xml", "csv", "cablegate-csv", "unknown"}


def read_all(data: str | bytes, name: str = "") -> list[Cable]:
    """Return the cables of a file; each is whole and its record keeps to the schema."""
    cables = list(parse_all(data, name=name))
    for cable in cables:
        assert cover_problems(cable) == []
        schema().validate(json.loads(json.dumps(cable.to_dict())))
    for cable in cables if isinstance(data, str) else ():
        start = cable.source.offset
        assert data.startswith(cable.source.text, start)
    if isinstance(data, str) and cables[0].source.format not in DUMPS:
        assert "".join(map(regenerated, cables)) == data
    return cables


def assert_is(cable: Cable, one: Made, form: str, *, capitals: bool = False) -> None:
    """Assert that a cable is the made-up one, read from a source of this form."""
    assert cable.source.format == form
    assert cable.reference_id == one.id
    words = [fold(text.upper() if capitals else text) for text in one.paragraphs]
    assert [p.text for p in cable.paragraphs] == words
    assert [p.n for p in cable.paragraphs] == list(range(1, len(words) + 1))
    assert cable.opening.subject is not None
    assert cable.opening.subject.text == one.subject
    assert tuple(tag.text for tag in cable.opening.tags) == one.tags
    assert cable.opening.classification is not None
    assert cable.opening.classification.text == one.level
    assert cable.signature is not None
    assert cable.signature.text == one.signature
