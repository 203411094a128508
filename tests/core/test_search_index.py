"""The index of a search: what its shards hold is what the texts say, in few files and few bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cable_edition.core.proof.search_shards import TEXT as EACH
from cable_edition.core.proof.search_shards import ShardError, Shards, indexed, numbers, rising
from cable_edition.core.search.forms import form_groups, form_groups_after, stems_of
from cable_edition.core.search.found import ROOM, SearchPage, SearchPlace
from cable_edition.core.search.index import BLOCK, SearchIndex, make_index
from cable_edition.core.search.numbers import encode, steps
from cable_edition.core.search.shards import (
    LIMIT,
    IndexFiles,
    digest_of_text,
    divided,
    file_part,
    shards,
)
from cable_edition.core.search.standing import decoded, marks_in
from cable_edition.core.search.words import words

PAGES = (
    SearchPage("about", "Chapters", "About", (SearchPlace("", "", "About the lamps"),)),
    SearchPage(
        "cables/05ROME1",
        "Cables",
        "05ROME1: LAMPS",
        (
            SearchPlace("", "", "05ROME1 · LAMPS"),
            SearchPlace("p1", "¶ 1", "The European lamps of S&R.", "The Europena lamps of S&R."),
            SearchPlace("p2", "¶ 2", "A lamp."),
        ),
        "2005-01-02",
        {"TAG": ["CA", "PREL"]},
    ),
)


def files(pages: Sequence[SearchPage] = PAGES, *, english: bool = True) -> dict[str, str]:
    index = make_index(pages, english=english)
    return shards(index, [f"{page.docname}.html" for page in index.pages])


def written(folder: Path, found: dict[str, str]) -> Shards:
    folder.mkdir(exist_ok=True)
    for name, text in found.items():
        (folder / name).write_text(text, "utf-8")
    return Shards(folder)


def data(found: dict[str, str], name: str) -> dict[str, object]:
    text = found[f"{name}.js"]
    assert text.startswith(f'cableSearch("{name}",')
    assert text.endswith(");\n")
    return dict(json.loads(text[len(f'cableSearch("{name}",') : -3]))


@given(st.lists(st.integers(0, 10**9)))
def test_numbers_are_read_as_they_were_written(found: list[int]) -> None:
    marks = encode(found)
    assert numbers(marks) == found
    assert not re.search(r'[\w"\\<>&]', marks.replace("_", ""))


@pytest.mark.parametrize("marks", [";", "!;", "a", "0a!", "!é", ";" * 100_000 + "a"])
def test_what_is_no_number_is_refused(marks: str) -> None:
    with pytest.raises(ValueError, match="no numbers"):
        numbers(marks)


@given(st.sets(st.integers(0, 10**6)))
def test_rising_numbers_are_read_as_they_were_written(found: set[int]) -> None:
    assert rising(encode(steps(sorted(found)))) == sorted(found)


def _standings(shards: Shards, form: str) -> list[tuple[int, int]]:
    return [divmod(place, EACH) for place in shards.words()[form]]


def test_the_shards_say_what_the_texts_say(tmp_path: Path) -> None:
    found = written(tmp_path, files())
    assert found.words() == indexed(found.texts)
    # Cables come first, whatever the order was.
    assert [page.address for page in found.pages] == ["cables/05ROME1.html", "about.html"]
    assert _standings(found, "lamps") == [(0, 1), (1, 2), (2, 2), (ROOM, 2)]
    assert _standings(found, "europena") == [(2, 1)]
    assert _standings(found, "s&r") == [(1, 4), (2, 4)]
    assert [text.transmitted for text in found.texts] == [False, False, True, False, False]
    assert found.forms() == {"lamp": ["lamps"], "lamps": ["lamp"]}
    assert found.filters() == {
        "Part": {"Cables": [0], "Chapters": [1]},
        "TAG": {"CA": [0], "PREL": [0]},
    }


TEXT = st.text(st.sampled_from("abé &/1"), max_size=40)


@given(st.lists(st.lists(st.tuples(TEXT, TEXT), max_size=4), max_size=4))
def test_any_texts_are_read_back(
    tmp_path_factory: pytest.TempPathFactory, all_texts: list[list[tuple[str, str]]]
) -> None:
    pages = [
        SearchPage(f"page{n}", "Chapters", "", tuple(SearchPlace("a", "", *both) for both in texts))
        for n, texts in enumerate(all_texts)
    ]
    found = written(tmp_path_factory.mktemp("shards"), files(pages))
    assert found.words() == indexed(found.texts)
    assert found.are_as_written()
    texts = [
        one for texts in all_texts for both in texts for one in (both if both[1] else both[:1])
    ]
    assert [text.words for text in found.texts] == texts


@pytest.mark.parametrize(
    ("file", "said", "wrong"),
    [
        ("w-l", '"lamps":["0!', '"lamps":["0#'),
        ("p-l", '"lamps":"0!', '"lamps":"0#'),
        ("p-l", '"lamp":', '"lampe":'),
        ("t-0", "European lamps", "European camps"),
    ],
)
def test_a_word_elsewhere_is_not_as_written(
    tmp_path: Path, file: str, said: str, wrong: str
) -> None:
    found = files()
    assert found[f"{file}.js"].count(said) == 1
    found[f"{file}.js"] = found[f"{file}.js"].replace(said, wrong)
    shards_of_it = written(tmp_path, found)
    if "lampe" in wrong:
        with pytest.raises(ShardError, match=r"w-l\.js: 'lamp'"):
            shards_of_it.are_as_written()
    else:
        assert not shards_of_it.are_as_written()


def test_other_marks_for_the_same_numbers_are_read(tmp_path: Path) -> None:
    # A nought before them says nothing.
    found = files()
    found["p-l.js"] = found["p-l.js"].replace('"0', '"')
    shards_of_it = written(tmp_path, found)
    assert not shards_of_it.are_as_written()
    assert shards_of_it.words() == indexed(shards_of_it.texts)


def test_another_language_has_no_forms() -> None:
    assert data(files(english=False), "index")["forms"] is False
    assert data(files(english=False), "w-l")["lamp"] == data(files(), "w-l")["lamp"][0]  # type: ignore[index]


def test_a_page_of_many_paragraphs_stands_in_several_blocks() -> None:
    places = tuple(SearchPlace(f"p{n}", f"¶ {n}", "words " * 100) for n in range(20))
    found = files([SearchPage("cables/1", "Cables", "1", places)])
    blocks = [name for name in found if name.startswith("t-")]
    assert len(blocks) == 2
    assert all(len(found[name]) < BLOCK + 500 for name in blocks)


def test_words_are_divided_by_how_they_begin_while_they_are_too_many() -> None:
    words = [f"{head}{n:03}" for head in ("a", "ab", "abc", "b") for n in range(150)] + ["ab"]
    found = divided(sorted(words), lambda word: 20 if word != "ab" else 7000)
    assert sorted(word for some in found.values() for word in some) == sorted(words)
    assert found["ab$"] == ["ab"]
    assert found["b"] == words[450:600]
    for head, some in found.items():
        assert all(
            word == head[:-1] if head.endswith("$") else word.startswith(head) for word in some
        )
        assert len(some) == 1 or 20 * len(some) <= LIMIT


def test_the_name_of_a_shard_is_of_letters_that_any_disk_takes() -> None:
    assert [file_part(head) for head in ("ab", "s&", "s/c", "the$", "м")] == [
        "ab", "s_26_", "s_2f_c", "the-", "_43c_",
    ]  # fmt: skip


def test_the_same_texts_give_the_same_bytes_and_another_word_another_version() -> None:
    assert files() == files()
    changed = [PAGES[0], SearchPage("x", "Chapters", "X", (SearchPlace("", "", "Words"),))]
    assert data(files(changed), "index")["version"] != data(files(), "index")["version"]


def test_a_changed_word_changes_few_shards() -> None:
    one = [SearchPage("a", "Chapters", "A", (SearchPlace("", "", "lamp zebra"),)), *PAGES]
    other = [SearchPage("a", "Chapters", "A", (SearchPlace("", "", "lamp yodel"),)), *PAGES]
    before, after = files(one), files(other)
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    assert changed == {"index.js", "t-1.js", "w-z.js", "p-z.js", "w-y.js", "p-y.js"}


@pytest.mark.parametrize(
    ("units", "moved"), [(1, False), (ROOM - 2, False), (ROOM - 1, True), (2 * ROOM - 2, False)]
)
def test_a_place_more_moves_no_page_behind_it_while_there_is_room(units: int, moved: bool) -> None:
    places = [SearchPlace(f"p{n}", f"{n}", "lamp") for n in range(units)]
    note = SearchPlace("n1", "note", "yodel", "yodels")
    behind = SearchPage("cables/2", "Cables", "Behind", (SearchPlace("", "", "zebra"),))
    before = files([SearchPage("cables/1", "Cables", "A", tuple(places)), behind])
    after = files([SearchPage("cables/1", "Cables", "A", (*places, note)), behind])
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    more = {"w-z.js"} if moved else set()
    assert changed == {"index.js", "t-0.js", "w-y.js", "p-y.js", *more}


WORDS = st.sampled_from(["lamp", "lamps", "S&R", "zebra", "ß", "the", "news", "new", "A/S/CRS", ""])
FORMS = st.sampled_from(
    ["stop", "stops", "stopped", "stopping", "sky", "skies", "new", "news", "die", "dying", "dies",
     "force", "forces", "forced", "s&r", "lamp", "lamps", "yodel", "yodels", "a", "as"]
)  # fmt: skip
TEXTS = st.lists(WORDS, max_size=5).map(" ".join)
PLACE = st.builds(SearchPlace, st.just("p1"), st.just("1"), TEXTS, TEXTS)
SITE = st.lists(st.lists(PLACE, min_size=1, max_size=12), min_size=1, max_size=25)


def site_of(texts: list[list[SearchPlace]], names: list[str] | None = None) -> list[SearchPage]:
    called = names or [str(n) for n in range(len(texts))]
    return [
        SearchPage(f"cables/{name}", "Cables", f"T{name}", tuple(places))
        for name, places in zip(called, texts, strict=True)
    ]


def edit(drawn: st.DataObject, texts: list[list[SearchPlace]], names: list[str]) -> None:
    """Change a place, or have a place or a page more or less."""
    at = drawn.draw(st.integers(0, len(texts) - 1))
    page = texts[at]
    place = drawn.draw(st.integers(0, len(page) - 1))
    what = drawn.draw(st.sampled_from(["change", "add", "drop", "new", "gone", "move"]))
    if what == "change":
        page[place] = drawn.draw(PLACE)
    elif what == "add":
        page.insert(place, drawn.draw(PLACE))
    elif what == "drop" and len(page) > 1:
        del page[place]
    elif what == "new":
        texts.insert(at, [drawn.draw(PLACE)])
        names.insert(at, f"new-{len(names)}-{at}")
    elif what == "gone" and len(texts) > 1:
        del texts[at], names[at]
    elif what == "move":
        texts.insert(0, texts.pop(at))
        names.insert(0, names.pop(at))


def told(index: SearchIndex) -> tuple[list[str], list[str]]:
    """Return the addresses of its pages, and what stands for each."""
    return [page.docname for page in index.pages], list(map(repr, index.pages))


@given(SITE, st.data(), st.booleans())
def test_an_index_made_of_an_earlier_one_is_the_same(
    before: list[list[SearchPlace]], drawn: st.DataObject, english: bool
) -> None:
    after, names = [list(places) for places in before], [str(n) for n in range(len(before))]
    for _ in range(drawn.draw(st.integers(0, 3))):
        edit(drawn, after, names)
    first = make_index(site_of(before), english=english)
    kept, files_before = first.kept(), IndexFiles(first, *told(first)).kept()
    site = site_of(after, names)
    clean = make_index(site, english=english)
    made = make_index(site, english=english, before=kept)
    assert (made, list(made.words), made.kept()) == (clean, list(clean.words), clean.kept())
    addresses = [page.docname for page in clean.pages]
    every = shards(clean, addresses)
    assert shards(made, addresses) == every
    some = IndexFiles(made, *told(made), files_before)
    assert some.digests == {name: digest_of_text(text) for name, text in every.items()}
    assert {name: some.text(name) for name in some.digests} == every
    assert some.kept() == IndexFiles(clean, *told(clean)).kept()
    assert list(some.kept().heads) == list(IndexFiles(clean, *told(clean)).kept().heads)
    other = make_index(site, english=not english, before=kept)
    assert other == make_index(site, english=not english)


@given(st.sets(FORMS), st.sets(FORMS))
def test_forms_after_an_edit_are_those_of_all_words(before: set[str], now: set[str]) -> None:
    assert form_groups_after(form_groups(before), before, now) == form_groups(now)


def test_a_stem_begins_as_its_word_does() -> None:
    text = (
        (resources.files("cable_edition.core") / "data" / "title_words.txt")
        .read_text("utf-8")
        .casefold()
    )
    found = re.findall(r"[a-z]+", text)
    assert all(a[:1] == b[:1] for a, b in zip(stems_of(found), found, strict=True))


def test_only_the_words_of_a_page_that_reads_otherwise_are_looked_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = [[SearchPlace("p1", "1", f"lamp zebra{n}")] for n in range(20)]
    kept = make_index(site_of(texts), english=True).kept()
    texts[7] = [SearchPlace("p1", "1", "lamps of yodel")]
    looked_up: list[str] = []

    def noted(text: str) -> dict[str, str]:
        looked_up.append(text)
        return marks_in(text)

    monkeypatch.setattr("cable_edition.core.search.index.marks_in", noted)
    made = make_index(site_of(texts), english=True, before=kept)
    assert looked_up == ["lamps of yodel", "lamp zebra7"]
    assert "zebra7" not in made.words
    assert {"lamps", "yodel"} <= made.words.keys()


@given(st.lists(st.sampled_from(["a", "b", "A&b", "b/a/b", "É", "x\uff06y", "long"]), max_size=40))
def test_the_marks_of_a_text_are_the_places_of_its_words(parts: list[str]) -> None:
    text = " ".join(parts)
    found: dict[str, list[int]] = {}
    for form, place in words(text):
        found.setdefault(form, []).append(place)
    marks = marks_in(text)
    assert list(marks) == list(found)
    for form, places in found.items():
        assert decoded(marks[form]) == [len(places) - 1, *steps(places)]


def test_a_word_far_on_in_a_long_text_has_its_place() -> None:
    marks = marks_in(" ".join(["of", *(f"w{n}" for n in range(5000)), "end"]))
    assert decoded(marks["end"]) == [0, 5001]
    assert decoded(marks["w3000"]) == [0, 3001]


def test_only_the_files_of_what_changed_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [[SearchPlace("p1", "1", f"lamp zebra{n} from{n}")] for n in range(20)]
    first = make_index(site_of(texts), english=True)
    before = IndexFiles(first, *told(first)).kept()
    texts[7] = [SearchPlace("p1", "1", "lamp yodel from7")]
    made: list[str] = []

    def noted(name: str, text: str) -> str:
        made.append(name)
        return f'cableSearch("{name}",{text});\n'

    monkeypatch.setattr("cable_edition.core.search.shards.as_file", noted)
    index = make_index(site_of(texts), english=True, before=first.kept())
    assert index.changed == {"zebra7", "yodel"}
    IndexFiles(index, *told(index), before)
    assert sorted(made) == ["filters", "index", "p-y", "p-z", "t-7", "w-y", "w-z"]


def test_two_words_of_a_shard_never_read_as_two_of_a_name() -> None:
    places = (SearchPlace("", "", "hill hills hillary jon jones jon jons"),)
    found = files([SearchPage("a", "Chapters", "A", places)])
    for name in ("w-h.js", "w-j.js", "p-h.js", "p-j.js"):
        letters = re.sub(r"[^a-z0-9]+", " ", found[name])
        for pair in ("hill hills", "hills hillary", "jon jones", "jones jons"):
            assert pair not in letters, name


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("index.js", "cableSearch", "evil();cableSearch"),
        ("index.js", ");\n", ");evil();\n"),
        ("index.js", '"blocks":"', '"blocks":"!'),
        ("t-0.js", '"p2"', '"p2'),
        ("t-1.js", '"About the lamps"', '"About the lamps","x"'),
    ],
)
def test_a_shard_of_another_form_is_refused(tmp_path: Path, name: str, old: str, new: str) -> None:
    found = files()
    assert old in found[name]
    with pytest.raises(ShardError):
        written(tmp_path, found | {name: found[name].replace(old, new)})
