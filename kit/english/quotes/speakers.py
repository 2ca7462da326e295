"""Speakers: one voice for "Pete Example", "Example", "the defence secretary" and "he", in all articles of an event."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from kit.data import rulebook
from kit.english.people import names
from kit.english.quotes.certainty import SHARED, certainty_of
from kit.english.quotes.speaker_resolution import Referents

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kit.english.doc import Doc
    from kit.english.quotes.pronoun_candidates import Voice
    from kit.english.quotes.quote_row import QuoteRow


class Cast:
    """The speakers of one event: `resolve` names the speaker of each found row, `speakers` gives their table.

    `entities` are the event's rows of that table, `mentions` all rows of that one by article.
    """

    def __init__(
        self, event_id: str, docs: Mapping[str, Doc], entities: Iterable[Any], mentions: Mapping[str, Sequence[Any]]
    ) -> None:
        self.event_id, self.docs = event_id, docs
        self.referents = Referents(docs, entities, mentions)
        self.ids: dict[tuple[str, str | None], str] = {}
        self.rows: dict[str, dict[str, Any]] = {}
        self.taken: set[str] = set()

    def resolve(self, found: Mapping[str, list[QuoteRow]]) -> list[dict[str, Any]]:
        """Rows of `quotes` for all articles of the event."""
        rows: list[dict[str, Any]] = []
        for article_id in sorted(found):
            rows += self._article(self.docs[article_id], found[article_id])
        return rows

    def speakers(self) -> list[dict[str, Any]]:
        """Rows of `speakers`, by id."""
        return [self.rows[key] for key in sorted(self.rows)]

    def _article(self, doc: Doc, found: list[QuoteRow]) -> list[dict[str, Any]]:
        self.referents.front.quoted = [(r.start, r.end) for r in found if r.marks != "none" and r.use == "quotation"]
        known: dict[int, Voice | None] = {}
        heard: list[tuple[int, Voice]] = []
        taken: Counter[str] = Counter()
        rows = []
        for row in found:
            voice = None
            if row.source is not None:
                head = row.source.head
                if head not in known:
                    known[head] = self.referents.voice(doc, row.source, heard)
                voice = known[head]
                if voice is not None:
                    heard.append((head, voice))
            quote_id = f"{doc.article_id}-q{row.start}"
            taken[quote_id] += 1
            rule = rulebook.rule(
                row.rule, SHARED if voice and _is_shared(doc, row) else "", voice.rule if voice else ""
            )
            rows.append(
                {
                    "quote_id": quote_id if taken[quote_id] == 1 else f"{quote_id}-{taken[quote_id]}",
                    "article_id": doc.article_id,
                    "utterance_id": f"{doc.article_id}-u{row.utterance}",
                    "start": row.start,
                    "end": row.end,
                    "text": doc.text[row.start : row.end],
                    "content_start": row.content_start,
                    "content_end": row.content_end,
                    "form": row.form,
                    "use": row.use,
                    "marks": row.marks,
                    "rule": rule,
                    "certainty": certainty_of(rule) if voice else None,
                    **self._spoken(voice),
                    **_printed(doc, row),
                }
            )
        return rows

    def _spoken(self, voice: Voice | None) -> dict[str, Any]:
        if voice is None:
            return {}
        speaker_id = self._speaker_id(voice)
        return {"speaker_id": speaker_id, "speaker": self.rows[speaker_id]["name"]}

    def _speaker_id(self, voice: Voice) -> str:
        key = (names.fold(voice.name) if voice.entity_id is None else "", voice.entity_id)
        if key not in self.ids:
            slug = names.slug(voice.name)[:60] or "speaker"
            self.ids[key] = f"{self.event_id}/{names.untaken(slug, self.taken)}"
            self.rows[self.ids[key]] = {
                "speaker_id": self.ids[key],
                "entity_id": voice.entity_id,
                "name": voice.name,
                "kind": voice.kind,
                "role": self.referents.roles.of(voice.entity_id) if voice.entity_id else None,
            }
        return self.ids[key]


def _is_shared(doc: Doc, row: QuoteRow) -> bool:
    """Whether the source is not the reporting word's own subject or object, but that of another word."""
    return row.cue is not None and row.source is not None and doc.tokens[row.source.head].head.i != row.cue.at


def _printed(doc: Doc, row: QuoteRow) -> dict[str, Any]:
    """Where the source and the cue stand, as columns."""
    columns: dict[str, Any] = {}
    if row.source is not None:
        start, end = doc.tokens[row.source.start].idx, doc.tokens[row.source.end - 1].end
        text = doc.text[start:end]
        if text.count("(") > text.count(")") and doc.text[end : end + 1] == ")":
            end += 1
        columns |= {"speaker_start": start, "speaker_end": end}
    if row.cue is not None:
        start, end = doc.tokens[row.cue.start].idx, doc.tokens[row.cue.end - 1].end
        columns |= {"cue": doc.text[start:end], "cue_lemma": row.cue.word.lemma, "cue_start": start, "cue_end": end}
    return columns
