#!/usr/bin/env bash
# citeproc-py 0.11.1 writes a range of days within a month with the month behind the days, and with the comma that belongs
# before the year behind the first of them: "28,–30, January 2005".
#
# Guessed: "January 28–30, 2005", as a range of months of one year comes out right ("January–March 2005").
# The standard: CSL 1.0.2, "Date Ranges": the delimiter stands between the parts of a date that differ, and the order is
# that of the date; the en-US locale, which the package itself holds, has month, day, year for the form `text`. The list of
# what is missing in the package (its README, "CSL Compatibility") does not name ranges. pandoc 3.9 and citeproc-js 1.4.63
# write "January 28–30, 2005" with the same style.
# Why it matters: talks that a cable reports last for days, and a message in sections may be sent over two.
# Here: core/citations/patterns.py writes dates itself; a cable has one day.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-deps citeproc-py==0.11.1 lxml==6.1.3
cat > "$work/dates.csl" << 'END'
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  <info><title>Dates</title><id>dates</id><updated>2026-01-01T00:00:00+00:00</updated></info>
  <citation><layout><text variable="title"/></layout></citation>
  <bibliography><layout><date variable="issued" form="text" date-parts="year-month-day"/></layout></bibliography>
</style>
END
cat > "$work/dates.py" << 'END'
import sys
from importlib.metadata import version

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

print("citeproc-py", version("citeproc-py"))
for parts in ([[2005, 1, 28]], [[2005, 1], [2005, 3]], [[2005, 1, 28], [2005, 1, 30]]):
    item = {"id": "a", "type": "report", "title": "A Cable", "issued": {"date-parts": parts}}
    style = CitationStylesStyle(sys.argv[1], validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON([item]), formatter.plain)
    bibliography.register(Citation([CitationItem("a")]))
    print(*map(str, bibliography.bibliography()))
END
found=$("$work/venv/bin/python" -X utf8 "$work/dates.py" "$work/dates.csl")
printf '%s\n' "$found"
expected='citeproc-py 0.11.1
January 28, 2005
January–March 2005
28,–30, January 2005'
[ "$found" = "$expected" ] || { echo "citeproc-py writes ranges of days otherwise now"; exit 1; }
