#!/usr/bin/env bash
# FastWARC 2.0.1 says of the `resource` and `conversion` records that warcio 1.8.1 writes that their payload is damaged, and `fastwarc check
# --verify-payloads` ends with status 1; `warcio check` passes the same file.
#
# Guessed: the two agree about every record of a file that one of them has just written.
# The standard: WARC 1.1, section 5.9: a record with a well-defined payload may have a WARC-Payload-Digest. warcio takes the block for the payload of a
# record that holds a resource without HTTP around it, and writes its digest twice, as that of the block and that of the payload. FastWARC reckons payloads of HTTP
# messages alone, and calls the rest PAYLOAD_FAIL, as if the bytes were others; only where no such digest is written does it say PAYLOAD_NO_DIGEST.
# Why it matters: who deposits texts and pages straight from a build, without a crawl, writes them as `resource` records. An archive that checks
# with the faster program finds every one of them broken.
# Here: no WARC is written; a package has its digests in the manifests of BagIt.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check warcio==1.8.1 FastWARC==2.0.1
export PATH="$work/venv/bin:$PATH"
cd "$work"
cat > written.py << 'END'
import io
from importlib.metadata import version

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

print("warcio", version("warcio"), "FastWARC", version("FastWARC"))
page = StatusAndHeaders("200 OK", [("Content-Type", "text/plain")], protocol="HTTP/1.1")
with open("cables.warc.gz", "wb") as file:
    writer = WARCWriter(file, gzip=True, warc_version="1.1")
    for kind, headers in (("resource", None), ("conversion", None), ("response", page)):
        text, name = io.BytesIO(b"UNCLAS\n"), f"https://example.org/05OTTAWA286/{kind}"
        media_type = "" if headers else "text/plain"
        writer.write_record(writer.create_warc_record(name, kind, text, http_headers=headers, warc_content_type=media_type))
END
found=$(python written.py
warcio check cables.warc.gz && echo "warcio check: status 0"
fastwarc check --quiet cables.warc.gz > /dev/null && echo "fastwarc check: status 0"
fastwarc check --quiet --verify-payloads --output found.txt cables.warc.gz > /dev/null || echo "fastwarc check --verify-payloads: status $?"
sed 's/^<urn:uuid:[^>]*>: //' found.txt)
printf '%s\n' "$found"
expected='warcio 1.8.1 FastWARC 2.0.1
warcio check: status 0
fastwarc check: status 0
fastwarc check --verify-payloads: status 1
OK, PAYLOAD_FAIL
OK, PAYLOAD_FAIL
OK, PAYLOAD_OK'
[ "$found" = "$expected" ] || { echo "FastWARC checks these payloads otherwise now"; exit 1; }
