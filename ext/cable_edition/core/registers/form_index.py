"""An index of registered forms, and the search of a text for all of them at once.

The search walks the words of a text and follows a tree of words from each that begins a form, so
its cost does not depend on how many forms there are. It knows where words end in cables: the
``&`` of ``S&R`` and the slash of ``S/CRS`` belong to the word; a possessive does not, be it
written ``Canada's`` or garbled to ``Canada,s``; neither do the garbled quotation marks of
``&task force8``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from cable_edition.core.late_methods import dataclass

if TYPE_CHECKING:
    from cable_edition.core.registers.entries import EntryKind, Form

_WORD = re.compile(r"[\w\u0300-\u036f]+")
#: A word or a sign, each with the blank before it.
_ATOM = re.compile(r" ?(?:[\w\u0300-\u036f]+|.)", re.DOTALL)
_IS_WORD = re.compile(r"[\w\u0300-\u036f]").match
_APOSTROPHES = "'\u2019"
#: An apostrophe, also as a comma, before the s of a possessive.
_POSSESSIVE = re.compile(rf"[{_APOSTROPHES},][sS](?![\w\u0300-\u036f])")
_HYPHENS = "-\u2010\u2011"
#: Signs that join what stands on both sides into one word or address.
_JOINTS = f".&@_{_APOSTROPHES}"
#: Parts of an office symbol are short (``INR/B``); a slash between longer words parts them.
_WORD_BESIDE_SLASH = 3
#: How far back a garbled opening quotation mark is looked for.
_QUOTED = 200
#: What each byte of a text in ASCII is among its words: itself, or a blank.
_AMONG_WORDS = bytes(
    code if code < 128 and _IS_WORD(chr(code)) else ord(" ") for code in range(256)
)
#: So many words are looked for one after the other.
_FEW = 8
#: For so many words it is remembered whether a form begins with them.
_REMEMBERED = 50_000


@dataclass(frozen=True, slots=True)
class Claim:
    """One form of one entry."""

    kind: EntryKind
    entry: str
    form: Form


class Place(NamedTuple):
    """A stretch of a text that one or more claims fit; ``end`` is exclusive."""

    start: int
    end: int
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class _End:
    """Where a form ends in the tree: what its ends need of the characters beside them."""

    claim: Claim
    #: Signs before the first word (``(`` of ``(SBU)``).
    prefix: str
    first: str
    last: str

    @property
    def joined_by_hyphen(self) -> bool:
        """Whether a hyphen makes one name with the next word, as in double surnames."""
        return self.claim.kind == "person"


class _Node:
    """The words so far; ``children`` by the next word or sign."""

    __slots__ = ("children", "ends")

    def __init__(self) -> None:
        self.children: dict[str, _Node] = {}
        self.ends: list[_End] = []


class FormIndex:
    """All forms of the registers, ready to be looked for."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        #: Forms as written, and forms in any case by their words in small letters.
        self._exact = _Node()
        self._folded = _Node()
        #: Words with which a form begins, each with its trees, and words with which none does.
        self._trees: dict[str, tuple[_Node, ...]] = {}
        self._others: set[str] = set()
        for claim in claims:
            self._add(claim, claim.form.text)
            if claim.form.plural and _IS_WORD(claim.form.text[-1:]):
                self._add(claim, claim.form.text + "s")

    def _add(self, claim: Claim, text: str) -> None:
        begin = _WORD.search(text)
        if begin is None:
            return
        node = self._folded if claim.form.fold else self._exact
        words = []
        for match in _ATOM.finditer(text, begin.start()):
            atom = _normal(match, begin.start())
            if word := _WORD.search(atom):
                words.append(word[0])
            key = atom.casefold() if claim.form.fold else atom
            node = node.children.setdefault(key, _Node())
        node.ends.append(_End(claim, text[: begin.start()], words[0], words[-1]))

    def places(self, text: str) -> list[Place]:
        """Return every place of ``text`` that a form fits, by start, then by end.

        ``text`` has its white space folded. Places may overlap. The cost is linear in the text
        and in the length of the longest form.
        """
        begins: dict[str, tuple[_Node, ...]] = {}
        for word in {*_words_of(text)} - self._others:
            if begun := self._trees.get(word) or self._begun_by(word):
                begins[word] = begun
        if not begins:
            # So with most paragraphs; where each word stands need not be asked.
            return []
        found: dict[tuple[int, int], list[Claim]] = {}
        addresses = _Addresses(text)
        for at, word in _places_of(begins, text):
            if not addresses.hold(at):
                for tree in begins[word]:
                    _walk(tree, text, at, found, ignore_case=tree is self._folded)
        return [Place(*span, tuple(found[span])) for span in sorted(found)]

    def _begun_by(self, word: str) -> tuple[_Node, ...]:
        """Return the trees in which a form begins with ``word``, and remember them."""
        begun = []
        for tree in (self._exact, self._folded):
            key = word.casefold() if tree is self._folded else word
            if key in tree.children or (key[-1] == "8" and key[:-1] in tree.children):
                begun.append(tree)
        if len(self._trees) + len(self._others) >= _REMEMBERED:
            self._trees.clear()
            self._others.clear()
        if begun:
            self._trees[word] = tuple(begun)
        else:
            self._others.add(word)
        return tuple(begun)


def _words_of(text: str) -> list[str]:
    """Return the words of a text; in ASCII their letters are told by a table, in less time."""
    if text.isascii():
        return text.encode("ascii").translate(_AMONG_WORDS).decode("ascii").split()
    return _WORD.findall(text)


def _places_of(words: Collection[str], text: str) -> Iterable[tuple[int, str]]:
    """Return where words stand by themselves in a text, in order, each with the word."""
    if len(words) > _FEW:
        return [(one.start(), one[0]) for one in _WORD.finditer(text) if one[0] in words]
    # For each of a few the text is looked through in less time than for where any word stands.
    return sorted((at, word) for word in words for at in _places_of_word(word, text))


def _places_of_word(word: str, text: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not (at and _IS_WORD(text[at - 1])) and not _IS_WORD(text[end : end + 1]):
            yield at
        at = text.find(word, end)


def _walk(
    node: _Node,
    text: str,
    begin: int,
    found: dict[tuple[int, int], list[Claim]],
    *,
    ignore_case: bool,
) -> None:
    """Follow the words of ``text`` from ``begin`` down the tree, and note the forms that end."""
    position = begin
    while match := _ATOM.match(text, position):
        atom = _normal(match, begin)
        if ignore_case:
            atom = atom.casefold()
        position = match.end()
        if atom[-1] == "8" and _closes_quotation(text, begin, position):
            quoted = node.children.get(atom[:-1])
            if quoted:
                _note(quoted, text, begin, position - 1, found)
        child = node.children.get(atom)
        if child is None:
            return
        node = child
        if node.ends:
            _note(node, text, begin, position, found)


def _note(
    node: _Node, text: str, begin: int, end: int, found: dict[tuple[int, int], list[Claim]]
) -> None:
    for form in node.ends:
        start = begin - len(form.prefix)
        if (
            (not form.prefix or text.startswith(form.prefix, max(start, 0)))
            and _begins(text, start, form)
            and _ends(text, end, form)
        ):
            found.setdefault((start, end), []).append(form.claim)


def _normal(match: re.Match[str], begin: int) -> str:
    """Return a word or sign, apostrophes alike: also the comma of ``Prime Minister,s Office``."""
    atom = match[0]
    if atom == "\u2019":
        return "'"
    if atom == "," and match.start() > begin and _POSSESSIVE.match(match.string, match.start()):
        return "'"
    return atom


def _closes_quotation(text: str, begin: int, end: int) -> bool:
    """Whether the 8 before ``end`` is a garbled quotation mark that an ``&`` opened before."""
    if end - begin < 2 or not text[end - 2].isalpha():
        return False
    opening = text.rfind("&", max(0, begin - _QUOTED), begin)
    return opening >= 0 and (opening == 0 or not _IS_WORD(text[opening - 1]))


def _begins(text: str, start: int, form: _End) -> bool:
    """Whether a word begins at ``start``, so that the form is not the rest of another word."""
    if start <= 0:
        return start == 0
    before = text[start - 1]
    if _IS_WORD(before):
        return False
    if start < 2 or not _IS_WORD(text[start - 2]):
        return True
    if before in _HYPHENS:
        return not form.joined_by_hyphen and not form.first[0].islower()
    if before == "/":
        left = start - 1 - _word_start(text, start - 1)
        return left >= _WORD_BESIDE_SLASH and len(form.first) >= _WORD_BESIDE_SLASH
    if before == ",":
        return not _POSSESSIVE.match(text, start - 1)
    return before not in _JOINTS


def _ends(text: str, end: int, form: _End) -> bool:
    """Whether a word ends at ``end``; a possessive s may follow."""
    after = text[end : end + 1]
    if not after:
        return True
    if _IS_WORD(after):
        # Only the 8 of a garbled quotation mark is let through by the caller.
        return after == "8" and not _IS_WORD(text[end + 1 : end + 2])
    if not _IS_WORD(text[end + 1 : end + 2]):
        return True
    if after in _HYPHENS:
        return not form.joined_by_hyphen and not form.last[0].islower()
    if after == "/":
        right = _WORD.match(text, end + 1)
        long_enough = right is not None and len(right[0]) >= _WORD_BESIDE_SLASH
        return long_enough and len(form.last) >= _WORD_BESIDE_SLASH
    if after in _APOSTROPHES:
        return _POSSESSIVE.match(text, end) is not None
    return after not in _JOINTS


def _word_start(text: str, end: int) -> int:
    """Return where the word that ends at ``end`` starts, looking back no further than needed."""
    start = end
    while start > max(0, end - _WORD_BESIDE_SLASH) and _IS_WORD(text[start - 1]):
        start -= 1
    return start


class _Addresses:
    """The web and mail addresses of a text, in which no form is looked for."""

    def __init__(self, text: str) -> None:
        self._spans: list[tuple[int, int]] = []
        if "://" in text or "@" in text or "www." in text:
            start = 0
            for run in text.split(" "):
                if "://" in run or "@" in run or "www." in run:
                    self._spans.append((start, start + len(run)))
                start += len(run) + 1
        self._next = 0

    def hold(self, position: int) -> bool:
        """Whether ``position`` is inside an address; positions are asked for in rising order."""
        spans = self._spans
        while self._next < len(spans) and spans[self._next][1] <= position:
            self._next += 1
        return self._next < len(spans) and spans[self._next][0] <= position
