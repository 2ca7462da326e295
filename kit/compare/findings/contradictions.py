"""What contradicts: one thing on which the outlets cannot all be right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kit.compare.findings.finding import enumerated, excerpt, found
from kit.compare.outlets import outlet_names
from kit.compare.sure import sure_conflicts

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from kit.tables import Reading

# So many contradictions are told; the table has all.
TOLD = 4
SAYS = {
    "number": "The numbers for one thing differ",
    "day": "The days given for one thing differ",
    "name": "Different persons are named in one part",
    "negation": "One says what another denies",
    "modality": "What is certain in one is only possible, or advised, in another",
}
# Two quotations of one statement: told first.
MARKED = "Between quotation marks: "


def contradictions(reading: Reading) -> Iterator[dict[str, object]]:
    """The contradictions between outlets, those between quotation marks first; one sentence for one thing."""
    names = outlet_names(reading)
    texts = dict(zip(reading.articles["article_id"], reading.articles["text"], strict=True))
    for rows in _things(sure_conflicts(reading))[:TOLD]:
        first = rows[0]
        sides: dict[str, tuple[str, list[str]]] = {}
        keys = []
        for row in rows:
            for side in ("left", "right"):
                article, start, end = (getattr(row, f"{side}_{label}") for label in ("article_id", "start", "end"))
                sentence = _sentence(reading, article, start)
                words = texts[article][start:end].lower()
                text = excerpt(sentence.text, start - sentence.start, end - sentence.start)
                outlets = sides.setdefault(words, (text, []))[1]
                if names[article] not in outlets:
                    outlets.append(names[article])
                keys.append(sentence.sentence_id)
        said = enumerated([f"“{text}” ({enumerated(outlets)})" for text, outlets in sides.values()])
        about = f"{MARKED}{SAYS[str(first.kind)].lower()}" if first.marked else SAYS[str(first.kind)]
        yield found("contradictions", f"{about}: {said}.", "sentences", keys)


def _things(conflicts: pd.DataFrame) -> list[list[Any]]:
    """Conflicts of one kind that share a passage are about one thing; in order of the first of each."""
    things: list[tuple[set[tuple[str, str, int]], list[Any]]] = []
    for row in conflicts.itertuples():
        ends = {(row.kind, row.left_article_id, row.left_start), (row.kind, row.right_article_id, row.right_start)}
        meet = [thing for thing in things if thing[0] & ends]
        merged = (ends.union(*(thing[0] for thing in meet)), [r for thing in meet for r in thing[1]] + [row])
        at = things.index(meet[0]) if meet else len(things)
        things = [thing for thing in things if thing not in meet]
        things.insert(at, merged)
    return [rows for _, rows in things]


def _sentence(reading: Reading, article_id: str, start: int) -> Any:
    here = reading.sentences
    here = here[(here["article_id"] == article_id) & (here["start"] <= start) & (here["end"] > start)]
    return next(here.itertuples())
