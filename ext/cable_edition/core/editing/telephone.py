"""Telephone numbers in running text, by the rules of libphonenumber.

A number of digits alone may be anything. It counts as a telephone number if it has the plus or the
prefix of an international call, the dashes or brackets of the North American plan, or if a word
before it says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cable_edition.core.late_pattern import late

_CUE = (
    r"\b(?:TELE(?:PHONE|FAX)?|TELS?|PHONES?|FAX|MOBILES?|MOB(?=[.:])"
    r"|CELL(?:ULAR|PHONE)?|DSN|IVG|STE|VOICE|CALL|REACHED AT|CONTACTED AT)\b\.?"
    r"(?: ?(?:NUMBERS?|NOS?\.?|NRS?\.?|OFFICE|HOME|WORK|PHONES?|IS|ARE|HIM|HER|AT|ON|#"
    r"|[:=,/]|-{1,2}|\+(?=\d))){0,5} ?"
)
_DIGITS = r"[+(]{0,2}\d(?:[-. ()/]{0,2}\d){5,16}"
#: No number has fewer digits.
_ENOUGH = late(r"\d(?:[-. ()/]{0,2}\d){5}")
#: A day, or two years: a call is made on one, and telephones were new in the others.
_TIME = late(
    r"(?:19|20)\d\d[-/. ](?:\d{1,2}[-/. ]\d{1,2}|(?:19|20)\d\d)"
    r"|\d{1,2}[-/. ]\d{1,2}[-/. ](?:19|20)\d\d|\d{1,2}/\d{1,2}/\d\d"
)
#: The ways to know one; ``words`` is the number.
_PATTERNS = (
    late(rf"{_CUE}(?P<words>{_DIGITS})(?![\w/-])", re.IGNORECASE),
    late(r"(?<![\w+./-])(?P<words>\+\(?\d(?:[-. ()/]{0,2}\d){6,15})(?![\w/-])"),
    late(
        r"(?<![\w+./-])(?P<words>(?:\+?1[-. ])?(?:\(\d{3}\) ?|\d{3}[-.])\d{3}[-.]\d{4})(?![\w/-])"
    ),
    late(r"(?<![\w+./-])(?P<words>(?:011|00)[- ]\d(?:[-. ()]{0,2}\d){7,14})(?![\w/-])"),
)
#: A telephone number of the North American plan, and so of the Department, has no country code.
_REGION = "US"
_SAID = 0


def telephone_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a telephone number begins and ends in ``text``, white space folded.

    With a word that says so a number need not be valid, for the plan of its country is not known;
    a shorter one, such as those within a city, counts too.
    """
    if _ENOUGH.search(text) is None:
        return
    for kind, pattern in enumerate(_PATTERNS):
        for match in pattern.finditer(text):
            if _TIME.fullmatch(match["words"]):
                continue
            if kind == _SAID or _is_valid(match["words"]):
                yield match.span("words")


def _is_valid(words: str) -> bool:
    # The tables of the library take a third of a second; most cables have no such number.
    import phonenumbers  # noqa: PLC0415

    written = re.sub(r"\A00[- ]", "+", words)
    try:
        number = phonenumbers.parse(written, _REGION)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_valid_number(number)
