"""pandoc reads the references that the edition offers."""

from __future__ import annotations

import json
import subprocess

import pypandoc

from cable_edition.core.citations.bibtex import bibtex
from cable_edition.core.citations.item import csl_item
from cable_edition.core.citations.ris import ris
from tests.core.citations.cables import OTTAWA


def test_bibtex_is_read_by_pandoc_with_the_whole_body_as_author() -> None:
    item = json.loads(pypandoc.convert_text(bibtex(OTTAWA), "csljson", format="biblatex"))[0]
    assert item["author"] == [{"literal": "U.S. Embassy Ottawa"}]
    assert item["title"].replace('<span class="nocase">', "").replace("</span>", "") == OTTAWA.title
    assert item["issued"]["date-parts"] == [[2005, 1, 28]]
    assert item["URL"] == "https://example.org/edition/cables/05OTTAWA286.html"
    assert item["number"] == "05OTTAWA286"


def test_ris_is_read_by_pandoc_with_the_whole_body_as_author() -> None:
    item = json.loads(pypandoc.convert_text(ris(OTTAWA), "csljson", format="ris"))[0]
    (author,) = item["author"]
    assert "U.S. Embassy Ottawa" in author.values()
    assert item["title"] == OTTAWA.title


def test_csl_json_is_read_by_pandoc() -> None:
    text = json.dumps([csl_item(OTTAWA)])
    command = [pypandoc.get_pandoc_path(), "-f", "csljson", "-t", "csljson"]
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)[0] == csl_item(OTTAWA)
