"""The names under which the preview answers: those of this machine, and no other.

A page of another site can have the name of its own host lead to 127.0.0.1 (DNS rebinding); its
scripts could then read the preview as if it were theirs. The header ``Host`` still has that name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cable_edition.core.late_pattern import late

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_HOST = late(r"(\[[0-9a-fA-F:.]{2,45}\]|[^\s:/\[\]]{1,253})(?::[0-9]{1,5})?")
_LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]"})


def is_local(header: str, bound: str) -> bool:
    """Whether the header ``Host`` names this machine, or the address ``bound``, at any port.

    A port that leads here from elsewhere (``ssh -L``) has another number.
    """
    found = _HOST.fullmatch(header)
    return found is not None and found[1].lower().removesuffix(".") in {*_LOCAL, bound}


class LocalHosts:
    """A program of ASGI that passes on what asks for this machine, and refuses all else (403)."""

    def __init__(self, app: ASGIApp, bound: str) -> None:
        self._app, self._bound = app, bound

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or a websocket that is to be opened."""
        from starlette.responses import PlainTextResponse  # noqa: PLC0415 - of the extra `serve`
        from starlette.websockets import WebSocketClose  # noqa: PLC0415

        if scope["type"] == "lifespan" or self._is_for_here(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            # Closed before it is accepted, which a server answers with 403.
            await WebSocketClose()(scope, receive, send)
        else:
            words = "The preview answers for localhost only.\n"
            await PlainTextResponse(words, 403)(scope, receive, send)

    def _is_for_here(self, scope: Scope) -> bool:
        named = [value for name, value in scope["headers"] if name == b"host"]
        return len(named) == 1 and is_local(named[0].decode("latin-1"), self._bound)
