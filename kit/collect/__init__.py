"""Collect: from one event to a collection. Articles are grouped into events, each event is read, all is kept on disk.

`kit collect COLLECTION --out DIR`, then `kit.read(DIR, event=…)`, `kit report DIR --event ID`, and
`kit.collect.overview(DIR)` for what no single event shows (its charts are in `kit.charts.collection`). `haystack` makes
a small collection to try it on.
"""

from kit.collect.haystack import haystack
from kit.collect.overview import Overview, overview
from kit.collect.run import Summary, collect

__all__ = ["Overview", "Summary", "collect", "haystack", "overview"]
