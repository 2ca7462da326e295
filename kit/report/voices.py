"""Who is heard: each voice with every quotation and reported saying of it, outlet by outlet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kit.report.text import anchor
from kit.report.view import rows

if TYPE_CHECKING:
    from kit.report.view import View


@dataclass(frozen=True)
class Saying:
    """One quotation or reported clause and where it stands."""

    text: str
    form: str
    cue: Any
    href: str


@dataclass(frozen=True)
class Voice:
    """One speaker: the articles that quote, how often, and what."""

    anchor: str
    name: str
    kind: str
    role: Any
    direct: int
    reported: int
    outlets: dict[str, list[Saying]]


def voices(view: View) -> tuple[list[Voice], list[Saying]]:
    """Voices, those heard in most articles first; and the sayings whose speaker was not found."""
    said: dict[str, dict[str, list[Saying]]] = {}
    lost: list[Saying] = []
    for row in rows(view.reading.quotes):
        if row.use != "quotation":
            continue
        saying = Saying(row.text, row.form, row.cue, view.href("quote", row.quote_id))
        if row.speaker_id is None:
            lost.append(saying)
        else:
            said.setdefault(row.speaker_id, {}).setdefault(view.names[row.article_id], []).append(saying)
    found = [_voice(row, said[row.speaker_id]) for row in rows(view.reading.speakers) if row.speaker_id in said]
    return sorted(found, key=lambda v: (-len(v.outlets), -(v.direct + v.reported), v.name, v.anchor)), lost


def _voice(row: Any, outlets: dict[str, list[Saying]]) -> Voice:
    sayings = [saying for group in outlets.values() for saying in group]
    reported = sum(saying.form == "indirect" for saying in sayings)
    name = anchor("speaker", row.speaker_id)
    return Voice(name, row.name, row.kind, row.role, len(sayings) - reported, reported, outlets)
