"""Printed names: under a number the name that an article uses, where it is not the one that the chart's row is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compare.naming import printed_names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kit.tables import Reading


def under(entity_ids: Iterable[str], article_ids: Iterable[str], reading: Reading) -> list[str]:
    """What to write behind the number of each entity and article: the name printed there in marks, "" for the row's own.

    >>> import kit
    >>> reading = kit.read("seeds")
    >>> place = reading.entities.set_index("name").loc["Kyiv", "entity_id"]
    >>> under([place, place], ["peoplesdaily", "newstoday"], reading)
    [' “Kiev”', '']
    """
    called = printed_names(reading)
    names = [called.get(key) for key in zip(entity_ids, article_ids, strict=True)]
    return [f" “{name}”" if name else "" for name in names]
