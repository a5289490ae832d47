"""The server on this machine: its address is printed, a browser opened."""

from __future__ import annotations

import socket
import threading
import webbrowser
from collections.abc import Callable

import uvicorn

from lemmata.web.app import create_app
from lemmata.web.shelf import Shelf


def serve(shelf: Shelf | None, host: str, port: int, browser: bool, say: Callable[[str], None]) -> None:
    """Serve until Ctrl-C. `port` 0: any that is free; `say` hears the address as soon as pages are answered.

    Raises OSError where the port is taken.
    """
    sock = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    name = f"[{host}]" if ":" in host else host
    address = f"http://{name}:{sock.getsockname()[1]}/"

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                say(address)
                if browser:
                    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

    config = uvicorn.Config(create_app(shelf), log_level="warning", access_log=False, server_header=False)
    Server(config).run([sock])
