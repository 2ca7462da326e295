"""Overview: the outlets of an event beside one another, in one table, and how near they are to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from kit.compare.answer_table import answer
from kit.compare.keywords import loaded_words
from kit.compare.numbers import numbers
from kit.compare.outlets import outlet_names
from kit.compare.position import weight
from kit.compare.states import counted_once
from kit.compare.verbs import verb_colours
from kit.compare.voice import VOICES, speakers_heard, voices
from kit.english.words.likeness import by_words

if TYPE_CHECKING:
    from kit.tables import Reading

# Fewer outlets than this make no map: any five points can be drawn near or far.
ENOUGH = 6


@counted_once
def overview(reading: Reading) -> pd.DataFrame:
    """One row an article: what the other comparisons say of it, in counts and shares.

    `body_words, words_per_sentence, lix` (see `weight`); `quotation, reported_speech, own_words` (shares, see `voices`);
    `speakers` heard, `main_speaker` (most quotations); `verbs` of reporting and `coloured_verbs` among them; `labels`;
    `numbers` and those that no other outlet has (`numbers_alone`); `statements` and those of no other outlet;
    `background` (dated sentences); `loaded_words` (in the outlet's own voice). Each column has a table of its own
    behind it, and that leads to the passages.

    >>> import kit
    >>> len(overview(kit.read("seeds")))
    5
    """
    names = outlet_names(reading)
    shares = voices(reading).pivot_table(index="article_id", columns="voice", values="share", aggfunc="first")
    heavy = weight(reading).set_index("article_id")
    heard, colours, figures, loaded = (
        speakers_heard(reading), verb_colours(reading), numbers(reading), loaded_words(reading),
    )  # fmt: skip
    said = reading.renderings.drop_duplicates(["statement_id", "article_id"])
    alone = ~said["statement_id"].duplicated(keep=False)
    agency = reading.articles.set_index("article_id")["agency"]
    rows = []
    for article_id, outlet in names.items():
        voice = shares.loc[article_id] if article_id in shares.index else {}
        mine = heard[heard["article_id"] == article_id]
        verbs = colours[colours["article_id"] == article_id]
        quantities = figures[figures["article_id"] == article_id]
        here = said["article_id"] == article_id
        rows.append(
            {
                "article_id": article_id,
                "outlet": outlet,
                "agency": agency[article_id],
                **{
                    label: heavy.at[article_id, label]
                    for label in ("body_words", "words_per_sentence", "lix", "background")
                },
                **{name.replace(" ", "_"): voice.get(name, pd.NA) for name in VOICES},
                "speakers": int(mine["speaker_id"].nunique()),
                "main_speaker": mine["speaker"].iloc[0] if len(mine) else pd.NA,
                "verbs": int(verbs["count"].sum()),
                "coloured_verbs": int(verbs.loc[verbs["colour"] == "coloured", "count"].sum()),
                "labels": int((reading.labels["article_id"] == article_id).sum()),
                "numbers": len(quantities),
                "numbers_alone": int((quantities["status"] == "one outlet").sum()),
                "statements": int(here.sum()),
                "statements_alone": int((here & alone).sum()),
                "loaded_words": int((loaded["article_id"] == article_id).sum()),
            }
        )
    return answer("overview", rows)


@counted_once
def nearness(reading: Reading) -> pd.DataFrame:
    """How near each two articles of one event are, in wording and in what they report.

    One row a pair: `left_article_id, left_outlet, right_article_id, right_outlet`; `wording`, the cosine of their own
    content words (TF-IDF of the lemmas in `keyness`, each counted once, quotations left out: 0 none shared, 1 the same); `statements`,
    shared statements out of those that either has (Jaccard: 0 none, 1 all), with `shared_statements` and `of`; `note`.
    Near is not copied (see `reuse` for that), far is not slanted; and five outlets make no map.

    >>> import kit
    >>> len(nearness(kit.read("seeds")))  # five articles make ten pairs
    10
    """
    names = outlet_names(reading)
    said = {key: set(rows["statement_id"]) for key, rows in reading.renderings.groupby("article_id")}
    lemmas = reading.keyness[reading.keyness["kind"] == "lemma"] if "kind" in reading.keyness else reading.keyness
    words = {key: " ".join(rows["term"]) for key, rows in lemmas.groupby("article_id")}
    few = "fewer than six outlets: a pattern among them may be chance" if len(names) < ENOUGH else pd.NA
    rows = []
    for _, group in reading.articles.groupby("event_id", sort=True):
        keys = [key for key in names.index if key in set(group["article_id"])]
        likeness = by_words([words.get(key, "") for key in keys])
        for j, right in enumerate(keys):
            for i, left in enumerate(keys[:j]):
                mine, other = said.get(left, set()), said.get(right, set())
                either = len(mine | other)
                rows.append(
                    {
                        "left_article_id": left,
                        "left_outlet": names[left],
                        "right_article_id": right,
                        "right_outlet": names[right],
                        "wording": likeness[i, j],
                        "statements": len(mine & other) / either if either else pd.NA,
                        "shared_statements": len(mine & other),
                        "of": either,
                        "note": few,
                    }
                )
    return answer("nearness", rows)
