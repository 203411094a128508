#!/usr/bin/env bash
# pandoc 3.9 writes TEI in which places that links point to are missing, and whose header no TEI schema takes.
#
# 1. The name of a place within a paragraph (`[]{#par-5}`, in HTML `<a id="par-5"></a>`) is left out, and the link to it
#    is written all the same: `<ref target="#par-5">` points to nothing. Written as DocBook, the same text has its anchor.
# 2. Without metadata about who published it, a whole text (`-s`) gets an empty `publicationStmt`.
#
# Expected: an `<anchor xml:id="par-5"/>` as in DocBook. Guessed: a header that is valid without further metadata.
# The standard: TEI P5 has `anchor` for this (guidelines, 17.3 on linking), and demands content of `publicationStmt`
# (reference of that element: a paragraph, or a publisher, distributor or authority first).
# Why it matters: who turns the pages of an edition into TEI with pandoc loses each paragraph anchor, so that all that
# scholars cite is dead, and finds it out from no message.
# Here: exports/tei.py and its neighbours write TEI from the edition itself, with an xml:id for each paragraph.
# Seen with pypandoc_binary 1.17, which holds pandoc 3.9.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet pypandoc_binary==1.17
pandoc=$("$work/venv/bin/python" -c 'import pypandoc; print(pypandoc.get_pandoc_path())')
printf '[]{#par-5}The fifth paragraph. See [above](#par-5).\n' > "$work/page.md"
"$pandoc" --version | head -n 1
"$pandoc" -f markdown -t docbook5 "$work/page.md"
"$pandoc" -f markdown -t tei -s -M title=Page "$work/page.md" > "$work/page.xml"
cat "$work/page.xml"
found=$(python3 - "$work/page.xml" << 'END'
import sys
import xml.etree.ElementTree as etree

tei = "{http://www.tei-c.org/ns/1.0}"
tree = etree.parse(sys.argv[1])
targets = [one.get("target") for one in tree.iter(f"{tei}ref")]
names = [value for one in tree.iter() for name, value in one.items() if name.endswith("}id")]
print(targets, names, len(tree.find(f".//{tei}publicationStmt")))
END
)
printf 'links, names of places, parts of publicationStmt: %s\n' "$found"
[ "$found" = "['#par-5'] [] 0" ] || { echo "pandoc writes TEI otherwise now"; exit 1; }
