"""The accessibility statement says what the tests of the pages try, and no more."""

from __future__ import annotations

import pytest

from tests.page_checks import PLACES, STATEMENT, TYPES, kind, statement, with_statement


def test_the_statement_has_the_figures_of_the_tests() -> None:
    written = STATEMENT.read_text("utf-8")
    assert with_statement(written) == written, "run python -m tests.page_checks"
    assert written.count(statement()) == 1


@pytest.mark.parametrize(
    ("name", "less", "gone"),
    [
        ("WINDOWS", ((390, 844), (1280, 900)), "768"),
        ("LANGUAGES", ("de", "de"), "French"),
        ("PHONE", (400, 844), "width of 390"),
        ("NARROWEST", 400, "320"),
        ("TEXT_BEGINS", (((1440, 900), 900), ((390, 844), 844)), "first 500"),
        ("SHIFT", 0.08, "0.05"),
        ("WEIGHT", 200_000, "150"),
        ("LIGHTHOUSE", {"accessibility": 90, "best-practices": 90, "seo": 90}, "100 of 100"),
    ],
)
def test_what_is_tried_less_is_said_less(
    monkeypatch: pytest.MonkeyPatch, name: str, less: object, gone: str
) -> None:
    assert gone in statement()
    monkeypatch.setattr(f"tests.page_checks.{name}", less)
    assert gone not in statement()


def test_each_page_is_tried_once() -> None:
    assert len(set(PLACES)) == len(PLACES)
    assert PLACES[: len(TYPES)] == TYPES


def test_types_are_cables_chapters_and_pages_of_their_own() -> None:
    written = {"about.html", "cables/notes.html"}
    assert kind("about.html", written) == kind("cables/notes.html", written) == "a chapter"
    assert kind("cables/05OTTAWA286.html", written) == "a cable"
    assert kind("cables/index.html", written) == "cables/index.html"
    assert kind("missing/wanted.html", written) == "missing/wanted.html"
