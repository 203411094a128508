"""Whether a surname in a text may be that of somebody else, told by the words beside it.

A surname alone counts for the person whom the cable names in full. But ``General David Jones``,
``Mrs. Jones``, ``De Jones``, ``Jones Street``, ``Jones & Co.`` and ``the Jones Act`` are not
Charles Jones. In a heading whose words all have capitals, and in a text sent in capitals, they
tell nothing, and only forms of address, firms and particles do.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from cable_edition.core.late_pattern import late
from cable_edition.core.reading.text.officer import title_of

_WORD = late(r"[\w\u0300-\u036f]+(?:['\u2019.-][\w\u0300-\u036f]+)*\.?")
_BEFORE = late(r"(?:\A|[ (\"\u201c\u2018'-])([\w\u0300-\u036f.'\u2019-]{1,40})([ -])\Z")
#: A firm: ``Jones & Co.``, ``Jones and Sons``.
_FIRM = late(
    r" (?:&|[Aa]nd|AND) (?:Co|Sons?|Bros|Brothers|Company|Partners|Associates"
    r"|CO|SONS?|BROS|BROTHERS|COMPANY|PARTNERS|ASSOCIATES)\b\.?"
)
_AFTER = late(r" ([\w\u0300-\u036f'\u2019-]{1,40})")
#: A sentence ends before the word, or a number, a mark or a dash opens the text there.
_OPENS = late(r"(?:\A|[.?!:;)\"\u201d*]|--|\u2014|\u2013) ?\Z")
#: How much of a text before a place is looked at.
_REACH = 60
#: Share of words with capitals up to which they tell names whatever else there is.
_MOSTLY = 0.75
#: Share of words wholly in capitals above which a text was sent in capitals.
_SENT = 0.5
#: What a heading writes small though all else in it has capitals.
_SMALL_IN_HEADINGS = frozenset(
    {"a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "nor", "of", "off"}
    | {"on", "onto", "or", "over", "per", "than", "the", "to", "up", "upon", "via", "vs", "with"}
)
_SENTENCE_ENDS = late(r"[.?!][)\]\"\u201d\u2019]*\s*\Z")


@cache
def listed_words(kind: str) -> frozenset[str]:
    """Return the words of a kind of the packaged list, in small letters.

    The kinds are ``address``, ``particle``, ``opener``, ``title`` and ``day``; for names that are
    proposed, ``office``, ``body``, ``says``, ``inner`` and ``elided``.
    """
    text = (files("cable_edition.core") / "data" / "namesakes.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for found, word in rows if found == kind)


def _is_capital(word: str) -> bool:
    """Whether a word is written as a name is: a capital, then small letters."""
    return word[:1].isupper() and any(char.islower() for char in word)


def _is_adverb(word: str) -> bool:
    return word.endswith(("ly", "ing", "ed"))


def tells_by_capitals(text: str) -> bool:
    """Return whether capitals tell names in a text: it is written in both cases, as sentences are.

    That is so where at most three long words of four begin with a capital, and of a text full of
    names where a small word stands among them that a heading would not write small (``met``,
    ``us``), or any small word in what ends as a sentence does. A text whose long words are mostly
    in capitals throughout was sent in capitals: one small word in it makes no sentence.
    """
    words: list[str] = _WORD.findall(text)
    long = [word for word in words if len(word) > 3]
    if sum(word[0].isupper() for word in long) <= _MOSTLY * len(long):
        return True
    if sum(word.isupper() for word in long) > _SENT * len(long):
        return False
    small = {bare for word in words if (bare := word.rstrip(".")).islower() and len(bare) > 1}
    ends = _SENTENCE_ENDS.search(text[-_REACH:]) is not None
    return bool(small) if ends else not small <= _SMALL_IN_HEADINGS


def words_of_another(
    text: str, start: int, end: int, *, own: Iterable[str] = (), capitals: bool = True
) -> str | None:
    """Return the words that make somebody else, or something else, of a surname; ``None`` if none.

    The surname is ``text[start:end]``; white space of ``text`` is folded. ``own`` are the words of
    the names of the person whose it would be, and the forms of address that the cable gives them.
    ``capitals`` is what :func:`tells_by_capitals` says of the text.
    """
    known = {word.casefold().rstrip(".") for word in own}
    known |= {word[0] for word in known if word}
    reach = max(0, start - _REACH)
    before = _BEFORE.search(text[reach:start])
    titled = title_of(text[start:end].partition(" ")[0])
    if before and not titled and not before[1].endswith(("'s", "\u2019s")):
        bare = before[1].casefold().rstrip(".")
        at = reach + before.start(1)
        if bare not in known:
            if bare in listed_words("address") or (
                bare in listed_words("particle") and before[1] != "O."
            ):
                return text[at:end]
            if capitals and _is_given_name(before[1], text[max(0, at - 4) : at]):
                return text[at:end]
    if firm := _FIRM.match(text, end):
        return text[start : firm.end()]
    after = _AFTER.match(text, end)
    if after and capitals and _is_capital(after[1]):
        bare = after[1].casefold().removesuffix("'s").removesuffix("\u2019s")
        if bare not in listed_words("day") and bare not in known:
            return text[start : after.end()]
    return None


def _is_given_name(word: str, before: str) -> bool:
    """Whether the word before a surname, which follows ``before``, may be a given name."""
    initial = len(word) == 2 and word[0].isupper() and word[1] == "."
    if not initial and not _is_capital(word):
        return False
    bare = word.casefold().rstrip(".")
    if not initial and (word.endswith(".") or title_of(word) or bare in listed_words("title")):
        return False
    if bare in listed_words("day"):
        return False
    return not (_OPENS.search(before) and (bare in listed_words("opener") or _is_adverb(bare)))
