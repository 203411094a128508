"""The book of an edition that has no cable yet has no index, and is proved."""

from __future__ import annotations

from pathlib import Path

import pytest

from cable_edition.core.proof.verify import verify_build
from cable_edition.press.tex_tools import missing_tex
from cable_edition.template.answers import Answers
from cable_edition.template.files_of_edition import files_of_edition
from cable_edition.template.origin import write_text
from tests.editions import COMMAND, run


def test_the_book_of_an_edition_without_a_cable_is_verified(tmp_path: Path) -> None:
    if missing := missing_tex():
        pytest.skip(missing)
    for name, text in files_of_edition(Answers(title="Lamps")).items():
        write_text(tmp_path / name, text)
    run([*COMMAND, "build", "pdf"], tmp_path)
    book = tmp_path / "docs" / "_build" / "pdf" / "lamps.pdf"
    assert verify_build(book, tmp_path / "source_cables") == (0, [])
