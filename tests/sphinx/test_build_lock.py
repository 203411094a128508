"""Builds and commands take one lock, which follows from the folder of the settings."""

from __future__ import annotations

import fcntl
import os
from types import SimpleNamespace
from typing import Any, cast

import pytest
from click.testing import CliRunner

from cable_edition.cli import main
from cable_edition.core import at_work
from cable_edition.core.at_work import LOCK
from cable_edition.core.settings import load_of_documents
from cable_edition.sphinx_ext.build_lock import _take, release_build
from cable_edition.sphinx_ext.stopping import EditionError

from .conftest import TinyEdition


@pytest.mark.parametrize("where", ["book", "docs", "."])
def test_a_build_takes_the_lock_of_the_edition_wherever_its_conf_py_is(
    edition: TinyEdition, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(edition.root)
    (edition.root / "edition.toml").write_text('title = "Tiny"\n', "utf-8")
    documents = edition.docs.rename(edition.root / where) if where == "book" else edition.docs
    if where == ".":
        documents = edition.root
        (edition.docs / "conf.py").rename(documents / "conf.py")
    app = cast("Any", SimpleNamespace(srcdir=documents, config=SimpleNamespace()))
    app.config.cable_edition_file = load_of_documents(documents)[0]
    _take(app, app.config)
    held = [os.open(one / LOCK, os.O_RDONLY) for one in {edition.root: 0, documents: 0}]
    for file in held:
        with pytest.raises(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    release_build(app, None)
    fcntl.flock(held[0], fcntl.LOCK_EX)
    with pytest.raises(EditionError, match="another build"):
        _take(app, app.config)
    # What was taken before is let go, and the commands find the same lock.
    fcntl.flock(held[-1], fcntl.LOCK_EX | fcntl.LOCK_NB)
    monkeypatch.setattr(at_work, "PATIENCE", 0.0)
    done = CliRunner().invoke(main, ["seal"])
    assert (done.exit_code, done.output.split(":")[0]) == (2, LOCK)
    for file in held:
        os.close(file)
