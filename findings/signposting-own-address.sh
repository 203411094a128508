#!/usr/bin/env bash
# signposting 0.9.9 takes an empty address in a linkset for the page that the links are of, not for the linkset itself.
#
# Guessed: `"href": ""` is the linkset, `"href": "more.json"` a file beside it; the address under which the linkset was asked for is known.
# The standard: RFC 9264, 4.2.3: where the resource that gives the links is itself the target, an empty string is to be written. RFC 8288, 3.1:
# a relative target is resolved as RFC 3986 has it, and the anchor, the context of a link, plays no part in that.
# What comes: both are resolved against the anchor. A linkset that names itself as the linkset of a page is read as the page.
# Why it matters: one file of links for a whole edition names many pages as anchors, and itself as the linkset of each; who follows `linkset` then asks
# for the page again, and reads it as links.
# Here: every address in `linkset.json` is written in full where the edition knows its own.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check signposting==0.9.9
cat > "$work/asked.py" << 'END'
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import version

from signposting import find_signposting_linkset


class Site(BaseHTTPRequestHandler):
    def do_GET(self):
        target = {"href": self.path.removeprefix("/sets/"), "type": "application/linkset+json"}
        links = {"anchor": "https://cables.example.org/05ROME301.html", "linkset": [target]}
        self.send_response(200)
        self.send_header("Content-Type", "application/linkset+json")
        self.end_headers()
        self.wfile.write(json.dumps({"linkset": [links]}).encode())

    def log_message(self, *args):
        pass


print("signposting", version("signposting"))
server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
threading.Thread(target=server.serve_forever, daemon=True).start()
root = f"http://127.0.0.1:{server.server_port}"
for href in ("", "more.json"):
    (found,) = find_signposting_linkset(f"{root}/sets/{href}").signposts
    print(f"href {href!r} in {root}/sets/{href}: {found.target}".replace(root, "SITE"))
END
found=$("$work/venv/bin/python" -W ignore "$work/asked.py")
printf '%s\n' "$found"
expected="signposting 0.9.9
href '' in SITE/sets/: https://cables.example.org/05ROME301.html
href 'more.json' in SITE/sets/more.json: https://cables.example.org/more.json"
[ "$found" = "$expected" ] || { echo "signposting resolves addresses in a linkset otherwise now"; exit 1; }
