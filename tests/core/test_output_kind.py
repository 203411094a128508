"""What a folder or file is that is to be proved, and what is said of one that is no output."""

from __future__ import annotations

from pathlib import Path

import pytest

from cable_edition.core.proof.output_kind import OutputKind, kind_of, unknown


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        (
            "",
            "this is the folder of the edition, and no output; the site .* is {}/docs/_build/html",
        ),
        (
            "docs",
            "this is the folder of the chapters .* no output; the site .* {}/docs/_build/html",
        ),
        ("docs/_build", "this folder is no output of an edition; the site .* {}/docs/_build/html"),
        ("cables", "this folder is no output of an edition: it has no built site, EPUB"),
        ("edition.toml", "no output of an edition: a file is an EPUB, a PDF or the zip"),
    ],
)
def test_what_is_no_output_says_what_it_is(tmp_path: Path, name: str, meant: str) -> None:
    for file in (
        "edition.toml",
        "docs/conf.py",
        "cables/x.txt",
        "docs/_build/html/cables/index.html",
    ):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).touch()
    assert kind_of(tmp_path / name) is None
    assert kind_of(tmp_path / "docs/_build/html") is OutputKind.SITE
    found = unknown(tmp_path / name)
    for part in meant.format(tmp_path).split(" .* "):
        assert part in found
