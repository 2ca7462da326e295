"""Guard: an error in one article or one part of a page is reported, and everything else is still made.

In tests and benchmarks (`KIT_STRICT=1`) the error is raised instead, so that nothing fails unseen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from kit.load.failures import REMEDY, RULE, STRICT, failures, forget, note, said, strict, tell
from kit.load.problems import Problems

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd

__all__ = ["REMEDY", "RULE", "STRICT", "Guard", "attempt", "failures", "forget", "said", "strict"]

Made = TypeVar("Made")


def attempt(what: str, work: Callable[[], Made], instead: Callable[[str], Made]) -> Made:
    """What `work` makes; should it fail, `instead` of a sentence for readers that names `what` and why.

    >>> attempt("the chart", lambda: 1, lambda why: 0)
    1
    """
    try:
        return work()
    except Exception as error:
        if strict():
            raise
        why = f"{what} could not be made ({said(error)})"
        note(why)
        return instead(why)


class Guard:
    """Runs the rooms of one reading; `problems` holds a row for each article or event that a room could not read."""

    def __init__(self) -> None:
        self.problems = Problems()

    def run(
        self,
        room: str,
        work: Callable[[pd.DataFrame], Made],
        articles: pd.DataFrame,
        units: Sequence[str] = ("article_id", "event_id"),
    ) -> Made:
        """What `work` makes of the articles, without those that it fails on.

        All articles are tried at once; if that fails, each by itself, then each event, so that a failure costs time and a
        good corpus none. What cannot be worked on even so is left out as a whole: `work` must bear no articles.

        >>> import pandas as pd
        >>> Guard().run("count", len, pd.DataFrame({"article_id": ["a", "b"], "event_id": ["e", "e"]}))
        2
        """
        try:
            return work(articles)
        except Exception:
            if strict():
                raise
        for unit in units:
            bad = [key for key, some in articles.groupby(unit, sort=True) if self._fails(room, work, some, unit)]
            articles = articles[~articles[unit].isin(bad)].reset_index(drop=True)
            try:
                return work(articles)
            except Exception as error:  # noqa: BLE001 - whatever it is, it is told
                last = error
        self._tell(".", room, "these articles together", last)
        return work(articles.iloc[:0])

    def _fails(self, room: str, work: Callable[[pd.DataFrame], Any], some: pd.DataFrame, unit: str) -> bool:
        try:
            work(some.reset_index(drop=True))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told
            first = some.iloc[0]
            one = unit == "article_id"
            self._tell(first["path"] if one else ".", room, f"{'article' if one else 'event'} {first[unit]}", error)
            return True
        return False

    def _tell(self, path: str, room: str, what: str, error: Exception) -> None:
        tell(self.problems, path, f"{what}: its {room} could not be read", error)
