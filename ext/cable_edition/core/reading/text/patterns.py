"""Words that several rules of the cable text share: classifications, captions, sentence ends."""

from __future__ import annotations

import re


def spaced(word: str) -> str:
    """Return a pattern for a word whose letters may stand apart, also over a line end.

    Cables space the classification (``C O N F I D E N T I A L``); the copies cut it anywhere.
    """
    return r"[ \n]{0,3}".join(re.escape(letter) for letter in word if letter != " ")


#: Classification words, longest first, with the name they stand for.
CLASSIFICATIONS: tuple[tuple[str, str], ...] = (
    ("LIMITED OFFICIAL USE", "LIMITED OFFICIAL USE"),
    ("SENSITIVE BUT UNCLASSIFIED", "UNCLASSIFIED"),
    ("UNCLASSIFIED", "UNCLASSIFIED"),
    ("UNCLAS", "UNCLASSIFIED"),
    ("CONFIDENTIAL", "CONFIDENTIAL"),
    ("TOP SECRET", "TOP SECRET"),
    ("SECRET", "SECRET"),
    ("CONFIDENTIA", "CONFIDENTIAL"),
)

_NAMES = {written.replace(" ", ""): name for written, name in CLASSIFICATIONS} | {
    "UNCLASS": "UNCLASSIFIED",
    "LIMOFFUSE": "LIMITED OFFICIAL USE",
}

#: A classification however spaced; group ``class``.
CLASSIFICATION = (
    r"(?P<class>" + "|".join(spaced(written) for written, _ in CLASSIFICATIONS) + r")(?![A-Za-z])"
)


def classification_name(written: str) -> str:
    """Return the full name of a classification as written (spaced, cut or abbreviated)."""
    return _NAMES["".join(written.upper().split())]


#: Distribution and handling captions (5 FAH-2 H-440 names most; observed in cables the others).
#: A classification is never a caption.
CAPTIONS: tuple[str, ...] = (
    "SIPDIS",
    "NOFORN",
    "EXDIS",
    "NODIS",
    "LIMDIS",
    "STADIS",
    "EFTO",
    "FOUO",
    "FOR OFFICIAL USE ONLY",
    "ORCON",
    "NOCONTRACT",
    "PROPIN",
    "TERREP",
    "AIDAC",
    "CODEL",
    "ROGER CHANNEL",
    "DISSENT CHANNEL",
    "DS CHANNEL",
    "MED CHANNEL",
    "EYES ONLY",
    "CHEROKEE",
    "CONDIS",
    "VISAS DONKEY",
    "VISAS",
    "TOSEC",
    "SECTO",
    "CONTEL",
    "CORRECTED COPY",
)
_BY_LETTERS = {caption.replace(" ", ""): caption for caption in (*CAPTIONS, "SENSITIVE")}
#: A caption, perhaps spaced, that is no part of a longer word; group ``caption``.
CAPTION = (
    r"(?P<caption>"
    + "|".join(
        caption.replace(" ", "[ \n]{1,3}")
        if " " in caption and caption != "CORRECTED COPY"
        else spaced(caption)
        for caption in CAPTIONS
    )
    + r"|SENSITIVE(?! BUT))(?![A-Za-z])"
)


_APART = r"[ \n]{1,120}"
#: The declassification stamp on telegrams of the 1970s, with the reviewer's name before it or not.
REVIEW_STAMP = (
    rf"(?:[A-Z][a-z]{{1,15}}{_APART}(?:[A-Z]\.{_APART})?[A-Z][a-z]{{1,15}}{_APART})?"
    rf"Declassified/Released{_APART}US{_APART}Department{_APART}of{_APART}State{_APART}"
    rf"EO{_APART}Systematic{_APART}Review{_APART}[0-9]{{1,2}}{_APART}[A-Za-z]{{3}}{_APART}[0-9]{{4}}"
)


def caption_name(written: str) -> str:
    """Return the usual writing of a caption as found (``S I P D I S`` is ``SIPDIS``)."""
    return _BY_LETTERS["".join(written.upper().split())]


#: Words with a full stop after which no sentence ends.
ABBREVIATIONS = frozenset(
    [
        "no",
        "nos",
        "art",
        "arts",
        "para",
        "paras",
        "sec",
        "sect",
        "fig",
        "vol",
        "ch",
        "chap",
        "pp",
        "approx",
        "ca",
        "st",
        "dr",
        "mr",
        "mrs",
        "ms",
        "gen",
        "col",
        "lt",
        "maj",
        "capt",
        "sgt",
        "gov",
        "sen",
        "rep",
        "amb",
        "res",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "mt",
        "ft",
        "vs",
        "cf",
        "op",
        "g",
        "e",
    ]
)
#: The last letters of the abbreviations: most words end in none of them.
_ENDINGS = frozenset(word[-2:] for word in ABBREVIATIONS)
_LAST_WORD = re.compile(r"([A-Za-z]{1,6})\.$")


def ends_sentence(work: str, at: int) -> bool:
    """Tell whether the character at an offset of the working text ends a sentence."""
    char = work[at] if 0 <= at < len(work) else ""
    if char == ".":
        pair = work[max(at - 2, 0) : at].lower()
        if len(pair) == 2 and pair not in _ENDINGS and pair.isascii() and pair.isalpha():
            return True
        found = _LAST_WORD.search(work[max(0, at - 7) : at + 1])
        return not (found and found.group(1).lower() in ABBREVIATIONS)
    return char != "" and char in "!?:;\"')]}\u201d\u2019"
