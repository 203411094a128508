#!/usr/bin/env bash
# wacz 0.6.0 (py-wacz), told to find the pages of a web archive, finds only those that something else was fetched for: a page counts
# if another request of the WARC names it in `Referer`. A plain page, without a picture or a style sheet, gets no entry and no full text.
#
# Guessed: each HTML page that was answered with 200 is a page of the list.
# The documentation: README, `--detect-pages`: "Generates pages.jsonl page index"; `--text`: with "a full-text index". No condition is named.
# Where no page is left, it writes a WACZ without `pages/pages.jsonl`, says "Num Pages Detected: 0" and ends with status 0.
# Why it matters: a reader of the archive opens on the list of pages and searches their text; cables as plain text pages are not in it,
# and the more careful an archive is with what it loads, the emptier the list.
# Here: an edition makes no WARC; who archives one passes the list of its pages (`--pages`), which wacz takes as it is.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check wacz==0.6.0 warcio==1.8.1
cat > crawl.py << 'END'
import sys
from io import BytesIO

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

HTML = "text/html; charset=utf-8"
PAGE = b"<!doctype html><title>Cable</title><p>The minister met the ambassador in Ottawa on Friday.</p>"
FETCHED = [
    ("https://edition.example/plain.html", HTML, PAGE, None),
    ("https://edition.example/linked.html", HTML, PAGE, "https://edition.example/index.html"),
    ("https://edition.example/styled.html", HTML, PAGE, None),
    ("https://edition.example/style.css", "text/css", b"p { margin: 0 }", "https://edition.example/styled.html"),
]
with open(sys.argv[1], "wb") as file:
    writer = WARCWriter(file, gzip=True)
    for url, kind, body, referrer in FETCHED if sys.argv[2] == "all" else FETCHED[:1]:
        when = {"WARC-Date": "2026-01-02T00:00:00Z"}
        answer = StatusAndHeaders("200 OK", [("Content-Type", kind), ("Content-Length", str(len(body)))], protocol="HTTP/1.1")
        response = writer.create_warc_record(url, "response", payload=BytesIO(body), http_headers=answer, warc_headers_dict=when)
        asked = [("Host", "edition.example")] + ([("Referer", referrer)] if referrer else [])
        line = StatusAndHeaders(f"GET {url[23:]} HTTP/1.1", asked, is_http_request=True)
        request = writer.create_warc_record(url, "request", http_headers=line, warc_headers_dict=when)
        writer.write_request_response_pair(request, response)
END
cat > pages.py << 'END'
import json
import sys
from importlib.metadata import version
from zipfile import ZipFile

print("wacz", version("wacz"))
for name in sys.argv[1:]:
    with ZipFile(f"{name}.wacz") as archive:
        if "pages/pages.jsonl" not in archive.namelist():
            print(f"{name}: no list of pages")
            continue
        for line in archive.read("pages/pages.jsonl").decode().splitlines()[1:]:
            print(f"{name}: {json.loads(line)['url']}")
END
for name in all one; do
  venv/bin/python crawl.py "$name.warc.gz" "$name"
  venv/bin/wacz create "$name.warc.gz" --output "$name.wacz" --detect-pages --text > "$name.log"
  grep 'Num Pages' "$name.log"
done
found=$(venv/bin/python pages.py all one)
printf '%s\n' "$found"
expected='wacz 0.6.0
all: https://edition.example/styled.html
one: no list of pages'
[ "$found" = "$expected" ] || { echo "wacz finds pages otherwise now"; exit 1; }
