"""The script that draws charts in a browser: Vega, Vega-Lite and Vega-Embed in one, for pages and for widgets."""

from __future__ import annotations

import os
from functools import cache
from importlib import metadata


@cache
def vega_bundle() -> str:
    """Vega, Vega-Lite and Vega-Embed as one script, kept in the cache because it takes seconds to bundle."""
    import vl_convert

    from kit.annotate import cache_folder

    path = cache_folder() / f"vega-{metadata.version('vl-convert-python')}.js"
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        code = vl_convert.javascript_bundle()  # type: ignore[call-arg]  # (its stub forgets the default)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}.part")  # two processes may write at once
        part.write_text(code, encoding="utf-8")
        part.replace(path)
    except OSError:
        pass  # A cache that cannot be written costs time, nothing else.
    return code
