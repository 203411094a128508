"""What must stand below a cable: how to cite it, and where it is as data."""

from __future__ import annotations

import json
import re
from itertools import chain

from cable_edition.core.citations.bibtex import bibtex
from cable_edition.core.citations.item import STAND_INS, VIEW, CitedCable, csl_item
from cable_edition.core.citations.patterns import ENTRIES, PINPOINTS, labels, runs
from cable_edition.core.citations.ris import ris
from cable_edition.core.proof.site.expected import Tokens, el, joined_by, text
from cable_edition.core.proof.site.known import Known
from cable_edition.core.proof.site.tokens import original
from cable_edition.core.words import around, is_translated, say

_NAMES = {
    "chicago": "Chicago, bibliography",
    "mla": "MLA, works cited",
    "apa": "APA, reference list",
    "chicago-note": "Chicago, note",
    "mla-text": "MLA, in the text",
    "apa-text": "APA, in the text",
}
_SLOTS = {STAND_INS.fragment: "fragment", STAND_INS.place: "place", STAND_INS.view: "view"}
_SLOT = re.compile(f"([{''.join(_SLOTS)}])")
_N = el("var", "N")


def cite_part(item: CitedCable, guide: str, sent: dict[str, str]) -> Tokens:
    """Return the section; ``guide`` is the page on citing, or empty.

    ``sent`` has the attributes of words of a cable.
    """
    page = item.address or item.page.rpartition("/")[2]
    before, after = around("See {link}.")
    link = el("a", say("how to cite"), href=guide)
    more = [*text(f" {before}"), *link, *text(after)] if guide else []
    # References are in English, and so are the names of their forms where none is translated.
    whole = {} if is_translated() else sent
    control = el(
        "a",
        say("Cite a place or the words that you selected"),
        cls="cable-cite-link",
        href="#cite",
        data_place="any",
    )
    data = json.dumps(csl_item(item, STAND_INS), ensure_ascii=False, indent=2)
    return el(
        "section",
        el("h2", say("Cite this cable"), id="cite-title"),
        el(
            "p",
            *_filled(
                say(
                    "A paragraph is cited by its number: {paragraph}, a range as {range}. Its "
                    "address is that of this page with {anchor}: {address}.",
                    paragraph="\0",
                    range="\1",
                    anchor="\2",
                    address="\3",
                ),
                el("b", f"{item.id}, ¶ ", _N),
                el("b", f"{item.id}, ¶¶ 4-6"),
                el("code", "#p", _N),
                el("span", f"{page}#p", _N, cls="cable-cite-address"),
            ),
            f" {_of_version(item.edition.version)}",
            more,
        ),
        el("p", control, cls="cable-cite-any", hidden=""),
        el("h3", say("The cable")),
        el("dl", *chain(*(_form(item, form, sent) for form in ENTRIES)), **whole),
        el("h3", say("A paragraph")),
        el("dl", *chain(*(_form(item, form, sent) for form in PINPOINTS)), **whole),
        el("h3", say("For other programs")),
        _data("BibTeX", "bibtex", bibtex(item, STAND_INS), sent),
        _data("RIS", "ris", ris(item, STAND_INS), sent),
        _data("CSL-JSON", "csl", f"[{data}]", sent),
        cls="cable-cite",
        id="cite",
        aria_labelledby="cite-title",
        data_id=item.id,
        data_address=item.address,
        data_page=item.page,
        data_version=item.edition.version,
    )


def _of_version(version: str) -> str:
    if version:
        return say(
            "The references below are to the reading text, version {version}; whoever quotes the "
            "text as transmitted says so.",
            version=version,
        )
    return say(
        "The references below are to the reading text; whoever quotes the text as transmitted "
        "says so."
    )


def _filled(message: str, *parts: Tokens) -> list[Tokens]:
    """Return a message with parts at the signs that stand for them, in the order it has them."""
    return [
        parts[ord(piece)] if piece and piece < " " else text(piece)
        for piece in re.split("([\0-\3])", message)
    ]


def _form(item: CitedCable, form: str, sent: dict[str, str]) -> tuple[Tokens, Tokens]:
    parts: Tokens = []
    for run in runs(item, form):
        if run.kind == "slanted":
            parts += el("i", original(run.text))
        elif run.kind == "fragment":
            parts += el("span", "#p", _N, data_slot="fragment")
        elif run.kind == "place":
            said = labels(item, form)
            parts += el(
                "span", f"{said.before}{said.one} ", _N, data_slot="at",
                data_before=said.before, data_one=said.one, data_many=said.many,
            )  # fmt: skip
        else:
            parts += text(original(run.text))
    as_sent = sent if is_translated() else {}
    return el("dt", say(_NAMES[form])), el("dd", parts, data_cite=form, **as_sent)


def _data(name: str, form: str, written: str, sent: dict[str, str]) -> Tokens:
    parts: Tokens = []
    for piece in _SLOT.split(written):
        slot = _SLOTS.get(piece)
        shown = VIEW if slot == "view" else ""
        parts += el("span", shown, data_slot=slot) if slot else text(original(piece))
    pre = el("pre", parts, data_cite=form, tabindex="0", **sent)
    return el("details", el("summary", name), pre)


def files_part(known: Known, cable_id: str) -> Tokens:
    """Return the line that leads to the data of a cable; empty where the site has none."""
    kinds = known.against.settings.data_kinds
    links = [
        el("a", label, href=f"data/{folder}/{cable_id}.{suffix}", type=media)
        for label, folder, suffix, media in (
            ("JSON", "json", "json", "application/json"),
            ("TEI", "tei", "xml", "application/tei+xml"),
        )
        if folder in kinds
    ]
    if not links:
        return []
    before, after = around("This cable as data: {link}.")
    return el("p", before, joined_by(", ", links), after, cls="cable-files")
