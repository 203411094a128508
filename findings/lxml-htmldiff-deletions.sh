#!/usr/bin/env bash
# htmldiff of lxml 6.1.3 takes the editor's own deletions and insertions for text: of "the <del>Ministr</del><ins>Minister</ins> left" it makes
# "the MinistrMinister left", even where it compares a page with itself. What was deleted can no longer be told from what stands.
#
# Guessed: a page compared with itself comes back as it was, its `del` and `ins` with it, and marks of the comparison are added.
# The documentation: lxml.html.diff, `htmldiff`: "Markup is generally ignored, with the markup from new_html preserved". That `ins` and `del`
# of the pages are taken away is said of an inner function alone (`cleanup_html`). HTML, "Edits": `del` is a removal from the document.
# Why it matters: a diplomatic transcription writes deletions and additions of the writer with these two elements. Who shows what changed
# between two versions of an edition gets text that neither has, with two words run together.
# Here: no page is compared with another; text and source are compared paragraph by paragraph, before there are pages (`core/proof`).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check lxml==6.1.3
cat > "$work/compared.py" << 'END'
from lxml import etree
from lxml.html.diff import htmldiff

print("lxml", etree.__version__)
page = "<p>The <del>Ministr</del><ins>Minister</ins> left <b>Ottawa</b> <del>yesterday</del>.</p>"
print(htmldiff(page, page))
print(htmldiff(page, page.replace("left", "reached")))
END
found=$("$work/venv/bin/python" "$work/compared.py")
printf '%s\n' "$found"
expected='lxml 6.1.3
<p>The MinistrMinister left <b>Ottawa</b> yesterday.</p>
<p>The MinistrMinister <ins>reached</ins> <del>left</del> <b>Ottawa</b> yesterday.</p>'
[ "$found" = "$expected" ] || { echo "htmldiff treats deletions of the page otherwise now"; exit 1; }
