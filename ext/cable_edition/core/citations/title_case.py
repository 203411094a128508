"""A subject that was sent in capitals, as styles want a title: a rule that needs to know each word.

Capitals hide which words are names and which are acronyms. What a word is comes from the registers
(an entry that the subject names), from the words of the same cable, where they are not in capitals,
and from ``data/title_words.txt``. Where one word of a subject is not known, or known as two things,
the subject stands as it was sent.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from cable_edition.core.cable.posts import post_table
from cable_edition.core.late_pattern import late
from cable_edition.core.registers.tag_table import known_codes, lookup

_LETTERS = re.compile(r"\w+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
#: What is written with figures, strokes and points stands as sent: ``S/CRS``, ``3D``, ``U.S.``.
_SIGNS = re.compile(r"(?<!\S)(?:\S*[0-9&]\S*|(?:[^\W\d_]{1,2}[./])+[^\W\d_]*(?:['’]S)?)")
#: Behind these a sentence or a quotation begins, and its first capital tells nothing.
_BEGINS = late(r"(?:^|[.!?:;(\"“”'‘\[]|--|\d\.|\))\s*\Z")
#: What a new clause of a title begins behind.
_CLAUSE = late(r"[:?!]\s+[\"“‘'(\[]*\Z")
_ADDRESS = late(r"(?<!\S)\S*(?:@|://|www\.)\S*")
_NOT_SMALL = bytes(set(range(128)) - set(range(ord("a"), ord("z") + 1)))
_LETTER = late(r"[^\W\d_]")
_POSSESSIVE = re.compile(r"['’]S?\Z", re.IGNORECASE)


class Titles(NamedTuple):
    """A subject in both cases of the styles; each is empty where the subject stands as sent."""

    headline: str = ""
    sentence: str = ""


class Named(NamedTuple):
    """A place of the subject (``end`` exclusive) that names an entry, as the register writes it."""

    start: int
    end: int
    form: str


#: Nothing known: the subject as it was sent.
AS_SENT = Titles()


class _Form(NamedTuple):
    start: int
    end: int
    form: str


class _Lists(NamedTuple):
    small: frozenset[str]
    plain: frozenset[str]
    doubtful: frozenset[str]


@cache
def _lists() -> _Lists:
    text = (files("cable_edition.core") / "data" / "title_words.txt").read_text("utf-8")
    found: dict[str, set[str]] = {name: set() for name in _Lists._fields}
    for line in text.splitlines():
        kind, colon, words = line.partition(": ")
        if colon and kind in found:
            found[kind].update(words.split())
    return _Lists(*(frozenset(found[name]) for name in _Lists._fields))


def titles_of(
    subject: str, body: Iterable[str], named: Iterable[Named] = (), codes: Iterable[str] = ()
) -> Titles:
    """Return a subject in headline case and in sentence case.

    ``body`` are the texts of its cable, ``named`` the places of the subject that name an entry of a
    register, ``codes`` the TAGS of the cable. A subject with a small letter stands as it was sent.
    """
    if not subject.isupper():
        return AS_SENT
    known = _known_places(subject, named)
    words = [(found, _POSSESSIVE.sub("", found[0])) for found in _words_to_set(subject)]
    seen = _seen(body, {stem.casefold() for _, stem in words})
    tags = frozenset(codes)
    forms: list[_Form] = []
    sure = True
    for found, stem in words:
        form = known.get(found.start()) or _form(stem, seen.get(stem.casefold(), set()), tags)
        if not form:
            return AS_SENT
        if form.islower() and len(seen.get(form, ())) > 1:
            # A name in some places, a word in others: a headline need not know which.
            sure = False
        forms.append(_Form(*found.span(), form + found[0][len(stem) :].lower()))
    headline = _set(subject, forms, headline=True)
    return Titles(headline, _set(subject, forms, headline=False) if sure else "")


def _words_to_set(subject: str) -> Iterator[re.Match[str]]:
    """Yield the words of a subject that do not lie within signs that stand as sent."""
    signs = _SIGNS.finditer(subject)
    sign = next(signs, None)
    for found in _WORD.finditer(subject):
        while sign is not None and sign.end() < found.end():
            sign = next(signs, None)
        if sign is None or found.start() < sign.start():
            yield found


def _known_places(subject: str, named: Iterable[Named]) -> dict[int, str]:
    """Return the words that entries, posts and countries have, by where they begin."""
    found: dict[int, str] = {}
    for start, name in _places(subject):
        if name.casefold() not in _lists().doubtful:
            _align(found, subject, start, start + len(name), _place_names()[name])
    for one in named:
        _align(found, subject, one.start, one.end, one.form)
    return found


def _align(found: dict[int, str], subject: str, start: int, end: int, form: str) -> None:
    words = list(_WORD.finditer(subject, start, end))
    stems = [_POSSESSIVE.sub("", one[0]) for one in words]
    forms = [_POSSESSIVE.sub("", one) for one in _WORD.findall(form)]
    if [one.casefold() for one in stems] == [one.casefold() for one in forms]:
        found.update(zip((one.start() for one in words), forms, strict=True))


@cache
def _place_names() -> dict[str, str]:
    """Return the names of posts and countries by what they are in capitals."""
    tags = (lookup(code) for code in known_codes())
    names = [one.name for one in post_table().entries.values()]
    names += [tag.name for tag in tags if tag and tag.kind == "geographic"]
    return {name.upper(): name for name in sorted(names) if _WORD.fullmatch(name.replace(" ", ""))}


@cache
def _by_first_word() -> dict[str, list[str]]:
    """Return the names of places by the word that they begin with, the longest first."""
    found: dict[str, list[str]] = {}
    for name in sorted(_place_names(), key=lambda name: (-len(name), name)):
        if first := _LETTERS.match(name):
            found.setdefault(first[0], []).append(name)
    return found


def _places(subject: str) -> Iterator[tuple[int, str]]:
    """Yield where a name of a place begins that stands for itself, and the name."""
    end = 0
    for word in _LETTERS.finditer(subject):
        start = word.start()
        for name in _by_first_word().get(word[0], ()) if start >= end else ():
            stop = start + len(name)
            if subject.startswith(name, start) and not _LETTERS.match(subject, stop):
                yield start, name
                end = stop
                break


def _form(word: str, seen: set[str], codes: frozenset[str]) -> str:
    """Return a word as it is written within a sentence; empty if that is not known."""
    low = word.casefold()
    lists = _lists()
    if word in codes:
        return "" if low in seen or low in lists.doubtful else word
    if low in lists.doubtful or word in seen:
        return ""
    if low in lists.small or low in lists.plain or low in seen:
        return low
    return next(iter(seen)) if len(seen) == 1 else ""


def _seen(body: Iterable[str], wanted: Collection[str]) -> dict[str, set[str]]:
    """Return the forms in which each of the words wanted, in small letters, stands in a cable."""
    found: dict[str, set[str]] = {}
    for text in body:
        for word in _shown(text, wanted):
            found.setdefault(word.casefold(), set()).add(word)
    return found


def _shown(text: str, wanted: Collection[str]) -> Iterator[str]:
    """Yield the words wanted of a text, where their capitals tell something."""
    if "@" in text or "://" in text or "www." in text:
        text = _ADDRESS.sub(" ", text)
    if _small(text) * 2 < len(text):
        # Headings and texts in capitals tell nothing.
        return
    small = text.casefold()
    if not any(stem in small for stem in wanted):
        return
    for word in {*_WORD.findall(text)}:
        stem = word if word.isalpha() else _POSSESSIVE.sub("", word)
        if stem.casefold() in wanted and (
            stem.islower() or stem.isupper() or _stands_within(text, word)
        ):
            yield stem


def _stands_within(text: str, word: str) -> bool:
    """Whether a word of a text stands there within a sentence."""
    at = text.find(word)
    while at >= 0:
        end, before = at + len(word), text[max(0, at - 4) : at]
        is_whole = not _goes_on(before[:-3:-1]) and not _goes_on(text[end : end + 2])
        if is_whole and not _BEGINS.search(before):
            return True
        at = text.find(word, at + 1)
    return False


def _goes_on(signs: str) -> bool:
    """Whether a word goes on with signs: a letter, or an apostrophe and a letter."""
    return bool(_LETTER.match(signs.lstrip("'’") if signs[:1] in {"'", "’"} else signs))


def _small(text: str) -> int:
    """Return how many small letters a text has."""
    if text.isascii():
        return len(text.encode("ascii").translate(None, _NOT_SMALL))
    return sum(map(str.islower, text))


def _set(subject: str, forms: list[_Form], *, headline: bool) -> str:
    out: list[str] = []
    at = 0
    small = _lists().small
    for index, one in enumerate(forms):
        between = subject[at : one.start]
        begins = not _WORD.search(subject, 0, one.start) or bool(_CLAUSE.search(between))
        last = index == len(forms) - 1 and not _WORD.search(subject, one.end)
        minor = one.form in small and not (begins or last)
        capital = begins or (headline and not minor)
        out += [between, one.form[0].upper() + one.form[1:] if capital else one.form]
        at = one.end
    return "".join(out) + subject[at:]
