"""What makes the reading of a body doubtful: marks of no kind, lines before it, an end that is cut.

Nothing but a portion mark is decided by it, and that only where a copy's slip leaves one reading.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from cable_edition.core.late_pattern import late
from cable_edition.core.reading.text.marking import Mark
from cable_edition.core.reading.text.officer import title_of
from cable_edition.core.reading.text.patterns import ends_sentence
from cable_edition.core.reading.text.signoff import NOT_NAMES
from cable_edition.core.reading.text.view import Lift

if TYPE_CHECKING:
    from cable_edition.core.cable.model import Paragraph
    from cable_edition.core.reading.text.closing import Ending
    from cable_edition.core.reading.text.numbering import Start
    from cable_edition.core.reading.text.view import View

#: Capitals and digits in brackets, or the letters of a mark with one bracket left.
_BRACKETS = late(
    r"[(\[{<][ ]?(?P<inner>[A-Z0-9][A-Z0-9 /\\,;:?.*-]{0,12}?)[ ]?[)\]}>]+[ ]{0,2}"
    r"|\((?P<open>(?:TS|SBU|S|C|U)[/0?,;:*]{1,2})[ ]{1,2}(?=[A-Z\"])"
    r"|(?P<shut>TS|SBU|S|C|U)[ ][)\]][ ]{0,2}"
)
#: Digits that scans give for letters of marks.
_LETTERS = str.maketrans("53801", "SBBOI")
_MARKS = frozenset({"U", "C", "S", "TS", "SBU", "LOU", "FOUO"})
_SPELT = {"SECRET": "S", "CONFIDENTIAL": "C", "UNCLAS": "U", "TOPSECRET": "TS"}
_CAVEATS = frozenset({"NF", "NOFORN", "SBU"})
_NO_LETTER = late(r"[^A-Z]+")


def with_garbled_marks(view: View, starts: list[Start]) -> list[Start]:
    """Return ``starts`` with the marks that a copy garbled, each told.

    One that leaves one reading is taken (``(SB U)``, ``(5BU)``, ``(S///NF)``). Another one stays
    in the text; it is told where other paragraphs have marks.
    """
    marked = any(one.mark for one in starts)
    found = []
    for one in starts:
        match = None if one.mark else _BRACKETS.match(view.work, one.end)
        if match:
            inner = match["inner"] or match["open"] or match["shut"]
            meant = _meant(inner)
            written = view.fold(*match.span())
            if meant:
                mark = Mark(f"({meant})", one.end, match.start() + len(match[0].rstrip(" ")))
                one = one._replace(mark=mark)  # noqa: PLW2901
                view.problem("mark-garbled", f"{written!r} is read as {mark.text}", mark.start)
            elif marked and match["inner"]:
                message = f"{written!r} stands where a portion mark does, and is none"
                view.problem("mark-garbled", message, one.end)
        found.append(one)
    return found


def _meant(inner: str) -> str | None:
    """Return the only mark that garbled words can be, or ``None``."""
    parts = [one for one in _NO_LETTER.split(inner.replace(" ", "").translate(_LETTERS)) if one]
    if not parts or len(parts) > 2:
        return None
    bare = inner.replace(" ", "")
    if bare in _SPELT:
        return _SPELT[bare]
    level, caveat = parts[0], parts[1] if len(parts) > 1 else ""
    level = level.removesuffix("O") if level in {"CO", "UO", "SO"} else level
    if level not in _MARKS:
        return None
    if not caveat:
        return level
    return f"{level}//{caveat}" if caveat in _CAVEATS else None


#: How a line on an officer, a drafter or a clearance begins that has no label of its own.
_ON_OFFICER = late(
    r"\(?(?:DRAFTED|APPROVED|CLEARED|CLEARANCES?|AUTHORI[TZ]|CLASSIF|BY|FROM|DERIVED)",
    re.IGNORECASE,
)
#: A line of so many words may be a name with its title.
_MOST_WORDS = 8


def doubt_first(view: View, paragraphs: list[Paragraph]) -> None:
    """Tell of a line that stands as a paragraph before paragraph 1 and may be a field."""
    if len(paragraphs) < 2 or paragraphs[0].n is not None or paragraphs[1].n is None:
        return
    passage = paragraphs[0].passage
    words = passage.text
    if not words:
        return
    unended = not ends_sentence(words, len(words) - 1)
    titled = len(words.split()) <= _MOST_WORDS and any(map(title_of, words.split()))
    if unended or titled or _ON_OFFICER.match(words):
        message = f"no rule knows the line {words[:80]!r}; it stands as a paragraph"
        view.problem("between-fields", message, passage.spans[0].start)


#: What a text ends with although no sentence does: a rule, words withheld, a list's last item.
_END = late(r"(?:[-=_*~#>/]|X{4}|\d%?|\.\.)\Z")


def doubt_end(view: View, paragraphs: list[Paragraph], ending: Ending, *, signed: bool) -> None:
    """Tell of a body that ends in the middle of a sentence, or with nothing after its last one.

    ``signed`` is false where the form has no sign-off.
    """
    if not paragraphs or ending.signature or ending.lines:
        return
    last = paragraphs[-1]
    words = last.passage.text
    if not words or (view.flat and signed and _doubt_name(view, last)):
        return
    if ends_sentence(words, len(words) - 1) or _END.search(words):
        # Fragments and parts of records are seldom whole; what has its header should be.
        if last.n is not None and signed and view.start:
            message = "neither a sign-off nor an end mark was found"
            view.problem("no-signature", message, last.passage.spans[-1].end - 1)
        return
    kind = last.blocks[-1].kind if last.blocks else "text"
    small = words.rpartition(" ")[2][:1].islower()
    if kind != "text" or words.count(" ") < 2:
        return
    at = last.passage.spans[-1].end - 1
    if small or view.capitals:
        message = f"the text ends in the middle of a sentence: {words[-60:]!r}"
        view.problem("breaks-off", message, at)
    elif last.n is not None and signed and view.start:
        message = f"neither a sign-off nor an end mark was found; the last words: {words[-60:]!r}"
        view.problem("no-signature", message, at)


#: Capitals between two sentences of a run of text.
_NAME = late(r"[.!?][\"')]?[ ](?P<name>[A-Z][A-Z'-]{4,24})[ ](?=[A-Z(\[*][a-z*])")
#: The words in which the name may have been lost, so many characters at most.
_REACH = 4_000
_MOST_NAMES = 8


def _doubt_name(view: View, last: Paragraph) -> bool:
    """Tell of a name in the last paragraph of a run of text that may be the sign-off.

    It begins a sentence, in capitals, and stands nowhere else in the text, as short names of
    offices do.
    """
    if view.capitals:
        return False
    words = last.passage.text[-_REACH:]
    for match in islice(_NAME.finditer(words), _MOST_NAMES):
        name = match["name"]
        if name not in NOT_NAMES and view.text.count(name) == 1:
            at = view.text.index(name)
            rest = words[match.end() : match.end() + 60]
            view.problem("text-below", f"{name} may be the sign-off, with text below: {rest!r}", at)
            return True
    return False


#: A form feed right between two letters, or after a hyphen.
_CUT = late(r"(?<=[A-Za-z])(?P<sign>-?)(?P<gap>\f)(?=[a-z])")
_BEFORE = late(r"[A-Za-z]{1,30}\Z")
_AFTER = late(r"[a-z]{1,30}")
#: More of them are not looked at: a copy that has more lost all its blanks to them.
_MOST_CUTS = 200


def join_cut_words(view: View) -> None:
    """Join the words that the end of a page cut in two, where the text has them whole elsewhere.

    Another one is told.
    """
    text = view.text
    if "\f" not in text:
        return
    lifts = []
    for count, match in enumerate(_CUT.finditer(text, view.start)):
        if count == _MOST_CUTS:
            break
        gap = match.start("gap")
        before = _BEFORE.search(text, max(0, match.start() - 30), match.start())
        after = _AFTER.match(text, gap + 1)
        first, rest = before[0] if before else "", after[0] if after else ""
        if not match["sign"] and f"{first}{rest}" in text:
            lifts.append(Lift(gap, gap + 1, "blank", glue=True))
            continue
        message = f"a page ends between {first + match['sign']!r} and {rest!r}: perhaps in a word"
        view.problem("word-cut", message, gap)
    if lifts:
        view.lift(lifts)


#: A hyphen at the end of a line between small letters, and where a text has lost its lines.
_BROKEN = late(r"-\n(?<=[a-z]-\n)[ ]{0,20}+(?=[a-z])")
_BROKEN_IN_RUN = late(r"- (?<=[a-z]- )(?=[a-z])(?!(?:and|or|to|versus|but|nor|through)\b)")
_HYPHEN_IN_LEFT = re.compile(r"-(?<!--)(?!-)")
_WHOLE_BEFORE = late(r"[A-Za-z]{1,30}\Z")
#: The fewest letters of a word that another place can show.
_FEWEST = 5
#: So much of a text is looked at for it.
_LOOKED_AT = 65_536


def join_broken_words(view: View, begin: int) -> None:
    """Join the words that a hyphen at the end of a line cuts, as they stand elsewhere in the text.

    The hyphen goes where the word stands without one, and stays where it stands with it. Both are
    told, and so are those that the text has nowhere else or in both ways, which stay as they are.
    """
    # A rule has many hyphens in a row; most texts have no other.
    if not _HYPHEN_IN_LEFT.search(view.left):
        return
    work = view.work
    lowered = work[begin : begin + _LOOKED_AT].lower()
    lifts: list[Lift] = []
    joined: list[tuple[int, str]] = []
    kept: list[tuple[int, str]] = []
    pattern = _BROKEN_IN_RUN if view.flat else _BROKEN
    for match in islice(pattern.finditer(work, begin), _MOST_CUTS):
        at, after = match.start(), match.end()
        before, rest = (
            _WHOLE_BEFORE.search(work, max(begin, at - 30), at),
            _AFTER.match(work, after),
        )
        if not before or not rest:
            continue
        first, last = before[0].lower(), rest[0]
        written = work[before.start() : rest.end()]
        whole = len(first + last) >= _FEWEST and _stands(lowered, first + last)
        parted = _stands(lowered, f"{first}-{last}")
        if whole == parted:
            kept.append((at, written))
            continue
        lifts.append(Lift(at if whole else at + 1, after, "separator", glue=True))
        joined.append((at, written))
    if lifts:
        view.lift(lifts)
    if joined:
        more = f", and {len(joined) - 1} more" if len(joined) > 1 else ""
        message = f"a line ends in {' '.join(joined[0][1].split())!r}{more}: one word, as elsewhere"
        view.problem("word-cut", message, joined[0][0])
    if kept:
        more = f", and in {len(kept) - 1} more" if len(kept) > 1 else ""
        message = f"a line ends after the hyphen of {' '.join(kept[0][1].split())!r}{more}"
        view.problem("word-cut", message, kept[0][0])


def _stands(text: str, word: str) -> bool:
    """Tell whether a word stands in a text by itself."""
    at = text.find(word)
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(word) : at + len(word) + 1]
        if not (before.isalpha() or before == "-" or after.isalpha()):
            return True
        at = text.find(word, at + 1)
    return False
