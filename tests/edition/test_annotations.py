"""Web Annotations of a built site, read by Recogito's text annotator and found on the pages."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urldefrag

import pytest
from built_pages import tree
from tests.tools.node import missing_packages, run_script

#: What stands among the words of a page and is no part of the reading text: numbers of notes.
_NOT_READ = "ancestor::*[contains(@class, 'cable-note-ref')]"


def _words(page: Path, anchor: str) -> str:
    """The words of a place on a page, as the edition reads them."""
    (place,) = tree(page).xpath("//*[@id=$anchor]", anchor=anchor)
    own = place.xpath("descendant-or-self::*[contains(@class, 'cable-words')]")
    return " ".join("".join(one.xpath(f".//text()[not({_NOT_READ})]")) for one in own or [place])


def test_recogito_reads_each_and_its_words_stand_on_the_page(everything: Path) -> None:
    if missing := missing_packages():
        pytest.skip(missing)
    paths = sorted((everything / "data" / "annotations").iterdir())
    read = json.loads(run_script("read_annotations.mjs", *paths))
    purposes = set()
    for path in paths:
        items = json.loads(path.read_text("utf-8"))["items"]
        assert len(read[str(path)]) == len(items)
        for item, parsed in zip(items, read[str(path)], strict=True):
            source = urldefrag(item["target"]["source"])
            assert source.fragment
            assert parsed["id"] == item["id"], parsed
            quoted, placed = item["target"]["selector"][-2:]
            (place,) = parsed["places"]
            assert place["quote"] == quoted["exact"]
            assert (place["start"], place["end"]) == (placed["start"], placed["end"])
            words = _words(everything / "cables" / f"{path.stem}.html", source.fragment)
            words = " ".join(words.split())
            assert words[place["start"] : place["end"]] == quoted["exact"], item["id"]
            purposes |= {*parsed["purposes"]}
    assert purposes == {"classifying", "commenting", "describing", "identifying", "linking"}
