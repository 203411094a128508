"""The vocabulary of ``copies.py``: people and words are made up, TAGS are real codes."""

from __future__ import annotations

SURNAMES = (
    "TORRES|ROE|DOE|LORUM|IPSUM|MCROE|McDOE|O'ROE|DOE-ROE|VAN LORUM|DE LA ROE|LORUMSTEIN|VANDOE"
    "|Roe|Torres|Lorum|LORUM JR|D'IPSUM|BROOMFIELDER|LIU|NG"
).split("|")
CODES = (
    "PREL PGOV PHUM PINR PTER ECON ETRD EINV EFIN ENRG EAGR SENV SNAR SOCI CVIS CASC ASEC MARR MOPS"
    " KDEM KCRM KNNP KPAO OVIP AORC UNSC NATO EUN XA XR EC PE CO CA IT FR GM RS CH IZ AF"
).split()
#: Words of made-up reports: common ones, with names, figures and signs of real texts in between.
WORDS = (
    "harbor crane quay board minister council budget light road survey engineer contract vessel"
    " cargo delay report meeting plan answer season wheat fleet coast rail permit market school"
    " river bridge water supply line office museum governor party vote union bank loan tax visa"
).split()
SMALL = "the a its their his of in on at for with from about under after before and or that".split()
VERBS = "noted said hoped denied agreed asked found expected added told believed confirmed".split()
PIECES = (
    "U.S.|USD 1.5 million|(see para 3)|Mr. Roe|Article 4|5 percent|in May 2005|ref A|the GOE|MFA|"
    'Jan. 12|No. 7|"very soon"|XXXXXXXXXXXX|1.4 km|e.g. in June|(strictly protect)|Dr. Doe|'
    "the 1990s|S&R|-- as he put it --|U.N.|and/or|10:30 a.m.|Foreign Minister Lorum|NATO"
).split("|")
