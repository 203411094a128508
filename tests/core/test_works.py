"""Works that quote, from the files of reference managers: what is read, told, and let go."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cable_edition.core.problems import Problem
from cable_edition.core.registers.load import load_registers
from cable_edition.core.registers.works import Work, load_works

BOOK = """TY  - BOOK
ID  - roe2014
AU  - Roe, Jane
TI  - Lamps
PB  - Press
CY  - Rome
PY  - 2014/05/01
ER  - \n"""


def read(name: str, text: str | bytes, folder: Path) -> tuple[tuple[Work, ...], list[Problem]]:
    data = text if isinstance(text, bytes) else text.encode()
    works, problems, whole = load_works(folder, {name: data})
    assert whole == (not problems)
    return works, problems


def codes(problems: list[Problem]) -> list[tuple[str, int | None]]:
    return [(one.code, one.line) for one in problems]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("works.ris", BOOK),
        (
            "works.bib",
            "@book{roe2014,author={Roe, Jane},title=Lamps,publisher=Press,address=Rome,year=2014}",
        ),
        (
            "works.json",
            json.dumps(
                [
                    {
                        "id": "roe2014", "type": "book", "title": "Lamps", "publisher": "Press",
                        "publisher-place": "Rome", "issued": {"date-parts": [["2014", 5]]},
                        "author": [{"family": "Roe", "given": "Jane"}],
                    }
                ]
            ),
        ),
    ],
)  # fmt: skip
def test_three_forms_say_the_same(name: str, text: str, tmp_path: Path) -> None:
    (work,), problems = read(name, text, tmp_path)
    assert problems == []
    assert (work.id, work.kind, work.authors) == ("roe2014", "book", ("Jane Roe",))
    assert work.reference == "Jane Roe, Lamps (Rome: Press, 2014)"
    assert (work.short, work.address) == ("Jane Roe, 2014", "")


@pytest.mark.parametrize(
    ("given", "own"),
    [
        ("http://zotero.org/users/1/items/AB12", "AB12"),
        ("http://zotero.org/groups/4567/items/Z9Y8X7W6", "Z9Y8X7W6"),
        ("http://zotero.org/users/local/aBcD1234/items/QW34", "QW34"),
        ("https://a.example/works/roe-2014_b", "roe-2014_b"),
        ("lantern2014", "lantern2014"),
        ("urn:isbn:9780000000002", "urn:isbn:9780000000002"),
    ],
)
def test_of_an_id_that_is_an_address_the_last_part_is_taken(
    given: str, own: str, tmp_path: Path
) -> None:
    (work,), problems = read("works.json", json.dumps([{"id": given, "title": "A"}]), tmp_path)
    assert (work.id, problems) == (own, [])


@pytest.mark.parametrize(
    "given",
    [
        *("http://zotero.org/users/1/items/", "http://zotero.org/users/1/items/..", "users/1/AB12"),
        *("http://zotero.org/a/AB12#b", "http://zotero.org/a/AB12?b=c", "file:///etc/passwd"),
        *("http://zotero.org/users/1/items/%2e%2e", "http://zotero.org/a/..\\AB12", "http://AB12"),
    ],
)
def test_no_id_is_made_of_what_is_no_safe_part_of_an_address(given: str, tmp_path: Path) -> None:
    works, problems = read("works.json", json.dumps([{"id": given}]), tmp_path)
    assert (works, [one.code for one in problems]) == ((), ["malformed-id"])


def test_two_addresses_with_one_last_part_are_told_with_what_to_do(tmp_path: Path) -> None:
    ids = ("http://zotero.org/users/1/items/AB12", "http://zotero.org/groups/2/items/AB12", "AB13")
    text = json.dumps([{"id": one, "title": one[-6:]} for one in ids], indent=1)
    works, (problem,) = read("works.json", text, tmp_path)
    assert [(one.id, one.title) for one in works] == [("AB12", "s/AB12"), ("AB13", "AB13")]
    assert problem.code == "duplicate-id"
    assert "give one of the two another `id`" in problem.message


def test_names_of_bodies_and_marks_of_tex(tmp_path: Path) -> None:
    text = r"""% c
@article{a, author={Roe, R{\"u}diger and {Institute of Lamps and Oil} and Jane von Roe},
 title={50\% {\&} {NATO}}, journal={J}, volume=3, number=2, pages={1--9}, year={n.d.},
 url={https://a.example/x%20y_z}, doi={https://doi.org/10.5555/abc}}
"""
    (work,), problems = read("works.bib", text, tmp_path)
    assert problems == []
    assert work.authors == ("Rüdiger Roe", "Institute of Lamps and Oil", "Jane von Roe")
    assert (work.title, work.pages, work.year) == ("50% & NATO", "1–9", "")
    assert (work.url, work.doi) == ("https://a.example/x%20y_z", "10.5555/abc")
    assert work.line == 2


HOSTILE = (
    "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//host.example/x",
    "https://a.example/\"onclick=x", "https://a.example/<b>", "https://a.example/)[x](y", "https://",
    "http://[::1", "vbscript:x", "https://a.example/\u202egnp",
)  # fmt: skip


@pytest.mark.parametrize("url", HOSTILE)
def test_an_address_that_a_page_must_not_link_to_is_dropped(url: str, tmp_path: Path) -> None:
    item = {"id": "a", "title": "A", "URL": url, "DOI": url}
    (work,), _ = read("works.json", json.dumps([item]), tmp_path)
    assert work.address == ""
    (work,), _ = read("works.ris", BOOK.replace("ER", f"UR  - {url}\nER"), tmp_path)
    assert work.address == ""


def test_what_cannot_be_seen_is_no_part_of_a_work(tmp_path: Path) -> None:
    item = {"id": "a", "title": "A\u202eB\x00C\n\n# D\ud800", "author": [{"literal": "E\u200bF"}]}
    (work,), _ = read("works.json", json.dumps([item]), tmp_path)
    assert (work.title, work.authors) == ("A B C # D\ufffd", ("E F",))


_BAD = (("malformed-id", 2), ("malformed-id", 4))


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("works.ris", "some words\n", [("works-unread", 1)]),
        ("works.ris", BOOK + BOOK.replace("ER  - \n", ""), [("works-unread", 9)]),
        ("works.ris", BOOK.replace("ID  - roe2014\n", ""), [("malformed-id", 1)]),
        ("works.ris", BOOK + BOOK, [("duplicate-id", 9)]),
        ("works.bib", "@book{a, title={A}}\n@book{b, title={B\n", [("works-unread", 2)]),
        ("works.bib", "@book{a, title={A}, title={B}}", [("works-unread", 1)]),
        ("works.bib", "words\n", [("works-unread", 1)]),
        ("works.bib", "@book{a b, title={A}}", [("malformed-id", 1)]),
        ("works.json", "[\n{]", [("works-unread", 2)]),
        ("works.json", "{}", [("works-unread", 1)]),
        ("works.json", "[1]", [("works-unread", 1)]),
        ("works.json", "[" * 100_000, [("works-unread", 1)]),
        ("works.json", '[\n{"id": "../a"}]', [("malformed-id", 2)]),
        # The line is that on which the work begins, whether or not it says an id.
        ("works.json", '[{"id": "a"},\n{},\n\n{"id": ""},\n 7]', [("works-unread", 5), *_BAD]),
        ("works.json", '[\n {\n  "id": "a"\n },\n {\n  "id": "a"\n }\n]', [("duplicate-id", 5)]),
        (
            "works.json",
            '[{"id": "a", "note": "[{\\n"},\n{"id": "\\u00e4/"}]',
            [("malformed-id", 2)],
        ),
        ("works.json", "\n [ ] \n", []),
        ("works.json", "\xff\xfe".encode("latin-1"), [("not-utf8", None)]),
    ],
)
def test_what_is_wrong_is_told_with_its_line(
    name: str, text: str | bytes, told: list[tuple[str, int]], tmp_path: Path
) -> None:
    works, problems = read(name, text, tmp_path)
    assert codes(problems) == told
    assert all(one.path.endswith(name) and "\n" not in one.message for one in problems)
    assert [one.id for one in works] in ([], ["roe2014"], ["a"])


def test_a_package_that_is_missing_is_told_in_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "rispy", None)
    _, ((one),) = read("works.ris", BOOK, tmp_path)
    assert "cable-edition[works]" in one.message
    # Quotations of works that could not be read are not told besides.
    (tmp_path / "works.ris").write_text(BOOK)
    (tmp_path / "quotations.yaml").write_text("- {id: a, work: roe2014, words: b}\n")
    registers, problems = load_registers(tmp_path)
    assert (registers.quotations, [one.code for one in problems]) == ((), ["works-unread"])


def test_a_quotation_of_an_unknown_work_is_told_with_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "works.ris").write_text(BOOK)
    (tmp_path / "quotations.yaml").write_text("- {id: a, work: roe2015, words: b}\n")
    registers, (problem,) = load_registers(tmp_path)
    assert registers.quotations == ()
    assert (problem.code, problem.line) == ("unknown-id", 1)
    assert "did you mean `roe2014`?" in problem.message


def test_a_paragraph_needs_its_cable(tmp_path: Path) -> None:
    (tmp_path / "works.ris").write_text(BOOK)
    text = "- {id: a, work: roe2014, words: b, paragraph: p1}\n"
    (tmp_path / "quotations.yaml").write_text(text)
    assert [one.code for one in load_registers(tmp_path)[1]] == ["missing-key"]


def test_a_link_that_leads_out_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "works.ris").write_text(BOOK)
    folder = tmp_path / "registers"
    folder.mkdir()
    (folder / "works.ris").symlink_to(tmp_path / "works.ris")
    works, problems, _ = load_works(folder, {})
    assert (works, [one.code for one in problems]) == ((), ["register-outside"])


@pytest.mark.parametrize("name", ["works.ris", "works.bib", "works.json"])
@given(st.text(max_size=60), st.sampled_from([BOOK, "@book{a, title={A}}\n", '[{"id": "a"}]']))
def test_no_file_breaks_the_reading(name: str, noise: str, good: str) -> None:
    for text in (noise, good + noise, noise + good, good[: len(noise)] + noise):
        works, problems, _ = load_works(Path("/nowhere"), {name: text.encode("utf-8", "replace")})
        assert all(one.message and "\n" not in one.message for one in problems)
        assert all(one.id for one in works)
