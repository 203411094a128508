"""A cable in which a name is withheld, and what a build says and leaves of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from cable_edition.core.editing.redaction import Redacted
from cable_edition.core.edition.source_folder import read_cables
from cable_edition.sphinx_ext.stopping import EditionError

from .conftest import TinyEdition

WORDS = ("(C) Zebedee Quux met Jane Roe in a hotel.", "(C) Quux left.")
NAME = "redactions:\n  - {name: Zebedee Quux, forms: [Quux], reason: At risk., date: 2026-11-23}\n"


def load(edition: TinyEdition) -> list[Redacted]:
    return list(read_cables(edition.sources).redacted.values())


def refusal(edition: TinyEdition) -> str:
    with pytest.raises(EditionError) as caught:
        edition.build()
    return str(caught.value)


def files_with(folder: Path, word: bytes) -> list[str]:
    return [
        path.relative_to(folder).as_posix()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and word in path.read_bytes().lower()
    ]
