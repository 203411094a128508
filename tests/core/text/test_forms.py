"""A cable reads the same from every form in which copies of it are met.

The expectations of ``tests/data/parse`` for opening, references and body hold for the text with
line ends and for the three other forms, but for blocks, which only line ends show. Texts whose
name ends in ``-lines`` or ``-flat`` are met in that form alone.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cable_edition.core.reading.parse import parse
from tests.core.expected import differences
from tests.core.text.forms import FORMS

DATA = Path(__file__).parents[2] / "data" / "parse"
CABLES = sorted(
    path
    for kind in ("opening", "refs", "body")
    for path in DATA.glob(f"{kind}-*.txt")
    if not path.stem.endswith(("-lines", "-flat"))
)


def without_blocks(record: dict[str, Any]) -> dict[str, Any]:
    for paragraph in record.get("paragraphs", []):
        paragraph.pop("blocks", None)
    return record


@pytest.mark.parametrize("form", [form for form in FORMS if form != "lines"])
@pytest.mark.parametrize("path", CABLES, ids=lambda path: path.stem)
def test_the_form_of_the_copy_makes_no_difference(path: Path, form: str) -> None:
    expected = without_blocks(json.loads(path.with_suffix(".json").read_text("utf-8")))
    found = parse(FORMS[form](path.read_text("utf-8")), name=path.name).to_dict()
    assert differences(expected, without_blocks(found)) == []
