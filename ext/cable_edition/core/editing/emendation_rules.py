"""The rules of emendation, each with its reason, and what the mechanical ones propose.

A rule never changes a text. It says what kind of change an editor may list, and where it finds
places of its kind it proposes them. What is applied stands in the sidecar, place by place.

The marks that are restored are the plain ones of the telegraphic character set, ``'``, ``"`` and
``--``, for these are what sound places of the same cables have: the whole edition has one
form for each mark, and none is restored in a form that no cable uses.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from cable_edition.core.late_methods import dataclass
from cable_edition.core.late_pattern import late

Certainty = Literal["certain", "probable", "possible"]
CERTAINTIES: tuple[Certainty, ...] = ("certain", "probable", "possible")

APOSTROPHE = "'"
QUOTATION_MARK = '"'
DASH = "--"

#: Names of signs that the HTML Standard (13.5, "Named character references") reads without a
#: semicolon too, and that English words begin with or are.
_ENTITIES = {
    "not": "\u00ac",
    "sect": "\u00a7",
    "para": "\u00b6",
    "reg": "\u00ae",
    "copy": "\u00a9",
    "cent": "\u00a2",
    "curren": "\u00a4",
    "deg": "\u00b0",
    "pound": "\u00a3",
    "divide": "\u00f7",
    "times": "\u00d7",
    "yen": "\u00a5",
    "macr": "\u00af",
}

_CABLEMAP = (
    "cablemap, tests/test_reader_references_ng.py and test_reader_tags.py "
    "(10SANAA317, 08USUNNEWYORK1092)"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of emendation.

    ``changes`` are the pairs (source characters, edition characters) that the rule covers; a rule
    without any, conjecture, covers whatever the editor decides. ``source`` says where the rule
    was seen to hold.
    """

    id: str
    name: str
    reason: str
    source: str
    certainty: Certainty
    changes: frozenset[tuple[str, str]] = frozenset()

    @property
    def mechanical(self) -> bool:
        """Whether the rule mends what a machine did, not what a writer wrote."""
        return bool(self.changes)


def _rule(
    id_: str,
    name: str,
    reason: str,
    source: str,
    *,
    changes: frozenset[tuple[str, str]] = frozenset(),
    certainty: Certainty = "certain",
) -> tuple[str, Rule]:
    return id_, Rule(id_, name, reason, source, certainty, changes)


#: All rules by id, in the order of the textual policy.
RULES: dict[str, Rule] = dict(
    (
        _rule(
            "comma-apostrophe",
            "comma for apostrophe",
            "The curly apostrophe of a word processor became a comma on the way to the telegraphic "
            "character set. A comma between two letters without a blank is explained by nothing "
            "else.",
            _CABLEMAP,
            changes=frozenset({(",", APOSTROPHE)}),
        ),
        _rule(
            "ampersand-quotes",
            "& and 8 for quotation marks",
            "The curly quotation marks of a word processor became & at the start and 8 at the end "
            "of the quoted words. A genuine & stands between two letters or two blanks. Where a "
            "program took & and the letters behind it for the name of a sign in HTML, that sign "
            "stands for both: ¬ for &not.",
            "05OTTAWA286, ¶¶ 4, 9 and 11; HTML Standard, 13.5, names without a semicolon",
            changes=frozenset(
                {("&", QUOTATION_MARK), ("8", QUOTATION_MARK)}
                | {(sign, QUOTATION_MARK + name) for name, sign in _ENTITIES.items()}
            ),
        ),
        _rule(
            "paren-dash",
            ")- for a dash",
            "The dash of a word processor became )- and stands between blanks, where no "
            "parenthesis is open.",
            "05OTTAWA286, ¶ 8",
            changes=frozenset({(")-", DASH)}),
        ),
        _rule(
            "dash-paren",
            "-) for a dash",
            "The dash of a word processor became -) and stands between blanks; in ¶ 9 of "
            "05OTTAWA286 its pair is a sound --.",
            "05OTTAWA286, ¶¶ 8 and 9",
            changes=frozenset({("-)", DASH)}),
        ),
        _rule(
            "conjecture",
            "conjecture",
            "The writer seems to have made a slip. The editors say what was probably meant; "
            "nothing but the sense speaks for it.",
            "the judgement of the editors",
            certainty="probable",
        ),
    )
)


class Change(NamedTuple):
    """A proposed change of ``source``, at ``start`` of a folded text, to ``reading``."""

    start: int
    source: str
    reading: str
    rule: str

    @property
    def end(self) -> int:
        """Where the changed characters end."""
        return self.start + len(self.source)


_COMMA = late(r"(?<=[^\W_]),(?=(?:[sSdDtTmM]|ll|LL|re|RE|ve|VE)(?![^\W_8]))")
_PAREN_DASH = late(r"(?<= )\)-(?= )")
_DASH_PAREN = late(r"(?<= )-\)(?= )")
#: An opening mark before a word, or a closing one after a letter or a stop. A sign that was made of
#: the mark and of letters may be a word by itself.
_SIGNS = "".join(_ENTITIES.values())
_QUOTES = late(
    rf"(?<![^\s(\[/-])(?:&(?=[^\W\d_])|[{_SIGNS}](?= ?[^\W\d_]))"
    r"|(?:(?<=[^\W\d_])|(?<=[^\W\d_][.,!?]))8(?![^\W_])"
)
_READ = {sign: QUOTATION_MARK + name for name, sign in _ENTITIES.items()}
_SMALL = late(r"[^\W\d_A-Z][.,!?]?\Z")
#: Words like these end in a sound 8.
_SOUND_8 = late(r"(?:^|[^\w&])[GPgp]8\Z")


def proposals(text: str) -> list[Change]:
    """Return what the mechanical rules propose in a folded text, in order.

    A pair of quotation marks is proposed as two changes, and only where both of its marks are
    found. Linear in the length of the text.
    """
    found = [Change(m.start(), ",", APOSTROPHE, "comma-apostrophe") for m in _COMMA.finditer(text)]
    found += [Change(m.start(), ")-", DASH, "paren-dash") for m in _PAREN_DASH.finditer(text)]
    found += [Change(m.start(), "-)", DASH, "dash-paren") for m in _DASH_PAREN.finditer(text)]
    found += _quotation_marks(text)
    return sorted(found)


def unpaired_marks(text: str) -> list[int]:
    """Return where an ``8`` behind small letters closes what nothing opens, for an editor."""
    return [
        at
        for at, opened in _marks(text)
        if opened is None and _SMALL.search(text, max(0, at - 2), at)
    ]


def _quotation_marks(text: str) -> Iterator[Change]:
    for at, opened in _marks(text):
        if opened is None:
            continue
        sign = text[opened]
        yield Change(opened, sign, _READ.get(sign, QUOTATION_MARK), "ampersand-quotes")
        yield Change(at, "8", QUOTATION_MARK, "ampersand-quotes")


def _marks(text: str) -> Iterator[tuple[int, int | None]]:
    """Yield where a closing mark stands, and where its opening one does."""
    opened: int | None = None
    for match in _QUOTES.finditer(text):
        if match[0] != "8":
            opened = match.start()
        elif not _SOUND_8.search(text, max(0, match.start() - 2), match.end()):
            yield match.start(), opened
            opened = None
