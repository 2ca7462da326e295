"""Keywords: the words an outlet uses more than the others (keyness), and hedges, boosters and evaluative words in context."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compare.answer_table import in_order
from kit.compare.outlets import outlet_names
from kit.compare.states import counted_once
from kit.english.words.concordance import occurrences
from kit.english.words.lists import word_list
from kit.tables.schemas import READ_ROLES

if TYPE_CHECKING:
    import pandas as pd

    from kit.tables import Reading

# A word used once is no habit of an outlet.
LEAST = 2
# Two-sided 5 % of the normal distribution.
CHANCE = 1.96


@counted_once
def keywords(reading: Reading, *, top: int = 10, least: int = LEAST, names: bool = False) -> pd.DataFrame:
    """The words that each article uses more than the others of its event, the most marked first.

    The table `keyness` with `outlet` and `beyond_chance` (|z| of at least 1.96; with hundreds of words looked at, some
    reach that by chance too). At most `top` rows an article, of terms used at least `least` times; names are left
    out unless asked for.

    >>> import kit
    >>> made = keywords(kit.read("seeds"), top=1)
    >>> made["article_id"].is_unique, bool((made["z"] > 0).all())
    (True, True)
    """
    keyness = reading.keyness
    rows = keyness[(keyness["count"] >= least) & (keyness["z"] > 0)]
    if not names and "name" in rows:
        rows = rows[~rows["name"].fillna(False)]
    shown = outlet_names(reading)
    rows = rows.assign(outlet=rows["article_id"].map(shown), beyond_chance=rows["z"].abs() >= CHANCE)
    rows = in_order(rows, shown, "z", "term", falling=("z",))
    return rows.groupby("article_id", sort=False).head(top).reset_index(drop=True)


@counted_once
def loaded_words(reading: Reading, *, quotations: bool = False) -> pd.DataFrame:
    """Every use of a word that weakens, strengthens or rates what is said, with the words around it.

    The columns of `kit.english.words.concordance.concordance` with `term`, `kind` (hedge, booster, positive, negative) and
    `outlet`; words inside quotation marks are another's and left out unless `quotations`. The list is our own
    (`kit/data/word_list.csv`) and short, it does not tell homographs apart, and counts of it are no verdict: "stark"
    may be the right word.

    >>> import kit
    >>> set(loaded_words(kit.read("seeds"))["kind"]) <= {"hedge", "booster", "positive", "negative"}
    True
    """
    kinds = word_list().set_index("term")["kind"]
    found = occurrences(reading, kinds.index)
    found = found[found["role"].isin(READ_ROLES)]
    # "May" is a month wherever it does not begin a sentence.
    starts = set(zip(reading.sentences["article_id"], reading.sentences["start"], strict=True))
    month = [u.match == "May" and (u.article_id, u.start) not in starts for u in found.itertuples()]
    found = found.drop(index=found.index[month])
    if not quotations:
        found = found[~found["quoted"]]
    names = outlet_names(reading)
    found = found.assign(kind=found["term"].map(kinds), outlet=found["article_id"].map(names))
    return in_order(found, names, "start")
