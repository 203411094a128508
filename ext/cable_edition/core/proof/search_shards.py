"""The shards of a search index, read anew: the texts that it shows, and the words that it finds.

Nothing here is shared with what writes them (:mod:`cable_edition.core.search`).
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import repeat
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

#: The folder of the shards in a site, and the first of them, by which they are known.
FOLDER = "_search"
FIRST = "index.js"
_FILE = re.compile(r'cableSearch\("([^"]{1,200})",(.*)\);\n\Z', re.DOTALL)
_MARKS = {mark: number for number, mark in enumerate("!#$%'()*+,-./:")}
_ON = {mark: number for number, mark in enumerate(";=?@[]^_`{|}~ ", 1)}
#: Stands before the numbers of a word, and says nothing.
_ZERO = "0"
_LAST, _MORE = "".join(_MARKS), "".join(_ON)
_RUN = re.compile(f"[{re.escape(''.join(_ON))}]*[{re.escape(''.join(_MARKS))}]")
_ALL = "".join([*_ON, *_MARKS])
#: Runs of so many marks are rare, and are not kept.
_LONG = 4
#: The runs of marks of so many numbers are kept.
_SMALL = 1 << 13
_WORD = re.compile(r"[^\W_]+")
_JOINED = re.compile(r"[^\W_]+(?:[&/][^\W_]+)+")
_MOST_PARTS = 5
#: What each byte of a text in ASCII is among its words: small letters, figures, or a blank.
_AMONG_WORDS = bytes(
    ord(chr(code).lower()) if code < 128 and chr(code).isalnum() else ord(" ")
    for code in range(256)
)
_ALONE = dict(
    zip("ßæœøđðłþıħ", ["ss", "ae", "oe", "o", "d", "d", "l", "th", "i", "h"], strict=True)
)
#: Where a word stands is one number: that of the text times this, and the place in the text.
TEXT = 1 << 32
#: The numbers of the texts of a page begin at a multiple of this.
_ROOM = 16
#: What the first shard says, and one of texts.
_OF_FIRST = frozenset(
    {"blocks", "common", "first", "forms", "groups", "pages", "parts", "transmitted", "version"}
    | {"words"}
)
_OF_BLOCK = frozenset({"date", "page", "places", "title"})
#: What a shard of another form raises when it is read.
BROKEN = (AttributeError, LookupError, TypeError, ValueError)


_Read = TypeVar("_Read")


class ShardError(ValueError):
    """A shard that is not written as the edition writes it; it begins with the name of the file."""


class Text(NamedTuple):
    """A text of the index: the address of its page, its anchor there, and its words.

    ``transmitted`` tells that they are the words as transmitted of a place that reads otherwise,
    ``label`` is what the search calls the place, ``number`` that of the text in the index.
    """

    page: str
    anchor: str
    words: str
    transmitted: bool
    label: str = ""
    number: int = 0


class Page(NamedTuple):
    """A page as the index has it: its address, its title and its date."""

    address: str
    title: str
    date: str = ""


class _Numbers(dict[str, int]):
    """The number of each run of marks, reckoned once: small ones stand again and again."""

    def __missing__(self, run: str) -> int:
        number = 0
        for mark in run[:-1]:
            number = number * len(_MARKS) + _ON[mark]
        number = number * len(_MARKS) + _MARKS[run[-1]]
        if len(run) < _LONG:
            self[run] = number
        return number


_number = _Numbers().__getitem__


def _run(number: int) -> str:
    """Return the run of marks that stands for a number."""
    marks, left = _LAST[number % len(_LAST)], number // len(_LAST)
    while left:
        left, on = divmod(left - 1, len(_LAST))
        marks = _MORE[on] + marks
    return marks


@cache
def _small_runs() -> list[str]:
    """Return the runs of small numbers: a list is asked in less time than anything else."""
    return list(map(_run, range(_SMALL)))


def _runs(found: Iterable[int]) -> str:
    small = _small_runs()
    return "".join([small[number] if number < _SMALL else _run(number) for number in found])


def numbers(marks: str) -> list[int]:
    """Return the numbers that marks stand for; raises ``ValueError`` for anything else."""
    marks = marks.removeprefix(_ZERO)
    # Checked first, so that each run is ended and none is looked through twice.
    if marks and (marks.strip(_ALL) or marks[-1] not in _MARKS):
        raise ValueError(f"{marks[:20]!r} are no numbers")
    return list(map(_number, _RUN.findall(marks)))


def rising(marks: str) -> list[int]:
    """Return the rising numbers whose steps marks stand for."""
    found, last = [], -1
    for step in numbers(marks):
        last += step + 1
        found.append(last)
    return found


def text_in(path: Path) -> str:
    """Return the text of a file in UTF-8, as ``Path.read_text`` does in twice the time."""
    text = path.read_bytes().decode("utf-8")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


class Shards:
    """The shards of one site. Raises :class:`ShardError`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.names = sorted(path.name for path in folder.iterdir())
        #: The files that say more than the edition writes.
        self.unknown: list[str] = []
        index = self.read(FIRST)
        try:
            if index.keys() - _OF_FIRST:
                self.unknown.append(FIRST)
            self.pages, self.texts = self._texts(index)
            #: How many pages each part of the site has.
            self.parts = [int(count) for count in index["parts"]]
            #: The words whose first places stand in a file of their own.
            self.first = str(index.get("first", "")).split()
            #: The files that the first of them gives, by their names.
            self.given = frozenset(self._given(index))
        except BROKEN as error:
            raise ShardError(f"{FIRST}: {error}") from error

    def read(self, name: str) -> Any:
        """Return the data of a file."""
        try:
            found = _FILE.match(text_in(self._folder / name))
            if found and f"{found[1]}.js" == name:
                return json.loads(found[2])
        except (OSError, ValueError) as error:
            raise ShardError(f"{name}: {error}") from error
        raise ShardError(f"{name}: it is not as the edition writes it")

    def _texts(self, index: Any) -> tuple[list[Page], list[Text]]:
        pages: list[Page] = []
        texts: list[Text] = []
        units = numbers(index["blocks"])
        number, unit, sent = 0, 0, set(rising(index["transmitted"]))
        for count in numbers(index["pages"]):
            for left in reversed(range(count)):
                block = self.read(f"t-{number}.js")
                page = Page(str(block["page"]), str(block["title"]), str(block.get("date", "")))
                if block.keys() - _OF_BLOCK:
                    self.unknown.append(f"t-{number}.js")
                if not pages or pages[-1] != page:
                    pages.append(page)
                begun = unit
                for anchor, label, *both in block["places"]:
                    for is_sent, words in enumerate(both):
                        if is_sent != (unit in sent):
                            raise ValueError(f"{page.address}: {anchor} is not as transmitted")
                        texts.append(
                            Text(page.address, anchor, words, bool(is_sent), str(label), unit)
                        )
                        unit += 1
                if not left:
                    unit = -(-unit // _ROOM) * _ROOM
                if unit - begun != units[number]:
                    raise ValueError(f"{page.address} has not {units[number]} texts")
                number += 1
        if sum(index["parts"]) != len(numbers(index["pages"])):
            raise ValueError("its parts have not its pages")
        #: The addresses of the pages of cables, which come first.
        self.cables = [page.address for page in pages[: index["parts"][0]]]
        return pages, texts

    def _given(self, index: Any) -> Iterator[str]:
        yield from (FIRST, "filters.js")
        yield from (f"t-{number}.js" for number in range(len(numbers(index["blocks"]))))
        begins = str(index["words"]).split()
        groups = frozenset(str(index.get("groups", "")).split())
        for group in sorted(groups):
            yield (name := f"h-{''.join(map(_in_name, group))}.js")
            for begin in str(self.read(name)).split():
                # The browser looks a word up in one group alone.
                asked = (f"{begin}$"[:end] for end in range(len(begin) + 1, 0, -1))
                if next((one for one in asked if one in groups), "") != group:
                    raise ValueError(f"{begin} is not looked up in {name}")
                begins.append(begin)
        for begin in begins:
            part = "".join(map(_in_name, begin))
            yield from (f"w-{part}.js", f"p-{part}.js")
        yield from map(first_file, self.first)

    def words(self) -> dict[str, list[int]]:
        """Return form -> where it stands (``TEXT * text + place``), as the shards say."""
        return self._of_words(
            lambda said: ((form, _places(rising(of), numbers(at))) for form, of, at in said)
        )

    def are_as_written(self) -> bool:
        """Whether the shards say of the words of all texts what :func:`marks_of` writes.

        Where they do not, what is written may still say the same (:meth:`words`).
        """
        said = self._of_words(lambda said: ((form, (of, at)) for form, of, at in said))
        return said == marks_of(self.texts)

    def _of_words(
        self, read: Callable[[Iterator[tuple[str, str, str]]], Iterable[tuple[str, _Read]]]
    ) -> dict[str, _Read]:
        found: dict[str, _Read] = {}
        for name in self.names:
            if name.startswith("w-"):
                try:
                    found.update(read(self._marks_in(name)))
                except BROKEN as error:
                    raise ShardError(f"{name}: {error}") from error
        return found

    def _marks_in(self, name: str) -> Iterator[tuple[str, str, str]]:
        """Yield the forms of a file of words, each with its texts and its places there in marks."""
        places = self.read(f"p-{name.removeprefix('w-')}")
        for form, entry in self.read(name).items():
            yield form, entry if isinstance(entry, str) else entry[0], places[form]

    def forms(self) -> dict[str, list[str]]:
        """Return form -> the other forms that are found with it, as the shards say."""
        found = {}
        for name in self.names:
            if name.startswith("w-"):
                for form, entry in self.read(name).items():
                    if not isinstance(entry, str) and entry[1]:
                        found[str(form)] = str(entry[1]).split(" ")
        return found

    def units(self) -> dict[str, list[int]]:
        """Return form -> its texts, of the words with first places and their other forms."""
        forms = self.forms()
        wanted = {one for form in self.first for one in (form, *forms.get(form, ()))}
        return self._of_words(
            lambda said: ((form, rising(of)) for form, of, _ in said if form in wanted)
        )

    def filters(self) -> dict[str, dict[str, list[int]]]:
        """Return name -> value -> the numbers of the pages, as the shards say."""
        data = self.read("filters.js")
        try:
            return {
                name: {value: rising(marks) for value, marks in values.items()}
                for name, values in data.items()
            }
        except BROKEN as error:
            raise ShardError(f"filters.js: {error}") from error


def first_file(form: str) -> str:
    """Return the name of the file of the first places of a word."""
    return f"q-{''.join(map(_in_name, form))}.js"


def _in_name(char: str) -> str:
    """Return how a sign that words begin with stands in the name of a file."""
    if char == "$":
        return "-"
    return char if char.isascii() and char.isalnum() else f"_{ord(char):x}_"


def _places(texts: list[int], found: list[int]) -> list[int]:
    """Return where a word stands; ``found`` has for each text how often, less one, then steps."""
    if len(found) == 2 * len(texts) and not any(found[::2]):
        # Most words stand once in each of their texts.
        return [TEXT * text + place for text, place in zip(texts, found[1::2], strict=True)]
    at, places = 0, []
    for text in texts:
        end = at + 2 + found[at]
        steps = found[at + 1 : end]
        if len(steps) != found[at] + 1:
            raise ValueError("places are missing")
        last = TEXT * text - 1
        for step in steps:
            last += step + 1
            places.append(last)
        at = end
    if at != len(found):
        raise ValueError("there are places of no text")
    return places


@cache
def _plain(char: str) -> str:
    small = char.lower()
    parts = unicodedata.normalize("NFKD", _ALONE.get(small, small))
    return "".join(
        one
        for one in parts
        if unicodedata.category(one)[0] != "M" and unicodedata.category(one) != "Cf"
    )


def plain_words(text: str) -> list[str]:
    """Return the words of a text in their order, without acronyms that have marks."""
    return ascii_words(text) if text.isascii() else _WORD.findall("".join(map(_plain, text)))


def ascii_words(text: str) -> list[str]:
    """Return the words of a text in ASCII in small letters, an eighth of the time of a pattern."""
    return text.encode("ascii").translate(_AMONG_WORDS).decode("ascii").split()


def words_of(text: str) -> dict[str, list[int]]:
    """Return form -> its places among the words of a text.

    An acronym with marks stands at its first part.
    """
    found: defaultdict[str, list[int]] = defaultdict(list)
    _add(found, text, 0)
    return found


def indexed(texts: Iterable[Text]) -> dict[str, list[int]]:
    """Return what the shards of these texts must say: form -> where it stands, in order."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for text in texts:
        _add(found, text.words, TEXT * text.number)
    return found


def marks_of(texts: Iterable[Text]) -> dict[str, tuple[str, str]]:
    """Return for each form the marks that say its texts, and those of its places in them.

    This is what shards have where they are right. It takes half the time of reading their marks.
    """
    found: defaultdict[str, list[Any]] = defaultdict(list)
    first, small = _LAST[0], list(_small_runs())
    once = [first + run for run in small]
    for text in texts:
        words, joined = _words_in(text.words)
        for place in range(len(small), len(words)):
            small.append(_run(place))
            once.append(first + small[-1])
        marks = dict(zip(words, once, strict=False))
        if joined or len(marks) < len(words):
            again = {word: list[int]() for word, count in Counter(words).items() if count > 1}
            for place, word in enumerate(words):
                if word in again:
                    again[word].append(place)
            for word, place in joined:
                again.setdefault(word, []).append(place)
            for word, places in again.items():
                run, last = small[len(places) - 1], -1
                for place in places:
                    run += small[place - last - 1]
                    last = place
                marks[word] = run
        # All words of a text are added in one step: a loop here takes twice the time.
        rows, pairs = map(found.__getitem__, marks), zip(repeat(text.number), marks.values())
        deque(map(list.extend, rows, pairs), maxlen=0)
    return {
        word: (_ZERO + _runs(_steps(row[::2])), _ZERO + "".join(row[1::2]))
        for word, row in found.items()
    }


def _steps(rising_numbers: list[int]) -> list[int]:
    before = [-1, *rising_numbers]
    return [number - last - 1 for last, number in zip(before, rising_numbers, strict=False)]


def texts_of(places: Iterable[int]) -> set[int]:
    """Return the numbers of the texts in which a form stands."""
    return {place // TEXT for place in places}


def _add(found: defaultdict[str, list[int]], text: str, first: int) -> None:
    """Add where the forms of a text stand; its words are counted from ``first`` on."""
    words, joined = _words_in(text)
    for place, word in enumerate(words, first):
        found[word].append(place)
    for word, place in joined:
        found[word].append(first + place)


def _words_in(text: str) -> tuple[list[str], list[tuple[str, int]]]:
    """Return the words of a text, and the acronyms with marks with the places of their first."""
    if text.isascii() and "&" not in text and "/" not in text:
        return ascii_words(text), []
    letters = text.lower() if text.isascii() else "".join(map(_plain, text))
    words = _WORD.findall(letters)
    # What a character is written for may have a joint in it: of U+2100 it is a/c.
    if "&" not in letters and "/" not in letters:
        return words, []
    found: list[tuple[str, int]] = []
    place_at: dict[int, int] = {}
    for joined in _JOINED.finditer(letters):
        if not place_at:
            place_at = {word.start(): at for at, word in enumerate(_WORD.finditer(letters))}
        ends = [(one.start(), one.end()) for one in _WORD.finditer(letters, *joined.span())]
        for begun, (start, _) in enumerate(ends):
            for _, end in ends[begun + 1 : begun + _MOST_PARTS]:
                found.append((letters[start:end], place_at[start]))
    return words, found
