"""Readings put together by hand, row by row, for tests of what is made of tables: no file is read and nothing analysed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import kit
from kit import tables
from kit.tables.schemas import SCHEMAS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class Handmade:
    """Articles given as texts, `Handmade(a="…")`, each line a sentence of the body unless `head` says that the first is a headline.

    `add` puts a row into a table that has a place in an article: the place is where its words stand.
    """

    def __init__(self, *, head: bool = False, **texts: str) -> None:
        self.texts = texts
        self.rows: dict[str, list[dict]] = {name: [] for name in SCHEMAS}
        for article_id, text in texts.items():
            row = {"article_id": article_id, "event_id": "event", "outlet": f"The {article_id}", "language": "en"}
            self.rows["articles"].append({**row, "path": f"{article_id}.txt", "text": text})
            at = 0
            for number, line in enumerate(text.splitlines(keepends=True)):
                role = "headline" if head and not number else "body"
                place = {"start": at, "end": at + len(line.rstrip("\n")), "text": line.rstrip("\n")}
                key = {"sentence_id": f"{article_id}-s{at}", "article_id": article_id, "paragraph": number}
                self.rows["sentences"].append({**key, "role": role, **place})
                at += len(line)

    def know(self, article_id: str, **columns) -> Handmade:
        """Put more into an article's row."""
        next(row for row in self.rows["articles"] if row["article_id"] == article_id).update(columns)
        return self

    def add(self, table: str, article_id: str, words: str, **columns) -> Handmade:
        """A row for these words; its id is made of the article and their place, its sentence is the one they stand in."""
        start = self.texts[article_id].index(words)
        spans = [s for s in self.rows["sentences"] if s["article_id"] == article_id and s["start"] <= start < s["end"]]
        row = {SCHEMAS[table].key: f"{article_id}-{table[0]}{start}", "article_id": article_id}
        row |= {"sentence_id": spans[0]["sentence_id"], "start": start, "end": start + len(words), "text": words}
        known = SCHEMAS[table].columns
        self.rows[table].append({**{name: value for name, value in row.items() if name in known}, **columns})
        return self

    def put(self, table: str, **columns) -> Handmade:
        """A row as it is given."""
        self.rows[table].append(columns)
        return self

    def quote(self, article_id: str, words: str, speaker: str | None = None, cue: str = "", **columns) -> Handmade:
        """A quotation, direct unless `form` says otherwise, with its speaker and the verb that reports it."""
        given = {
            "form": "direct",
            "use": "quotation",
            "marks": "balanced",
            "certainty": "sure",
            "speaker": speaker,
            **columns,
        }
        if speaker:
            given["speaker_id"] = f"event/{speaker}"
            if given["speaker_id"] not in {row["speaker_id"] for row in self.rows["speakers"]}:
                self.put("speakers", speaker_id=given["speaker_id"], name=speaker, kind="person")
        if cue:
            at = self.texts[article_id].index(cue)
            given = {"cue": cue, "cue_lemma": cue, "cue_start": at, "cue_end": at + len(cue), **given}
        return self.add("quotes", article_id, words, **given)

    def mention(self, article_id: str, words: str, name: str, kind: str = "person") -> Handmade:
        """A mention of an entity, which is made if it is new."""
        key = f"event/{name}"
        if key not in {row["entity_id"] for row in self.rows["entities"]}:
            self.put("entities", entity_id=key, event_id="event", name=name, kind=kind)
        return self.add("mentions", article_id, words, entity_id=key, rule="name")

    def reading(self) -> tables.Reading:
        """The tables."""
        return tables.Reading(**{name: tables.table(name, rows) for name, rows in self.rows.items()})


def read_pairs(folder: Path, cases: Iterable[dict]) -> tables.Reading:
    """Cases with a `left` and a `right` article as one corpus, each an event of its own that is called by its `id`."""
    lines = ["file,id,event"]
    for case in cases:
        for side in ("left", "right"):
            name = f"{case['id']}-{side}"
            (folder / f"{name}.txt").write_text(case[side], encoding="utf-8")
            lines.append(f"{name}.txt,{name},{case['id']}")
    (folder / "sources.csv").write_text("\n".join(lines), encoding="utf-8")
    return kit.read(folder)
