"""Cache files: bytes kept in the user's cache folder, so that what was made once need not be made again.

Each file begins with a hash of what it holds, because a damaged Arrow file may end the whole process. Files are
written beside and moved into place, so that two processes may write at once. All of it may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from platformdirs import user_cache_dir

_HASH = 16


def folder() -> Path:
    """Where things are kept: `KIT_CACHE`, else the user's cache folder."""
    return Path(os.environ.get("KIT_CACHE") or user_cache_dir("comparative-reading-kit"))


def put(path: Path, data: bytes) -> None:
    """Write bytes to the cache; where it cannot be written, they are not kept and will be made again."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
        try:
            with open(handle, "wb") as file:
                file.write(sealed(data))
            os.replace(name, path)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError:
        return


def take(path: Path) -> bytes | None:
    """The bytes kept there; None if there are none, or they are not what was written.

    >>> file = Path(tempfile.mkdtemp()) / "file"
    >>> put(file, b"made")
    >>> take(file), take(file.with_name("other"))
    (b'made', None)
    """
    try:
        return opened(path.read_bytes())
    except OSError:
        return None


def sealed(data: bytes) -> bytes:
    """The bytes behind their hash."""
    return hashlib.blake2b(data, digest_size=_HASH).digest() + data


def opened(whole: bytes) -> bytes | None:
    """The bytes that `sealed` was given; None if these are not what it made."""
    data = whole[_HASH:]
    return data if sealed(data) == whole else None
