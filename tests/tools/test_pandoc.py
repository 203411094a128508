"""pandoc reads the references that the edition offers."""

from __future__ import annotations

import json
import subprocess

import pypandoc
import pytest

from cable_edition.core.citations.bibtex import bibtex
from cable_edition.core.citations.item import csl_item
from cable_edition.core.citations.ris import ris
from cable_edition.core.citations.title_case import titles_of
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
    # pandoc does not know this variable as a day, and writes its day as one word.
    released = {"available-date": OTTAWA.edition.released}
    assert json.loads(done.stdout)[0] == csl_item(OTTAWA) | released


@pytest.mark.parametrize(
    "subject",
    [
        "THE NEXT STEPS",
        "VIEWS ON THE ELECTION",
        "A VISIT TO NEW DELHI: WHAT IS NEXT",
        "FRANCE'S VIEWS",
    ],
)
def test_headline_is_what_the_processor_makes_of_the_sentence(subject: str) -> None:
    found = titles_of(subject, ("We met after the election; the next steps are clear.",), (), ())
    item = f'[{{"id": "x", "type": "document", "title": "{found.sentence}"}}]'
    text = pypandoc.convert_text(item, "plain", format="csljson", extra_args=["--citeproc"])
    assert found.headline.replace("'", "’") in " ".join(text.split())
