"""Quotations and their right answers, for the command and for the page alike."""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """A quotation, the edition it is asked of, and the answer.

    ``places`` are ``CABLE#ANCHOR``, with ``-ANCHOR`` for the last where it is another one.
    ``changed`` has for each change the quoted words and those of the cable.
    """

    text: str
    verdict: str
    places: tuple[str, ...] = ()
    changed: tuple[tuple[str, str], ...] = ()
    edition: str = "first"


_ONE = "05OTTAWA286"


def _first(text: str, verdict: str, anchor: str = "", *changed: tuple[str, str]) -> Row:
    return Row(text, verdict, (f"{_ONE}#{anchor}",) if verdict != "absent" else (), changed)


def _all(text: str, verdict: str, places: str = "", *changed: tuple[str, str]) -> Row:
    return Row(text, verdict, tuple(places.split()), changed, "everything")


TABLE = (
    # Word for word, and with the liberties of those who quote.
    _first(
        "Wright expressed special interest in continuing collaboration on joint training exercises",
        "exact",
        "p6",
    ),
    _first(
        '"Wright expressed special interest in continuing collaboration on joint training '
        'exercises, increasing interoperability, and the sharing of lessons learned."',
        "exact",
        "p6",
    ),
    _first(
        "“WRIGHT EXPRESSED SPECIAL INTEREST … the sharing of lessons learned”",
        "exact",
        "p6",
    ),
    _first("[Wright] expressed special interest in continuing collaboration", "exact", "p6"),
    _first("6. (SBU) Wright expressed special interest in continuing", "exact", "p6"),
    _first("[T]he consultations were extremely useful for both sides", "exact", "p3"),
    _first("the consultation[s] were extremely useful for both side[s]", "exact", "p3"),
    _first("The consultations (were) extremely useful — for both ‘sides’!", "exact", "p3"),
    _first(
        "Canada shares the U.S. view that post-conflict reconstruction [...] is too important",
        "exact",
        "p4",
    ),
    _first(
        "we should continue our consultations ... We should continue to consult with the Canadians",
        "exact",
        "p14",
    ),
    _first(
        "anticipates working with international partners. [...] S/CRS will focus on engaging with "
        "those partners [allies and others] who will likely be different",
        "exact",
        "p8",
    ),
    _first("START will be a reality by the fall (emphasis added)", "exact", "p1"),
    _first(
        "The consultations were extremely useful for both sides.\n\n4. (C) Assistant Deputy "
        "Minister Wright began",
        "exact",
        "p3-p4",
    ),
    _first("S/CRS Ambassador Pascual's Ottawa Consultations: Seeking Collaboration", "exact"),
    # A number with commas that the cable has without.
    _first("E.O. 12,958: DECL", "exact"),
    # Few words.
    _first("the same lessons", "exact", "p4"),
    _first("leaven for a multilateral loaf", "exact", "p7"),
    _first("Visit Canada's Classified Web Site", "exact", "u1"),
    _first("interoperability", "exact", "p6"),
    _first("the same mistakes", "absent"),
    _first("leaven for a bilateral loaf", "absent"),
    # As emended, as transmitted, and a change beside.
    _first("a “global peace and security fund” to provide resources", "exact", "p4"),
    _first("a &global peace and security fund8 to provide resources", "emended", "p4"),
    _first('an interagency "task force" approach -- along the lines of S/CRS', "exact", "p9"),
    _first("an interagency &task force8 approach -) along the lines of S/CRS", "emended", "p9"),
    _first("interagency &task force8", "emended", "p9"),
    _first(
        "an interagency &task force8 approach along the lines of S/CRS to worse coordinate",
        "altered",
        "p9",
        ("worse", "better"),
    ),
    # Altered.
    _first(
        "Canada shares the American view that post-conflict reconstruction and stabilization is "
        "too important to leave to chance",
        "altered",
        "p4",
        ("American", "U.S"),
    ),
    _first(
        "The consultations were extremely useless for both sides. Assistant Deputy Minister Wright",
        "altered",
        "p3-p4",
        ("useless", "useful"),
    ),
    _first(
        "Wright also noted that the government was not considering establishing a global peace "
        "fund",
        "altered",
        "p4",
        ("not", ""),
        ("fund", "and"),
    ),
    _first(
        "the government was considering a global peace and security fund to provide resources",
        "altered",
        "p4",
        ("", "establishing"),
    ),
    _first("be made by an inter-agency team, he claimed", "altered", "p4", ("claimed", "said")),
    _first("Asia feels it is continually relearning the same lessons", "altered", "p4",
           ("Asia", "Canada")),
    _first(
        "Canada feels it is continually relearning the same lessons, and after Bosnia, Rwanda, "
        "Haiti, Iraq, and the tsunami, should by now have",
        "altered",
        "p4",
        ("Rwanda", "Kosovo"),
        ("Iraq", "Afghanistan"),
    ),
    _first(
        "Wright was keenly interested in how our navy colleagues have accepted the old concept and "
        "how far they intend to go to form integrated civil-military teams. He was also interested "
        "in how we intend to integrate CIDA into planning.",
        "altered",
        "p5",
        ("navy", "military"),
        ("old", "new"),
        ("they", "we"),
        ("CIDA", "USAID"),
    ),
    # Not here.
    _first("the war is a mistake that the Prime Minister will come to regret", "absent"),
    _first("nothing in this sentence stands in any of the cables here", "absent"),
    _first("…", "absent"),
    _first("the the the the the the the the the the the the", "absent"),
    # Several cables, an edition with other witnesses, and what an editor withholds.
    _all("The base text has all of its words. The other copy", "exact", "06ROME2190#p1-p2"),
    _all("in a hotel near the border", "absent"),
    # What may be left out: letters of a list, a heading, a hyphen at the end of a line.
    _all(
        "what the Harbor Office needs: drawings of the new lamp; two engineers for a summer",
        "exact",
        "05ROME1180#p3",
    ),
    _all("drawings of the new lamp; B. two engineers for a summer", "exact", "05ROME1180#p3"),
    _all("the new lamp; two engineers", "exact", "05ROME1180#p3"),
    _all(
        "Both sides initialled it on April 5. XXXXXXXXXXXX, a keeper of thirty years",
        "exact",
        "05ROME1180#p5-p6",
    ),
    _all("Isola Piccola waits for the draw-\nings (ref B)", "exact", "05ROME1180#p2"),
    # A heading left out beside letters that are kept, and beside emended words as transmitted.
    _all(
        "A. drawings of the new lamp; B. two engineers for a summer [...] Both sides initialled it "
        "on April 5. XXXXXXXXXXXX, a keeper of thirty years",
        "exact",
        "05ROME1180#p3-p6",
    ),
    _all(
        "copy the &seven harbors8 model, and asked who would pay for it (ref B). End Summary. Roe "
        "met Harbor Master Lucia Ferrandini",
        "emended",
        "05ROME301#p1-p2",
    ),
    # A word beside emended ones as transmitted is changed.
    _all(
        "the moth no longer, so they cannot tell which they mean",
        "altered",
        "08ROME405#p2",
        ("so", "for"),
    ),
    # Words of other witnesses alone.
    _all("three engineers for a summer", "exact", "05ROME1180#p3"),
    _all(
        "drawings of the new lamp; three engineers for a winter; a letter for the Ministry",
        "altered",
        "05ROME1180#p3",
        ("winter", "summer"),
    ),
)  # fmt: skip
