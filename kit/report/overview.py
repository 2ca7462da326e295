"""The top of the page: what the corpus is, how its own headlines put the event, and what most articles share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kit.english.lexicon.calendar import ONES
from kit.phrasing import counted, listing
from kit.report.text import day

if TYPE_CHECKING:
    from kit.report.view import View

# Names in a title: three are read at a glance.
NAMES = 3
_WORDS = ("no", *ONES[1:13])


@dataclass(frozen=True)
class Headline:
    """How one article opens: its headline, or its first sentence where it has none."""

    name: str
    text: str
    href: str
    published: Any
    is_headline: bool


def title(view: View) -> str:
    """A title from the corpus itself: whom and what all its articles name, and how many outlets tell it."""
    count = len(view.texts)
    number = _WORDS[count] if count < len(_WORDS) else count
    told = f"how {number} {'article tells' if count == 1 else 'articles tell'} it"
    names = _named(view)
    return f"{listing(names)}: {told}" if names else told[0].upper() + told[1:]


def _named(view: View) -> list[str]:
    """The person, and then the names, that most articles mention; each as it is printed most often."""
    mentions = view.reading.mentions
    if mentions.empty or len(view.events) > 1:
        return []
    counts = mentions.groupby("entity_id").agg(articles=("article_id", "nunique"), times=("article_id", "size"))
    counts = counts[counts["articles"] * 2 > len(view.texts)].reset_index()
    counts = counts.merge(view.reading.entities[["entity_id", "kind"]], on="entity_id")
    counts = counts.sort_values(["articles", "times", "entity_id"], ascending=[False, False, True], kind="stable")
    people = counts[counts["kind"] == "person"].head(1)
    chosen = [*people["entity_id"], *counts["entity_id"][~counts["entity_id"].isin(people["entity_id"])]]
    printed = mentions.groupby("entity_id")["text"].agg(lambda texts: texts.value_counts().sort_index().idxmax())
    return [printed[key] for key in chosen[:NAMES]]


def span(view: View) -> str:
    """The days of publication in words."""
    days = view.reading.articles["published"].dropna().dt.normalize()
    if days.empty:
        return "day of publication not stated"
    first, last = day(days.min()), day(days.max())
    words = f"published {first}" if first == last else f"published {first} to {last}"
    unknown = len(view.texts) - len(days)
    return f"{words}; {counted(unknown, 'article')} without a date" if unknown else words


def headlines(view: View) -> list[Headline]:
    """How each article opens, in the order of the articles."""
    made = []
    for row in view.articles:
        sentences = view.by_article("sentences").get(row.article_id, [])
        first = next((s for role in ("headline", "body") for s in sentences if s.role == role), None)
        if row.title or first:
            href = view.href("sentence", first.sentence_id) if first else ""
            text = row.title or first.text  # type: ignore[union-attr]
            made.append(Headline(view.names[row.article_id], text, href, row.published, bool(row.title)))
    return made
