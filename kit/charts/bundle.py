"""The script that draws charts in a browser: Vega, Vega-Lite and Vega-Embed in one, for pages."""

from __future__ import annotations

from functools import cache
from importlib import metadata

from kit.cache.drawings import kept


@cache
def vega_bundle() -> str:
    """Vega, Vega-Lite and Vega-Embed as one script, kept in the cache because it takes seconds to bundle."""
    import vl_convert

    return kept("scripts", f"vega-{metadata.version('vl-convert-python')}.js", vl_convert.javascript_bundle)  # type: ignore[arg-type]  # (the stub forgets its defaults)
