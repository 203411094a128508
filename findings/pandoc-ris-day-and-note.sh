#!/usr/bin/env bash
# pandoc 3.9 reads from a RIS reference neither the day (`DA`), nor the kind of a report (`M3`), nor a note (`N1`).
#
# Guessed: `DA` becomes `issued` with year, month and day, `N1` becomes `note`, as pandoc has both in what it writes of
# the same reference in BibTeX; only `M3`, whose meaning changes with the kind of work, was in doubt.
# The standard: the RIS specification of Reference Manager has `DA` as the date of a work (YYYY/MM/DD/other) and `N1` as
# its notes. The manual of pandoc says of `-f ris` only that it reads RIS bibliographies, and names no tags left out.
# Nothing is said of what was left; the exit status is 0.
# Why it matters: a cable is known by its day, and what no tag means (the year of the edition) stands in the note.
# Here: docs/developers/citations.md has the table of what each program reads, and sends users of pandoc to BibTeX or
# CSL-JSON.
# Seen with pypandoc_binary 1.17, which holds pandoc 3.9.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet pypandoc_binary==1.17
pandoc=$("$work/venv/bin/python" -c 'import pypandoc; print(pypandoc.get_pandoc_path())')
cat > "$work/cable.ris" << 'END'
TY  - RPRT
ID  - a
TI  - A Cable
PY  - 2005
DA  - 2005/01/28/
M3  - Diplomatic cable
N1  - Edition of 2026
ET  - 1.2
ER  - 
END
cat > "$work/cable.bib" << 'END'
@techreport{a, title = {A Cable}, year = 2005, month = jan, day = 28, type = {Diplomatic cable}, note = {Edition of 2026}}
END
"$pandoc" --version | head -n 1
shown='import json, sys
one = json.load(sys.stdin)[0]
print({name: one.get(name) for name in ("issued", "genre", "note", "edition")})'
of_bibtex=$("$pandoc" -f bibtex -t csljson "$work/cable.bib" | python3 -c "$shown")
found=$("$pandoc" -f ris -t csljson "$work/cable.ris" | python3 -c "$shown")
printf 'BibTeX: %s\nRIS:    %s\n' "$of_bibtex" "$found"
[ "$found" = "{'issued': {'date-parts': [[2005]]}, 'genre': None, 'note': None, 'edition': '1.2'}" ] ||
    { echo "pandoc reads RIS otherwise now"; exit 1; }
