"""The page's Content-Security-Policy: nothing may be fetched, and only the page's own scripts and styles run."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """The policy for a `<meta>`; scripts and styles are allowed by the hash of their text, and by nothing else.

    >>> policy([], ["p{}"])
    "default-src 'none'; style-src 'sha256-gG2yISYereRMiG2lMXrbiUgi0Ubw9p7QCeWcroOvy9Y='; base-uri 'none'; form-action 'none'"
    """
    parts = ["default-src 'none'"]
    for name, texts in (("script-src", scripts), ("style-src", styles)):
        digests = (base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii") for text in texts)
        hashes = " ".join(f"'sha256-{digest}'" for digest in digests)
        if hashes:
            parts.append(f"{name} {hashes}")
    return "; ".join([*parts, "base-uri 'none'", "form-action 'none'"])
