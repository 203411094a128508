#!/usr/bin/env bash
# EbookLib 0.20 writes a page of an EPUB without what stood at its `body` (id, class, epub:type) and in its head (style sheet,
# metadata), though it was given the whole page and changes nothing in it.
#
# Guessed: what is given as the content of a page is what is in the book.
# The documentation: `EpubHtml.content` is "the content of the page"; the tutorial sets it to text. Style sheets that are
# named by `add_item` or `add_link` are written; nothing says that the page's own head and the attributes of its body go.
# EPUB 3.3 has epub:type on any element of the body, and on `body` itself.
# Why it matters: the id of a body is what links to a whole cable point to, and its class is what the style sheet knows the kind
# of page by. A book that is read with this package and written again loses both, and its look, and is still valid.
# Here: sphinx_ext/epub/ changes pages of the book as XML, and keeps the rest of the file as it is.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-deps EbookLib==0.20 lxml==6.1.3 six==1.17.0
cat > "$work/book.py" << 'END'
import re
import sys
import zipfile
from importlib.metadata import version

from ebooklib import epub

PAGE = """<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">
<head><title>A cable</title><link rel="stylesheet" type="text/css" href="cable.css"/></head>
<body id="c-05OTTAWA286" class="cable" epub:type="bodymatter"><p id="p5">Fifth.</p></body></html>"""
book = epub.EpubBook()
book.set_identifier("urn:uuid:00000000-0000-4000-8000-000000000000")
book.set_title("Cables")
book.set_language("en")
page = epub.EpubHtml(title="A cable", file_name="cable.xhtml", lang="en")
page.content = PAGE
style = epub.EpubItem(file_name="cable.css", media_type="text/css", content="p { margin: 0 }")
for item in (page, style, epub.EpubNav()):
    book.add_item(item)
book.toc = (page,)
book.spine = ["nav", page]
epub.write_epub(sys.argv[1], book)
print("EbookLib", version("EbookLib"))
written = zipfile.ZipFile(sys.argv[1]).read("EPUB/cable.xhtml").decode()
print(re.search("<body[^>]*>", written)[0], "cable.css" in written, 'id="p5"' in written)
END
found=$("$work/venv/bin/python" "$work/book.py" "$work/book.epub")
printf '%s\n' "$found"
expected='EbookLib 0.20
<body> False True'
[ "$found" = "$expected" ] || { echo "EbookLib writes pages otherwise now"; exit 1; }
