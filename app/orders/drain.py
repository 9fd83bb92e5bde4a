"""The one bit that the server's master process and its worker share: "this instance is about to stop"."""

from __future__ import annotations

import mmap


class Drain:
    """Set by the master on SIGTERM, read by the worker with every request. Survives fork: the page is shared."""

    def __init__(self) -> None:
        self._page = mmap.mmap(-1, 1)

    def begin(self) -> None:
        self._page[0] = 1

    @property
    def begun(self) -> bool:
        return self._page[0] == 1


# Made when the master imports this module, before it forks: the only way both can see the same page.
DRAIN = Drain()
