"""Told: one conflict as it becomes a row of the table `conflicts`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from kit.data.rulebook import rule

if TYPE_CHECKING:
    from kit.align.conflicts.clashes import Stretch


class Told(NamedTuple):
    """Two stretches of two articles that conflict, the `kind` of what differs and `why`, the name of its rule."""

    kind: str
    one: Stretch
    other: Stretch
    why: str
    likeness: float = 1.0
    marked: bool = False

    def row(self, event_id: Any) -> dict[str, Any]:
        """The row, the article that comes first in the alphabet on the left."""
        left, right = sorted((self.one, self.other))
        return {
            "conflict_id": f"{left[0]}-c{left[1]}-{right[0]}-c{right[1]}-{self.kind}",
            "event_id": event_id,
            "kind": self.kind,
            **dict(zip(("left_article_id", "left_start", "left_end"), left, strict=True)),
            **dict(zip(("right_article_id", "right_start", "right_end"), right, strict=True)),
            "similarity": round(min(max(self.likeness, 0.0), 1.0), 4),
            "marked": self.marked,
            "rule": rule(f"conflict.{self.why}"),
        }
