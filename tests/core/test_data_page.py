"""What the page on the data says of the files is what the program writes."""

from __future__ import annotations

import inspect
import re

from cable_edition.core.proof.data import bag_description
from cable_edition.core.settings.model import DATA_KINDS
from cable_edition.exports.archive import description
from cable_edition.exports.folder import DTS, kind_of
from cable_edition.exports.tables import COLUMNS
from tests.editions import ROOT

PAGE = (ROOT / "docs" / "data.md").read_text("utf-8")


def test_it_names_the_columns_of_the_table() -> None:
    (said,) = re.findall(r"The columns are ([^.]+)\.", PAGE)
    assert tuple(re.findall(r"`([^`]+)`", said)) == COLUMNS


def test_it_names_files_that_are_written_and_none_else() -> None:
    named = re.findall(r"\{cable:file\}`([^`]+)`", PAGE)
    assert len(named) > 8
    assert [name for name in named if not kind_of(name)] == []
    assert {kind_of(name) for name in named} == {*DATA_KINDS, DTS}


def test_it_has_the_versions_of_the_archive() -> None:
    (crate,) = set(re.findall(r"RO-Crate (\d\.\d)", PAGE))
    assert f"ro/crate/{crate}/" in inspect.getsource(description)
    (bag,) = re.findall(r"BagIt bag \(version (\d\.\d+)", PAGE)
    assert f"BagIt-Version: {bag}" in inspect.getsource(bag_description)
