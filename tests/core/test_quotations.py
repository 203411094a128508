"""Checking quotations: what is found, what is told as changed, and at what cost."""

from __future__ import annotations

import json
import shlex
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cable_edition.core.edition.assemble import assemble
from cable_edition.core.edition.search_records import cable_records
from cable_edition.core.quotations import index as indexes
from cable_edition.core.quotations import match as matching
from cable_edition.core.quotations.candidates import stretches
from cable_edition.core.quotations.check import Checker
from cable_edition.core.quotations.index import forms_of
from cable_edition.core.quotations.nearest import changes, nearest
from cable_edition.core.quotations.packed import packed
from cable_edition.core.quotations.quotation import ANY, FEW, read_quotation
from cable_edition.core.quotations.spans import word_spans
from cable_edition.core.search.found import SearchPage, SearchPlace
from tests.core.fatal_cases import WITHHELD, Folder
from tests.editions import EDITIONS
from tests.quotation_table import TABLE


def checker_of(*cables: Sequence[SearchPlace]) -> Checker:
    pages = [
        SearchPage(f"cables/{number}", "Cables", f"0{number}ROME1: A SUBJECT", tuple(places))
        for number, places in enumerate(cables)
    ]
    return Checker(pages, [f"{page.docname}.html" for page in pages], lambda *_place: "", "1.0")


def cable(*paragraphs: str) -> list[SearchPlace]:
    return [SearchPlace(f"p{n}", f"¶ {n}", words) for n, words in enumerate(paragraphs, 1)]


@cache
def edition_of(name: str) -> Checker:
    root = EDITIONS[name]
    edition = assemble(root / "source_cables", root / "docs" / "registers")
    pages = list(cable_records(edition))
    return Checker(pages, [f"{page.docname}.html" for page in pages], lambda *_place: "", "")


def told(answer: dict[str, Any]) -> tuple[str, tuple[str, ...], tuple[tuple[str, str], ...]]:
    places = tuple(
        f"{one['cable']}#{one['anchor']}"
        + (f"-{one['last']}" if one["last"] != one["anchor"] else "")
        for one in answer["places"]
    )
    changed = tuple((one[1], one[2]) for one in answer["diff"] if one[0] == "~")
    return answer["verdict"], places, changed


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.text[:40])
def test_the_table(row: Any) -> None:
    answer = edition_of(row.edition).check(row.text).to_dict()
    assert told(answer) == (row.verdict, row.places, row.changed)


@pytest.mark.parametrize(
    ("text", "pieces", "gaps"),
    [
        ("One two", ["one two"], [ANY]),
        ("one ... two", ["one", "two"], [ANY, ANY]),
        ("one . . . two", ["one", "two"], [ANY, ANY]),
        ("one […] two", ["one", "two"], [ANY, ANY]),
        ("one [two three] four", ["one", "four"], [ANY, FEW]),
        ("one [two] … four", ["one", "four"], [ANY, ANY]),
        ("[O]ne m[e]n do[es]", ["one men does"], [ANY]),
        ("[one] two [three]", ["two"], [ANY]),
        ("one. two", ["one two"], [ANY]),
        ("5. (C/NF) one", ["one"], [ANY]),
        ("(SBU) one (C) two\n(S) three", ["one c two", "three"], [ANY, FEW]),
        ("one (emphasis added) two", ["one", "two"], [ANY, FEW]),
        ("[[one] two", ["two"], [ANY]),
        ("[", [], []),
        ("", [], []),
    ],
)
def test_a_quotation_is_taken_apart(text: str, pieces: list[str], gaps: list[int]) -> None:
    found = read_quotation(text)
    assert [" ".join(word.form for word in piece) for piece in found.pieces] == pieces
    assert list(found.gaps) == gaps


def test_an_ending_in_brackets_stands_for_itself_or_for_nothing() -> None:
    (piece,) = read_quotation("the minister[s] said").pieces
    assert [(word.form, word.other) for word in piece][1] == ("ministers", "minister")


@given(st.text(st.sampled_from("aB 'é\u0301\u00ad½ßİ-9"), max_size=20) | st.text(max_size=20))
def test_words_stand_where_they_are_said_to(text: str) -> None:
    spans = word_spans(text)
    assert [span.form for span in spans] == forms_of(text)
    for span in spans:
        assert span.form in forms_of(text[span.start : span.end]) or "\u0345" in text


LETTERS = st.lists(st.sampled_from("abcd"), min_size=1, max_size=9)


@given(LETTERS, st.lists(st.sampled_from("abcd"), max_size=14))
def test_the_nearest_words_are_those_of_the_textbook(sought: list[str], text: list[str]) -> None:
    """Compared with every part of the text, by the plain table of Levenshtein."""

    def distance(one: Sequence[str], other: Sequence[str]) -> int:
        row = list(range(len(other) + 1))
        for at, mark in enumerate(one, 1):
            above, row = row, [at]
            for place, there in enumerate(other):
                row.append(min(above[place] + (mark != there), above[place + 1] + 1, row[-1] + 1))
        return row[-1]

    pairs = [(mark, "") for mark in sought]
    free = nearest(pairs, text, 0, len(text))
    ends = range(len(text) + 1)
    assert free.distance == min(
        distance(sought, text[start:end]) for end in ends for start in range(end + 1)
    )
    fixed = nearest(pairs, text, 0, len(text), fixed=True)
    assert fixed.distance == min(distance(sought, text[:end]) for end in ends)
    assert distance(sought, text[: fixed.end]) == fixed.distance
    found = changes(pairs, text)
    assert sum(max(end - start, last - first) for start, end, first, last in found) <= distance(
        sought, text
    )
    made = list(sought)
    for start, end, first, last in reversed(found):
        made[start:end] = text[first:last]
    assert made == text


@given(st.lists(st.integers(0, 5000), unique=True).map(sorted))
def test_packed_numbers_have_neither_letters_nor_figures(numbers: list[int]) -> None:
    assert not any(mark.isalnum() for mark in packed(numbers))


WORDS = st.sampled_from(
    [
        "the",
        "of",
        "and",
        "minister",
        "embassy",
        "canada",
        "peace",
        "fund",
        "a",
        "to",
        "wright",
        "met",
    ]
)
CABLES = st.lists(
    st.lists(st.lists(WORDS, min_size=1, max_size=40), min_size=1, max_size=5),
    min_size=1,
    max_size=4,
)


@given(CABLES, st.data())
@settings(max_examples=60)
def test_any_words_are_found_as_exact_and_any_changed_word_is_told(
    cables: list[list[list[str]]], data: st.DataObject
) -> None:
    checker = checker_of(*(cable(*(" ".join(par) for par in one)) for one in cables))
    chosen = data.draw(st.sampled_from(cables))
    running = [word for par in chosen for word in par]
    start = data.draw(st.integers(0, len(running) - 1))
    quoted = running[start : start + data.draw(st.integers(1, 60))]
    assert checker.check(" ".join(quoted)).verdict == "exact"
    if len(quoted) < 8:
        return
    number = len(quoted) // 6
    places = data.draw(
        st.lists(st.integers(0, len(quoted) - 1), min_size=1, max_size=number, unique=True)
    )
    for place in places:
        quoted[place] = "zebra"
    answer = checker.check(" ".join(quoted))
    assert answer.verdict == "altered"
    assert sum(one[1].split().count("zebra") for one in answer.diff if one[0] == "~") == len(places)


@pytest.mark.parametrize("words", [8, 23, 24, 41, 42, 83, 84, 167])
def test_one_stretch_is_little_changed(words: int) -> None:
    """The proof in the module: to change more than one word in four of each takes too many."""
    found = stretches(read_quotation(" ".join(f"w{n}" for n in range(words))))
    most = found[0].size // 4
    assert len(set(found)) * (most + 1) > words // 6
    covered = [word for one in found for piece in one.forms for word in piece]
    twice = len(covered) - len(set(covered))
    # A changed word in two stretches counts for both.
    assert len(found) * (most + 1) - twice > words // 6


def test_a_paragraph_that_an_editor_emends_has_three_answers() -> None:
    places = [
        SearchPlace(
            "p1", "¶ 1", "the old fund and a new force met", "the old fund8 and a new force8 met"
        )
    ]
    checker = checker_of(places)
    verdicts = [
        checker.check(text).verdict
        for text in (
            "the old fund and a new force met",
            "the old fund8 and a new force8 met",
            "the old fund8 and a new force met",
            "the old fund9 and a new force met",
        )
    ]
    assert verdicts == ["exact", "emended", "emended", "altered"]


_PARTS = [
    SearchPlace(
        "p1", "¶ 1", "the old fund and a new force met", "the old fund8 and a new force8 met"
    ),
    SearchPlace("h1", "heading", "THE LAMPS"),
    SearchPlace("p2", "¶ 2", "they asked for: A. oil for a winter; B. wicks for a spring"),
]


@pytest.mark.parametrize(
    ("quoted", "verdict", "changed"),
    [
        ("a new force met they asked for: A. oil for a winter; B. wicks", "exact", []),
        ("a new force met they asked for: oil for a winter; wicks for", "exact", []),
        ("a new force met THE LAMPS they asked for: A. oil for a winter", "exact", []),
        ("the old fund8 and a new force met they asked for: A. oil", "emended", []),
        ("the old fund8 and a new force8 met they asked for: oil", "emended", []),
        ("the old fund8 or a new force8 met they asked for: A. oil", "altered", [("or", "and")]),
        ("the old fund8 so a new force8 met they", "altered", [("so", "and")]),
        ("a new force met they asked for: A. tar for a winter", "altered", [("tar", "oil")]),
    ],
)
def test_what_may_be_left_out_stands_beside_what_is_kept(
    quoted: str, verdict: str, changed: list[tuple[str, str]]
) -> None:
    """A heading may be left out and letters kept, or emended words be as transmitted there."""
    assert told(checker_of(_PARTS).check(quoted).to_dict())[::2] == (verdict, tuple(changed))


def test_words_that_stand_twice_lead_to_the_place_that_has_the_others_too() -> None:
    """The last twelve words, as they are, stand elsewhere before; the thirty before them do not."""
    words = [f"w{n}" for n in range(30)]
    address = "of the lantern coast example keepers ledger lamp porto sereno night nine"
    quoted = " ".join("zebra" if n % 6 == 1 else word for n, word in enumerate(words))
    places = cable(f"there {address} stood", f"then {' '.join(words)} {address}")
    found = checker_of(places).check(f"{quoted} {address}")
    assert (found.verdict, found.places[0].anchor) == ("altered", "p2")
    assert sum(one[0] == "~" for one in found.diff) == 5


def test_notes_are_not_the_words_of_a_cable() -> None:
    checker = checker_of([*cable("one two three"), SearchPlace("n-x", "note 1", "four five six")])
    assert checker.check("four five six").verdict == "absent"


def test_what_stands_in_many_cables_is_told_as_more() -> None:
    answer = checker_of(*(cable("this is said again and again in all cables") for _ in range(9)))
    found = answer.check("said again and again in all cables")
    assert (found.verdict, len(found.places), found.more, found.cables) == ("exact", 5, True, 9)


@pytest.mark.parametrize(
    "hostile",
    [
        "the " * 10_000,
        "[" * 10_000,
        "[the] " * 10_000,
        "the ... " * 10_000,
        "of the " * 5_000 + "end",
        "\u0301" * 10_000,
        "(C) 1. " * 5_000,
        "[the" * 5_000,
        ". " * 20_000,
    ],
    ids=lambda text: text[:8],
)
def test_hostile_quotations_take_steps_that_grow_with_their_length(
    hostile: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    checker, taken = edition_of("first"), [0]

    def counted(sought: Any, text: Any, first: int, last: int, *, fixed: bool = False) -> Any:
        taken[0] += last - first
        return nearest(sought, text, first, last, fixed=fixed)

    monkeypatch.setattr(matching, "nearest", counted)
    for length in (len(hostile) // 10, len(hostile)):
        taken[0] = 0
        checker.check(hostile[:length])
        # Some sixty words of the text for each run of thirty, and the text for each of a few runs.
        assert taken[0] <= 4 * length + 200 * 2_500


class TestCommand:
    """The command, on an edition of one cable."""

    @pytest.fixture
    def folder(self, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Folder:
        monkeypatch.chdir(tmp_path)
        return Folder(tmp_path)

    def test_statuses(self, folder: Folder) -> None:
        exact = folder.run("quote", "came to the mission at noon by train")
        assert (exact.exit_code, exact.stdout.split(":")[0]) == (0, "exact")
        assert (
            "cables/05OTTAWA1.html#p1:~:text=came%20to%20the%20mission%20at%20noon%20by%20train"
            in (exact.stdout)
        )
        altered = folder.run("quote", "came to the mission at dawn by train")
        assert altered.exit_code == 1
        assert 'changed: "dawn" where the cable has "noon"' in altered.stdout
        assert folder.run("quote", "left again", "left never").exit_code == 1
        assert folder.run("quote").exit_code == 2

    def test_files(self, folder: Folder) -> None:
        folder.write("q.txt", "came to\nthe mission\n\n\nleft again\n")
        done = folder.run("quote", "--file", "q.txt", "--format", "json")
        said = [json.loads(line) for line in done.stdout.splitlines()]
        assert [one["verdict"] for one in said] == ["exact", "exact"]
        done = folder.run("quote", "--file", "q.txt", "--lines", "--format", "json")
        assert len(done.stdout.splitlines()) == 3
        assert folder.run("quote", "--file", "none.txt").exit_code == 2

    def test_standard_input(self, folder: Folder) -> None:
        from click.testing import CliRunner

        from cable_edition.cli import main

        done = CliRunner().invoke(main, ["quote", "-"], input="left again\n")
        assert (done.exit_code, done.stdout.split(":")[0]) == (0, "exact")
        assert folder.sources.is_dir()

    def test_what_is_withheld_is_absent(self, folder: Folder) -> None:
        assert folder.run("quote", "Zebedee Quux came to the mission").exit_code == 0
        folder.sidecar(WITHHELD)
        done = folder.run("quote", "--format", "json", "Quux left again")
        assert done.exit_code == 1
        assert json.loads(done.stdout)["verdict"] == "absent"

    def test_the_example_of_the_page(self, monkeypatch: pytest.MonkeyPatch) -> None:
        root = EDITIONS["first"]
        monkeypatch.chdir(root)
        page = (root / "docs" / "editors" / "quotations.md").read_text("utf-8")
        example = page.partition("```console\n$ ")[2].partition("\n```")[0]
        line, _, printed = example.partition("\n")
        done = Folder.run(cast("Folder", None), *shlex.split(line)[1:])
        assert (done.exit_code, done.stdout.rstrip()) == (1, printed)


def test_words_in_brackets_stand_for_a_few_words() -> None:
    checker = checker_of(cable("one two three four five six seven eight nine ten"))
    assert checker.check("one two [and so on] six seven").verdict == "exact"
    assert checker.check("one [and so on] ten").verdict == "exact"


def test_changed_words_are_found_where_no_bucket_is_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexes, "_FULL", 0.001)
    checker = checker_of(cable("one two three four five six seven eight nine ten eleven twelve"))
    found = checker.check("one two three zebra five six seven eight nine zebra eleven twelve")
    assert (found.verdict, found.places[0].anchor) == ("altered", "p1")


FORMULA = "the ambassador thanked the minister for his help in this matter"


def test_a_formula_is_found_in_all_cables_that_have_it() -> None:
    """Fifty cables, of which the first are told; of one changed word the change is told."""
    cables = [cable(f"number {n} came", f"{FORMULA} on day {n}") for n in range(50)]
    checker = checker_of(*cables)
    found = checker.check(FORMULA)
    assert (found.verdict, found.more, found.cables, len(found.places)) == ("exact", True, 50, 5)
    assert found.places[0].anchor == "p2"
    assert checker.check(FORMULA.replace("matter", "affair")).verdict == "altered"
    last = checker.check(f"{FORMULA} on day 37")
    assert (last.verdict, last.more, last.cables) == ("exact", False, 1)


def test_cables_with_the_same_pairs_hide_none_with_the_words() -> None:
    """The pairs of the words stand near one another in thirty cables, and the words in the last."""
    words = FORMULA.split()
    ways = " / ".join(f"{one} {two}" for one, two in pairwise(words))
    decoy = [SearchPlace("p1", "¶ 1", " zebra ".join(ways.split(" / ")))]
    checker = checker_of(*([decoy] * 30), cable(FORMULA))
    found = checker.check(FORMULA)
    assert (found.verdict, [one.cable for one in found.places]) == ("exact", ["030ROME1"])


def test_an_altered_quotation_is_found_behind_many_cables_with_its_pairs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Forty cables have all pairs of words that were not changed; the words stand in the last."""
    # No two pairs share a bucket, as a rule.
    monkeypatch.setattr(indexes, "_FULL", 1)
    words = FORMULA.split()
    quoted = [*words[:5], "so", *words[6:]]
    pairs = [f"{one} {two}" for one, two in pairwise(quoted) if "so" not in {one, two}]
    decoy = [SearchPlace("p1", "¶ 1", " zebra ".join([*pairs, words[5]]))]
    found = checker_of(*([decoy] * 40), cable(FORMULA)).check(" ".join(quoted))
    assert (found.verdict, [one.cable for one in found.places]) == ("altered", ["040ROME1"])


_TALLY = "in that year 1,140 lamps and 12,000,500 wicks were sold for 3400 lire"


@pytest.mark.parametrize(
    "quoted",
    [
        "year 1140 lamps",
        "that year 1140 lamps and 12000500 wicks were sold for 3,400 lire",
        "1140 lamps and 12,000,500 wicks",
        "sold for 3,400 lire",
        "in that year 1,140 lamps and 12,000,500 wicks were sold for 3400 lire",
    ],
)
def test_a_number_is_the_same_with_and_without_commas(quoted: str) -> None:
    others = [cable("in that year 140 lamps and 12 wicks were sold for 34 lire")] * 30
    found = checker_of(*others, cable(_TALLY)).check(quoted)
    assert (found.verdict, [one.cable for one in found.places]) == ("exact", ["030ROME1"])


def test_another_number_is_told_with_commas_too() -> None:
    checker = checker_of(cable(_TALLY))
    for quoted, verdict in (("1,150", "altered"), ("1 140", "exact")):
        assert checker.check(_TALLY.replace("1,140", quoted)).verdict == verdict, quoted
    found = checker.check(_TALLY.replace("1,140", "1150"))
    assert [one for one in found.diff if one[0] == "~"] == [("~", "1150", "1,140")]
    link = checker.check("that year 1140 lamps").places[0].link
    assert link.endswith("text=that%20year%201%2C140%20lamps")
