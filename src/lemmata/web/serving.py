"""The server on this machine: its address is printed, a browser opened."""

from __future__ import annotations

import socket
import threading
import webbrowser
from collections.abc import Callable

import uvicorn

from lemmata.web.app import create_app
from lemmata.web.shelf import Shelf


def listening(host: str, port: int) -> socket.socket:
    """A socket at an address. Raises OSError where the port is taken, with what to do."""
    # With the protocol named, asyncio sends what it has at once; else each small answer waits 40 ms for the last one.
    sock = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((host, port))
        sock.listen(256)
    except OSError as error:
        sock.close()
        raise OSError(f"can't listen at {host}:{port} ({error.strerror}); name another port: --port 0 takes a free one"
                      ) from error
    return sock


def serve(shelf: Shelf | None, host: str, port: int, browser: bool, say: Callable[[str], None]) -> None:
    """Serve until Ctrl-C. `port` 0: any that is free; `say` hears the address as soon as pages are answered.

    Raises OSError where the port is taken.
    """
    sock = listening(host, port)
    name = f"[{host}]" if ":" in host else host
    address = f"http://{name}:{sock.getsockname()[1]}/"

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                say(address)
                if browser:
                    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

    config = uvicorn.Config(create_app(shelf), log_level="warning", access_log=False, server_header=False,
                            timeout_graceful_shutdown=2)  # Ctrl-C does not wait for work that takes long
    Server(config).run([sock])
