"""Classification levels and portion marks, in words.

Levels after E.O. 12958, section 1.3 (1.2 as amended by E.O. 13292); SBU and LIMITED OFFICIAL USE
are handling marks, not levels.
"""

from __future__ import annotations

#: Mark without parentheses -> meaning.
MARKS: dict[str, str] = {
    "U": "Unclassified",
    "SBU": "Sensitive But Unclassified",
    "LOU": "Limited Official Use",
    "C": "Confidential",
    "S": "Secret",
    "TS": "Top Secret",
}
#: Suffix after one or two slashes -> meaning.
CAVEATS: dict[str, str] = {"NF": "no foreign nationals", "N": "no foreign nationals"}


def mark_meaning(mark: str) -> str:
    """Return the meaning of a portion mark such as ``(S//NF)``; empty if it is not known."""
    level, _, caveat = mark.strip("()").replace("//", "/").partition("/")
    meaning = MARKS.get(level.strip(), "")
    if meaning and caveat:
        meaning += f", {CAVEATS.get(caveat.strip(), caveat.strip())}"
    return meaning
