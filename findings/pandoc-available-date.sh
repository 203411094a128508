#!/usr/bin/env bash
# pandoc 3.9 reads a CSL-JSON reference and writes it again with `available-date` as text ("2026-03-09"), where the
# dates beside it (`issued`, `submitted`, `event-date`, `original-date`, `accessed`) keep their `date-parts`.
#
# Guessed: every date comes back as it went in, with `date-parts`.
# The standard: csl-data.json, the schema of CSL 1.0.2, has `available-date` among its date variables, which are
# objects with `date-parts` (or `literal`, `raw`), so that what pandoc writes is refused by that schema.
# Why it matters: for an edition, `available-date` is the day on which the edition of an old document came out. Who
# passes a library of references through pandoc (`-f csljson -t csljson`) loses it as a date for every later program.
# Here: core/citations/item.py writes CSL-JSON itself; pandoc only reads it.
# Seen with pypandoc_binary 1.17, which holds pandoc 3.9.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet pypandoc_binary==1.17
pandoc=$("$work/venv/bin/python" -c 'import pypandoc; print(pypandoc.get_pandoc_path())')
cat > "$work/references.json" << 'END'
[{"id": "a", "type": "report", "title": "A Cable",
  "issued": {"date-parts": [[2005, 1, 28]]}, "submitted": {"date-parts": [[2005, 1, 28]]},
  "event-date": {"date-parts": [[2005, 1, 27]]}, "original-date": {"date-parts": [[2005, 1, 28]]},
  "accessed": {"date-parts": [[2026, 3, 10]]}, "available-date": {"date-parts": [[2026, 3, 9]]}}]
END
"$pandoc" --version | head -n 1
found=$("$pandoc" -f csljson -t csljson "$work/references.json" | python3 -c '
import json, sys
for name, value in sorted(json.load(sys.stdin)[0].items()):
    if name not in ("id", "type", "title"):
        print(name, json.dumps(value))
')
printf '%s\n' "$found"
expected='accessed {"date-parts": [[2026, 3, 10]]}
available-date "2026-03-09"
event-date {"date-parts": [[2005, 1, 27]]}
issued {"date-parts": [[2005, 1, 28]]}
original-date {"date-parts": [[2005, 1, 28]]}
submitted {"date-parts": [[2005, 1, 28]]}'
[ "$found" = "$expected" ] || { echo "pandoc writes the dates of CSL-JSON otherwise now"; exit 1; }
