"""What stands around a page: of a file that it loads, where it is and what is said of it."""

from __future__ import annotations

import pytest
from lxml import html

from cable_edition.core.proof.site.allowed import Allowed
from cable_edition.core.proof.site.frame import Frame, FrameReader

SHEET = '<link rel="stylesheet" type="text/css" href="../_static/cable-edition.css?v=1" />'
SCRIPT = '<script defer="defer" src="../_static/cable-list.js"></script>'
PAGE = f"<!doctype html>\n<html><head>{SHEET}</head><body><p>Words</p>{SCRIPT}</body></html>"


def frame(old: str = "", new: str = "") -> Frame:
    page = PAGE.replace(old, new, 1)
    assert not old or page != PAGE
    parser = html.HTMLParser(encoding="utf-8")
    root = html.document_fromstring(page.encode(), parser)
    return FrameReader(Allowed([])).read(root, "cables/05OTTAWA1", "05OTTAWA1.html")


def test_files_are_known_by_where_they_are() -> None:
    assert frame().files == {"_static/cable-edition.css", "_static/cable-list.js"}
    assert not [one for one in frame().tokens if "link" in one or "script" in one]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("?v=1", "?v=2"),
        ("<link ", '<link id="sheet" '),
        ("<link ", '<link crossorigin="anonymous" integrity="sha256-x" '),
        ('defer="defer"', "async"),
        ("<script ", '<script type="module" '),
        ("<script ", '<script charset="UTF-8" '),
        ("<link ", '<link as="style" '),
        ("<!doctype html>", "<!DOCTYPE html>"),
    ],
)
def test_when_and_how_a_file_comes_is_nothing(old: str, new: str) -> None:
    assert frame(old, new) == frame()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("<link ", '<link onload="forge()" ', 'onload="forge()"'),
        ("<link ", '<link media="print" ', 'media="print"'),
        ("<link ", "<link disabled ", "disabled"),
        ("<link ", '<link title="Other" ', 'title="Other"'),
        ("<script ", '<script onerror="forge()" ', 'onerror="forge()"'),
        ("<script ", '<script type="text/plain" ', 'type="text/plain"'),
        ("<script ", "<script nomodule ", "nomodule"),
        ("<p>", '<iframe src="../_static/cable-list.js" srcdoc="Forged"></iframe><p>', "Forged"),
        ("<p>", '<img src="../_static/cable-favicon.svg" alt="Forged"><p>', "Forged"),
        ("<p>", '<img src="../_static/cable-favicon.svg"><p>', "<img"),
        ("<!doctype html>", "", "<!DOCTYPE html PUBLIC"),
        ("<!doctype html>", '<!doctype html SYSTEM "Forged">', "Forged"),
    ],
)
def test_what_is_said_of_a_file_besides_is_compared_with_other_pages(
    old: str, new: str, said: str
) -> None:
    (token,) = frame(old, new).tokens - frame().tokens
    assert said in token
