"""Queries and their right answers: what is found in the cables, in order."""

from __future__ import annotations

from typing import NamedTuple

ONE = "05OTTAWA286"


class Query(NamedTuple):
    """A query, the edition that is asked, the places in its cables, and what the answer says.

    A place is ``CABLE#ANCHOR``, or the cable alone for its title and record. No places: none.
    """

    words: str
    places: tuple[str, ...]
    says: str = ""
    edition: str = "everything"


def _first(words: str, anchors: str, says: str = "") -> Query:
    """A query of the edition of one cable; ``-`` is the cable itself."""
    places = tuple(ONE if one == "-" else f"{ONE}#{one}" for one in anchors.split())
    return Query(words, places, says, "first")


def _all(words: str, places: str, says: str = "") -> Query:
    return Query(words, tuple(places.split()), says)


QUERIES = (
    # Acronyms, ids, names, phrases.
    _first("S&R", "p1 p2 p5 n-two-orders"),
    _first(
        "S/CRS",
        "- p1 p3 p5 p8 p9 p13 p14 n-kcrs n-hub n-resources n-follow-up",
    ),
    _first(ONE, "-"),
    _first('"knit together the efforts"', "p5"),
    _first('"efforts the together knit"', "", "stands nowhere"),
    _first("Pascual", "- p1 p3 p5 p6 p7 p8 p9 p10 p14 n-ambassador"),
    _first("PASCUAL'S", "-"),
    _first('"Reconstruction Task Force (START)"', "p1 p4"),
    _first('"Foreign Affairs"', "p1 p3 n-fac"),
    _first("judicial", "p4"),
    _first("reconstruction", "p1 p3 p4 n-office n-two-orders"),
    _first("Haiti police", "p4"),
    _first("3Ds", "p12"),
    # As transmitted and as emended.
    _first('"task force8"', "p9 p11", ""),
    _first('"Canada,s thinking"', "p10"),
    _first('"Canada\'s thinking"', "p10"),
    _first('"and it was clear"', "p9"),
    # What is not there, and what merely begins so.
    _first("Sudan", "", "“Sudan” stands nowhere"),
    _first("Chile", "", "“Chile” stands nowhere"),
    _first("intern", "", "“intern” stands nowhere"),
    _first("organ", "", "“organ” stands nowhere"),
    _first("reconstruct", "", "“reconstruct” stands nowhere"),
    _all("news", "", "“news” stands nowhere"),
    _all("S&R", "", "“S&R” stands nowhere"),
    # Other forms of a word, told.
    _all("key", "10NAPLES60#p1", "“key” itself stands nowhere; found were keys"),
    _all("Caldwick", "05ROME1181#classified-by 05ROME1181#p4"),
    _all("newspaper", "05ROME1180#p6 06ROME2190#p2"),
    _all("programme", "06NEWDELHI77#p1"),
    # Letters and accents.
    _all("Øster", "06NAPLES15#p1"),
    _all("oster", "06NAPLES15#p1"),
    _all("café", "08ROME404 06ROME5000#p3 06NAPLES14#p3 06NAPLES15#p2"),
    _all("маяк", "06NAPLES15#p1"),
    _all("מגדלור", "06NAPLES15#p2"),
    _all('"C:\\LAMPS\\OLD"', "06NAPLES14#p2"),
    _all("forty-one", "05ROME301#n-forty 06ROME5000#p2"),
    # Ids as they are and apart; a phrase through the cables; words in different paragraphs.
    _all("05ROME301", "05ROME301 06NAPLES14"),
    _all('"05 ROME 301"', "06NAPLES14"),
    _all("05 ROME 301", "05ROME301 06NAPLES14"),
    _all("05  rome 0301", "05ROME301 06NAPLES14"),
    _all("05 LAGOS 301", "", "“LAGOS” stands nowhere"),
    _all(
        '"harbor office"',
        "05ROME301#p1 05OTTAWA900#p1 05ROME1180#p3 05ROME1180#p7 06ROME5000#p2 06STATE44100#p2 "
        "08ROME410#p1 08ROME406#p2 09ROME211#p1",
    ),
    _all('"Italy,s Harbor Office"', "05ROME301#p1"),
    _all("letter joke", "06NAPLES14#p2", "No paragraph has all of these words"),
    _all(
        "moth",
        "08ROME405 06NEWDELHI78#u2 06NAPLES14#p1 08ROME405#p2 08NAPLES9#p2 09ROME211#p2 "
        "08ROME405#p1",
        "With “moth” its other forms were found: moths",
    ),
)
