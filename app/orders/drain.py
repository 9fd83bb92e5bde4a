"""What the server's master process and its worker share: how far this instance is with stopping."""

from __future__ import annotations

import mmap


class Drain:
    """Written by the master, read by the worker with every request. Survives fork: the page is shared."""

    def __init__(self) -> None:
        self._page = mmap.mmap(-1, 1)

    def begin(self) -> None:
        """Not ready any more, still serving."""
        self._page[0] = max(self._page[0], 1)

    def stop(self) -> None:
        """The waiting is over; what is in flight finishes."""
        self._page[0] = 2

    @property
    def begun(self) -> bool:
        return self._page[0] >= 1

    @property
    def stopping(self) -> bool:
        return self._page[0] == 2


# Made when the master imports this module, before it forks: the only way both can see the same page.
DRAIN = Drain()
