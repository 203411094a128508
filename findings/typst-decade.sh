#!/usr/bin/env bash
# Typst 0.15.0 cites a report of the decade "200X" as one of 2009, and one of "19XX" as one of 1999; a report of "2000/2009" loses the
# first of its years, and one of the spring of 2005 ("2005-21") has no date at all.
#
# Guessed: "2000s" or "200X", "2000–2009" and "2005", or a warning where a form is not known.
# The documentation: Typst, "Bibliography": a file in the format of BibLaTeX. The manual of biblatex, section 2.3.8, "Date Specifications": "201X" is an
# unspecified year, the range 2010/2019; a season stands for the month, as 21 to 24; ranges are written whole.
# Why it matters: what is dated by decade only is what an archive knows least of. A year that nobody stated stands in the bibliography, and nothing
# shows that it is the end of a range; with "20XX" it is 2099.
# Here: the BibTeX of an edition has `year`, `month` and `day` of a cable, and no `date` (`core/citations/bibtex.py`).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check typst==0.15.0 pypdf==7.1.1
cd "$work"
cat > printed.py << 'END'
from importlib.metadata import version
from pathlib import Path

import typst
from pypdf import PdfReader

print("typst", version("typst"))
Path("page.typ").write_text('#bibliography("cables.bib", full: true, title: none, style: "chicago-notes")')
for date in ("2005", "2005?", "200X", "19XX", "20XX", "2000/2009", "2005-21"):
    entry = "@report{a, author = {{Embassy Ottawa}}, title = {Reports}, type = {Cable}, date = {%s}}"
    Path("cables.bib").write_text(entry % date)
    typst.compile("page.typ", output="page.pdf")
    print(f"{date}: {PdfReader('page.pdf').pages[0].extract_text().strip()}")
END
found=$("$work/venv/bin/python" -X utf8 printed.py)
printf '%s\n' "$found"
expected='typst 0.15.0
2005: Embassy Ottawa. Reports. Cable. 2005.
2005?: Embassy Ottawa. Reports. Cable. [2005?].
200X: Embassy Ottawa. Reports. Cable. 2009.
19XX: Embassy Ottawa. Reports. Cable. 1999.
20XX: Embassy Ottawa. Reports. Cable. 2099.
2000/2009: Embassy Ottawa. Reports. Cable. 2009.
2005-21: Embassy Ottawa. Reports. Cable. n.d.'
[ "$found" = "$expected" ] || { echo "Typst cites decades and ranges otherwise now"; exit 1; }
