"""When what the edition does last is done: after whatever another extension does to its pages.

Sphinx calls the handlers of an event by their priority, from low to high, and most have 500. In the
order of these numbers files are noted and looked at, pages proved, the output searched, the build
noted as ended, and its lock let go.
"""

from __future__ import annotations

#: The priority of the note that a build has ended; what must come before it has a lower one.
LAST = 1_000_000_000
