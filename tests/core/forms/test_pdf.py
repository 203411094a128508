"""PDF files: their text layer is read, their pages are milestones."""

from __future__ import annotations

from pathlib import Path

import pytest

from cable_edition.core.cable.model import Cable
from cable_edition.core.reading.parse import parse_all, parse_file
from tests.core.forms.made import made
from tests.core.forms.made_pdf import pdf
from tests.core.forms.made_releases import release_print, stamped_paper
from tests.core.forms.reading import assert_is, read_all


def _pages(text: str, every: int) -> list[str]:
    lines = text.rstrip("\n").split("\n")
    return ["\n".join(lines[at : at + every]) for at in range(0, len(lines), every)]


def _codes(cable: Cable) -> list[str]:
    return [problem.code for problem in cable.problems]


@pytest.mark.parametrize("every", [13, 20, 200])
def test_a_cable_in_a_pdf(every: int, tmp_path: Path) -> None:
    one = made(317)
    data = pdf(_pages(f"{one.head()}\n{one.body()}", every))
    (cable,) = read_all(data)
    assert_is(cable, one, "plain")
    assert cable.source.encoding == "pdf"
    count = len(_pages(f"{one.head()}\n{one.body()}", every))
    assert [marker.text for marker in cable.page_markers] == [
        f"page {n}" for n in range(2, count + 1)
    ]
    path = tmp_path / "cable.pdf"
    path.write_bytes(data)
    (again,) = parse_file(path)
    assert again.to_dict() == parse_of(data, "cable.pdf").to_dict()


def parse_of(data: bytes, name: str) -> Cable:
    (cable,) = parse_all(data, name=name)
    return cable


@pytest.mark.parametrize("every", [12, 25])
def test_a_stamped_paper_in_a_pdf(every: int) -> None:
    one = made(77)
    (cable,) = read_all(pdf(_pages(stamped_paper(one), every)))
    assert_is(cable, one, "state-release")


def test_a_print_in_a_pdf_whose_pages_are_those_of_the_print() -> None:
    one = made(1028, year=2004, level="UNCLASSIFIED")
    text = release_print(one, every=9)
    pages = [
        f"{page}"
        for page in text.replace("\nUNCLASSIFIED\nSBU\n\n", "\n\x0cUNCLASSIFIED\nSBU\n\n").split(
            "\x0c"
        )
    ]
    (cable,) = read_all(pdf([page.strip("\n") for page in pages]))
    assert_is(cable, one, "state-release")


def test_a_pdf_without_a_text_layer_is_refused_once_and_clearly() -> None:
    (cable,) = parse_all(pdf(["", ""]))
    assert cable.source.format == "unknown"
    assert _codes(cable) == ["pdf-without-text"]
    assert "no text layer" in cable.problems[0].message


def test_a_page_without_text_among_others_is_told_of() -> None:
    one = made(317)
    (cable,) = read_all(pdf([f"{one.head()}\n{one.body()}", ""]))
    assert_is(cable, one, "plain")
    assert "pdf-page-without-text" in _codes(cable)


@pytest.mark.parametrize("cut", [9, 40, 200, 300])
def test_a_damaged_pdf_is_refused_once_and_clearly(
    cut: int, caplog: pytest.LogCaptureFixture
) -> None:
    (cable,) = parse_all(pdf(["UNCLAS QUITO 000001"])[:cut])
    assert cable.source.format == "unknown"
    (code,) = _codes(cable)
    assert code in {"pdf-unreadable", "pdf-without-text"}
    # The library's own words name no file.
    assert caplog.records == []


def test_a_form_feed_in_a_text_is_the_end_of_a_page() -> None:
    one = made(317)
    text = f"{one.head()}\n{one.body()}"
    at = text.index("2. (C)")
    (cable,) = read_all(f"{text[:at]}\x0c{text[at:]}")
    assert_is(cable, one, "plain")
    assert [marker.text for marker in cable.page_markers] == ["page 2"]
