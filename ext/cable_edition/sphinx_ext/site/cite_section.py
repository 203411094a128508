"""The part of a cable's page that says how to cite it.

It is complete without a script: the references to the cable, the forms that point to a paragraph
with ``N`` for its number, and the data for other programs. The script of the Cite control fills the
same forms in, so references are made in one place.
"""

from __future__ import annotations

import json
from html import escape

from cable_edition.core.citations.bibtex import bibtex
from cable_edition.core.citations.item import STAND_INS, VIEW, CitedCable, csl_item
from cable_edition.core.citations.patterns import ENTRIES, PINPOINTS, labels, runs
from cable_edition.core.citations.ris import ris
from cable_edition.core.words import is_translated, marked, say

#: Form -> its name for readers.
NAMES = {
    "chicago-note": marked("Chicago, note"),
    "chicago": marked("Chicago, bibliography"),
    "mla-text": marked("MLA, in the text"),
    "mla": marked("MLA, works cited"),
    "apa-text": marked("APA, in the text"),
    "apa": marked("APA, reference list"),
}
_N = "<var>N</var>"


def _slot(name: str, shown: str = "") -> str:
    return f'<span data-slot="{name}">{shown}</span>'


_SLOTS = {
    STAND_INS.fragment: _slot("fragment"),
    STAND_INS.place: _slot("place"),
    STAND_INS.view: _slot("view", VIEW),
}


def _form(item: CitedCable, form: str) -> str:
    parts = []
    for run in runs(item, form):
        if run.kind == "text":
            parts.append(escape(run.text, quote=False))
        elif run.kind == "slanted":
            parts.append(f"<i>{escape(run.text, quote=False)}</i>")
        elif run.kind == "fragment":
            parts.append(_slot("fragment", f"#p{_N}"))
        else:
            found = labels(item, form)
            data = "".join(
                f' data-{name}="{escape(value, quote=True)}"'
                for name, value in zip(found._fields, found, strict=True)
            )
            parts.append(f'<span data-slot="at"{data}>{found.before}{found.one} {_N}</span>')
    return "".join(parts)


def _data(name: str, form: str, text: str, sent: str) -> str:
    shown = escape(text, quote=False)
    for stand_in, slot in _SLOTS.items():
        shown = shown.replace(stand_in, slot)
    return (
        f"<details><summary>{name}</summary>"
        f'<pre data-cite="{form}" tabindex="0"{sent}>{shown}</pre></details>\n'
    )


def _row(item: CitedCable, form: str, sent: str) -> str:
    name = escape(say(NAMES[form]))
    return f'<dt>{name}</dt><dd data-cite="{form}"{sent}>{_form(item, form)}</dd>\n'


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


def cite_section(item: CitedCable, guide: str, sent: str) -> str:
    """Return the section as HTML; ``guide`` is the address of the chapter on citing, or empty.

    ``sent`` has the attributes of words of a cable, which references are made of.
    """
    cable = escape(item.id)
    page = escape(item.address or item.page.rpartition("/")[2], quote=True)
    more = ""
    if guide:
        link = f'<a href="{escape(guide, quote=True)}">{escape(say("how to cite"))}</a>'
        more = " " + say("See {link}.", link=link)
    told = say(
        "A paragraph is cited by its number: {paragraph}, a range as {range}. Its address is that "
        "of this page with {anchor}: {address}.",
        paragraph=f"<b>{cable}, ¶ {_N}</b>",
        range=f"<b>{cable}, ¶¶ 4-6</b>",
        anchor=f"<code>#p{_N}</code>",
        address=f'<span class="cable-cite-address">{page}#p{_N}</span>',
    )
    below = escape(_of_version(item.edition.version), quote=False)
    # References are in English, and so are the names of their forms where none is translated.
    each, sent_all = (sent, "") if is_translated() else ("", sent)
    whole = "".join(_row(item, form, each) for form in ENTRIES)
    places = "".join(_row(item, form, each) for form in PINPOINTS)
    control = escape(say("Cite a place or the words that you selected"))
    data = json.dumps(csl_item(item, STAND_INS), ensure_ascii=False, indent=2)
    return (
        f'<section class="cable-cite" id="cite" aria-labelledby="cite-title" data-id="{cable}" '
        f'data-address="{escape(item.address, quote=True)}" '
        f'data-page="{escape(item.page, quote=True)}" '
        f'data-version="{escape(item.edition.version, quote=True)}">\n'
        f'<h2 id="cite-title">{escape(say("Cite this cable"))}</h2>\n'
        f"<p>{told} {below}{more}</p>\n"
        '<p class="cable-cite-any" hidden><a class="cable-cite-link" href="#cite" data-place="any">'
        f"{control}</a></p>\n"
        f"<h3>{escape(say('The cable'))}</h3>\n<dl{sent_all}>\n{whole}</dl>\n"
        f"<h3>{escape(say('A paragraph'))}</h3>\n<dl{sent_all}>\n{places}</dl>\n"
        f"<h3>{escape(say('For other programs'))}</h3>\n"
        + _data("BibTeX", "bibtex", bibtex(item, STAND_INS), sent)
        + _data("RIS", "ris", ris(item, STAND_INS).replace("\r\n", "\n"), sent)
        + _data("CSL-JSON", "csl", f"[{data}]\n", sent)
        + "</section>\n"
    )
