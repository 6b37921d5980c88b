"""By which names the page may be called: one elsewhere that has its own name point here (DNS rebinding) is refused."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import ip_address
from socket import gethostname
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Hosts:
    """The names, beside `localhost`, the machine's own name, and any IP address: the `sites`."""

    sites: Collection[str] = ()

    def known(self, header: str) -> bool:
        """Whether a Host header names this program."""
        name = name_in(header)
        try:
            ip_address(name)
        except ValueError:
            return name in {"localhost", gethostname().lower(), *(site.lower() for site in self.sites)}
        return True


def name_in(header: str) -> str:
    """The name in a Host header or an origin's `netloc`, without the port; "" where there is none."""
    try:
        return urlsplit(f"//{header}").hostname or ""
    except ValueError:
        return ""
