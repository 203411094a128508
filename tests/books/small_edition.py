"""A small edition whose book has one of each: what is tried on a whole book costs little on it."""

from __future__ import annotations

from pathlib import Path

NAME = "keepers-of-the-pier"
#: The cable on which most is tried.
CABLE = "05ROME411"

#: The settings that a book prints on its first pages hold what TeX, PDF and hyperxmp would change.
_SETTINGS = r"""
title = "Keepers of the Pier"
editors = ['Mira Osterhout', 'The makers_of (the \\e\1xample, السلام عليكم']
copyright = "2026, the makers of the example"
languages = ["{language}"]
base_url = "https://pier.example/"
publisher = 'Pier_Press \e'

[site]
public_record = "https://records.example/{{id}}"

[book]
subtitle = 'Three cables, 2005: well-kept_up) \\n דברי ימי כן-לא'

[limits]
entries_per_page = {entries}
places_per_entry = {places}
cables_per_page = {cables}
"""
_CONF = """\
extensions = ["myst_parser", "cable_edition"]
smartquotes = False
nitpicky = True
myst_enable_extensions = ["attrs_block", "colon_fence", "deflist"]
exclude_patterns = ["registers"]
html_theme = "furo"
"""
_INDEX = """\
# Keepers of the Pier

```{toctree}
:hidden:

foreword
cables/index
people/index
organizations/index
glossary/index
tags/index
posts/index
classifications/index
chronology/index
references/index
emendations/index
missing/index
```
"""
_FOREWORD = """\
# Foreword

The keepers of the pier were asked "who pays?" by {cable:person}`roe-jane`, as the cable
{cable:cable}`05ROME411 <05ROME411>` has it.

## What was asked

An address: <https://pier.example/what/was/asked>.
"""
_ROME = """\
C O N F I D E N T I A L ROME 000411

SIPDIS

E.O. 12958: DECL: 04/06/2015
TAGS: EWWT, PREL, IT
SUBJECT: THE KEEPERS OF THE PIER: COORDINATOR ROE ASKS &WHO PAYS?8
REF: A. OTTAWA 77
     B. STATE 31000

Classified By: Econ Counselor Oriel Hawke for reasons 1.4 (b) and (d).

1. (C) Summary: Coordinator Jane Roe called on the keepers of the pier.
Italy,s Pier Office would like a lamp, and asked who would pay for it
(ref A). End summary.

THE LAMPS
---------

2. (SBU) Roe met Pier Master Lucia Ferrandini, who said that the old
lamps need a keeper each. She named three steps:

-- count the lamps;

-- mend those that ships use;

-- and close rest by the summer.

THE KEEPERS
-----------

3. (C) Ferrandini asked for the drawings and for a visit of engineers.
Roe said PIER would send the drawings first, and that the Pier Office
had a budget of its own, a "fund", since 1999-2004.

4. (U) The Ministry was not there; Ferrandini saw it in Naples.

Visit Embassy Rome's Web Site at http://www.example.org/rome

QUILLON
"""
_OTTAWA = """\
UNCLAS OTTAWA 000077

E.O. 12958: N/A
TAGS: EWWT, CA
SUBJECT: A LEDGER FOR THE PIER

1. Jane Roe of PIER asked the Pier Office for its ledger, see ROME 411.

2. The ledger has a line for lamps and none for keepers.

DOE
"""
_NAPLES = """\
UNCLAS NAPLES 000009

SUBJECT: A SHORT ONE

1. Lucia Ferrandini of the Pier Office has the lamp, see ROME 411.

CALDWICK
"""
_WORDS = (
    "The lamps of the pier were counted by night, and each of them was found to be one more than "
    "the ledger has. Nobody asked why."
)
_SIDECAR = """\
emendations:
  - {{at: subject, rule: ampersand-quotes, quote: "&WHO", read: '"WHO'}}
  - {{at: subject, rule: ampersand-quotes, quote: "PAYS?8", read: 'PAYS?"'}}
  - {{at: p1, rule: comma-apostrophe, quote: "Italy,s", read: "Italy's"}}
  - at: p2-3
    id: the-rest
    rule: conjecture
    quote: "close rest"
    read: "close the rest"
    certainty: possible
    reason: The article seems to have dropped out.
notes:
  - id: pier
    at: tags
    kind: fact
    text: The program of this pier was made up for this edition.
    sources: ["The makers of the example, 2026", "https://pier.example/program"]
    author: Mira Osterhout
    date: "2026-10"
  - id: lamps
    at: p2
    quote: lamps
    kind: inference
    text: >-
      {paragraphs}
    author: The makers of the example
    date: "2026-11"
  - id: keeper
    at: p2
    quote: keeper
    kind: fact
    text: >-
      A *keeper* lives on the pier, as `05OTTAWA77` says; see {{cable:par}}`¶ 1 <05OTTAWA77#p1>`.
    sources: [https://pier.example/keeper]
    author: Mira Osterhout
    date: "2026-10"
  - id: naples
    at: p4
    quote: Naples
    kind: inference
    text: Where {{cable:person}}`ferrandini-lucia` has an office.
    author: The makers of the example
    date: "2026-11"
related:
  - id: 05ROME9999
    title: A record that is not here
    date: 2005-12-31
    note: Made up.
    source: https://example.org/records/05ROME9999
"""
_PEOPLE = """\
- id: roe-jane
  name: Jane Roe
  sort: Roe, Jane
  tip: Coordinator of PIER
  office: Coordinator of PIER
  office_status: cable
  office_sources: ["05ROME411, ¶ 1"]
  forms: [Jane Roe, {text: Roe, surname: true}]
  statements:
    - text: She called on the keepers, as {cable:par}`¶ 1 <05ROME411#p1>` has it.
      status: cable
      sources: [https://pier.example/roe]
  see_also: [ferrandini-lucia]
- id: ferrandini-lucia
  name: Lucia Ferrandini
  sort: Ferrandini, Lucia
  tip: Pier master
  forms: [Lucia Ferrandini, {text: Ferrandini, surname: true}]
- id: hawke-oriel
  name: Oriel Hawke
  sort: Hawke, Oriel
  tip: Economic counselor
  spelled: [Hawk]
"""
_ORGANIZATIONS = """\
- id: pier-office
  name: Pier Office
  tip: The office that keeps the lamps
  country: Italy
  forms: [Pier Office]
"""
_GLOSSARY = """\
- id: pier
  term: PIER
  expansion: Programme of Italian and Eastern Lamps
  tip: The programme of the lamps
  status: unverified
  forms: [PIER]
  see_also: [portion-c]
- id: portion-c
  term: (C)
  expansion: Confidential
  tip: The paragraph is confidential
  status: unverified
  forms: []
"""
_TAGS = """\
- {code: EWWT, status: unverified, name: Waterborne Transport, tip: A subject, kind: subject}
- {code: PREL, status: unverified, name: External Relations, tip: A subject, kind: subject}
- {code: IT, status: unverified, name: Italy, tip: A country, kind: geographic}
- {code: CA, status: unverified, name: Canada, tip: A country, kind: geographic}
"""
_POSTS = """\
- {id: rome, code: ROME, name: Embassy Rome, tip: At Rome, forms: [Embassy Rome]}
- {id: ottawa, code: OTTAWA, name: Embassy Ottawa, tip: At Ottawa}
"""
_EVENTS = """\
- id: count
  date: "2004"
  text: The lamps are counted, "one by one".
  status: inference
  sources: ["05ROME411, ¶ 2"]
"""


def write_small_edition(
    folder: Path, language: str = "en", *, paged: bool = False, paragraphs: int = 40
) -> Path:
    """Write the edition into a folder; return its documents.

    ``paged`` divides all lists and registers after two entries, and has neither TAGS nor posts in
    its contents; ``paragraphs`` is how long the longest note is.
    """
    docs, sources = folder / "docs", folder / "source_cables"
    (docs / "registers").mkdir(parents=True)
    sources.mkdir()
    limits = {"entries": 2, "places": 2, "cables": 2} if paged else {}
    limits = {"entries": 250, "places": 200, "cables": 500, **limits}
    files = {
        folder / "edition.toml": _SETTINGS.format(language=language, **limits),
        docs / "conf.py": _CONF,
        docs / "index.md": _INDEX.replace("tags/index\nposts/index\n", "") if paged else _INDEX,
        docs / "foreword.md": _FOREWORD,
        sources / f"{CABLE}.txt": _ROME,
        sources / "05OTTAWA77.txt": _OTTAWA,
        sources / "05NAPLES9.txt": _NAPLES,
        sources / f"{CABLE}.yaml": _SIDECAR.format(
            paragraphs="\n\n      ".join([_WORDS] * paragraphs)
        ),
        docs / "registers" / "people.yaml": _PEOPLE,
        docs / "registers" / "organizations.yaml": _ORGANIZATIONS,
        docs / "registers" / "glossary.yaml": _GLOSSARY,
        docs / "registers" / "tags.yaml": _TAGS,
        docs / "registers" / "posts.yaml": _POSTS,
        docs / "registers" / "chronology.yaml": _EVENTS,
    }
    for path, text in files.items():
        path.write_text(text, "utf-8", newline="\n")
    return docs
