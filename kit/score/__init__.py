"""Score: how often the machine is right, measured against articles that people have read.

The one module besides the tests that reads gold. A gold folder holds any of `quotes.jsonl`, `times.json` and
`alignment.json`; its articles are recognised by their text, or by their file's name. What the gold does not judge is
counted neither way.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from kit.data import rulebook
from kit.english.people import names
from kit.errors import KitError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from kit.tables import Reading

FILES = ("quotes.jsonl", "times.json", "alignment.json")
# Two runs of words are the same passage if they share half of the words that either has.
SAME = 0.5


class GoldError(KitError):
    """A gold folder that cannot be used: the message says what was looked for."""


@dataclass
class Tally:
    """Rows of the result: a measure, how many were right, of how many.

    >>> tally = Tally()
    >>> tally.add("quotes", "speaker right", 3, 4)
    >>> tally.frame()["share"].tolist()
    [0.75]
    """

    rows: list[dict[str, Any]] = field(default_factory=list)

    def add(self, table: str, measure: str, right: float, of: float) -> None:
        share = right / of if of else pd.NA
        self.rows.append({"table": table, "measure": measure, "right": right, "of": of, "share": share})

    def frame(self) -> pd.DataFrame:
        kinds = {"table": "string", "measure": "string", "right": "Float64", "of": "Float64", "share": "Float64"}
        return pd.DataFrame(self.rows, columns=list(kinds)).astype(kinds).round(4)


def score(reading: Reading, gold: str | Path) -> pd.DataFrame:
    """Compare a reading with a gold folder.

    Returns `table` (quotes, times or alignment), `measure`, `right`, `of` (counts; for B-cubed, sums of shares) and
    `share` between 0, none right, and 1, all right. Raises GoldError if the folder has no gold, or gold that cannot
    be read, or none of the reading's articles is in it.

    >>> import kit
    >>> score(kit.read("seeds"), "tests/gold")["table"].unique().tolist()
    ['quotes', 'times', 'alignment']
    """
    folder = Path(gold)
    if not any((folder / name).is_file() for name in FILES):
        raise GoldError(f"{folder} holds no gold: one of {', '.join(FILES)} is needed.")
    tally = Tally()
    measures: tuple[Callable[..., None], ...] = (_quotes, _times, _alignment)
    for name, measure in zip(FILES, measures, strict=True):
        if (folder / name).is_file():
            measure(reading, _gold(folder / name), tally)
    if not tally.rows:
        raise GoldError(f"None of the {len(reading.articles)} articles is in the gold of {folder}.")
    return tally.frame()


def show(frame: pd.DataFrame) -> str:
    """The result as lines to print.

    >>> tally = Tally()
    >>> tally.add("quotes", "speaker right", 3, 4)
    >>> print(show(tally.frame()))
    quotes
       75.0%        3 of 4       speaker right
    """
    lines = []
    for table, rows in frame.groupby("table", sort=False):
        lines.append(str(table))
        for row in rows.itertuples():
            share = "   –  " if pd.isna(row.share) else f"{100 * row.share:5.1f}%"
            lines.append(f"  {share}  {row.right:7.4g} of {row.of:<7.4g} {row.measure}")
    return "\n".join(lines)


def _gold(path: Path) -> Any:
    """What a file of gold holds: a JSON value, or one a line."""
    text = path.read_text(encoding="utf-8")
    try:
        if path.suffix == ".jsonl":
            return [json.loads(line) for line in text.split("\n") if line.strip()]
        return json.loads(text)
    except ValueError as error:
        raise GoldError(f"{path} is no JSON that can be read ({error}).") from error


def _article_of(reading: Reading, docs: Iterable[Mapping[str, Any]]) -> dict[int, str]:
    """Place in `docs` → article_id: by `file`, its file's name, or else by `text`, all of its text."""
    by_text = dict(zip(reading.articles["text"], reading.articles["article_id"], strict=True))
    by_file = {Path(p).name: a for p, a in zip(reading.articles["path"], reading.articles["article_id"], strict=True)}
    found = {}
    for n, doc in enumerate(docs):
        article = by_file.get(Path(doc["file"]).name) if "file" in doc else by_text.get(doc["text"])
        if article is not None:
            found[n] = article
    return found


# -- quotes ----------------------------------------------------------------------------------------------------------


def _quotes(reading: Reading, docs: list[dict[str, Any]], tally: Tally) -> None:
    rows = reading.quotes[reading.quotes["use"] == "quotation"]
    counts: Counter[str] = Counter()
    by_rule: dict[str, list[bool]] = defaultdict(list)
    for n, article in _article_of(reading, docs).items():
        mine = rows[rows["article_id"] == article]
        judge_quotes(docs[n], mine, counts, by_rule)
    if not counts:
        return
    for measure, right, of in (
        ("gold contents found (half of the words, or more)", "found", "gold"),
        ("of these, speaker as printed or resolved right", "speaker", "found with speaker"),
        ("of these, resolved name right", "name", "found with name"),
        ("contents claimed that the gold has", "claimed right", "claimed"),
        ("marked words claimed that the gold quotes", "marked right", "marked"),
    ):
        tally.add("quotes", measure, counts[right], counts[of])
    for rule in sorted(by_rule):
        tally.add("quotes", f"rule: {rulebook.explain(rule)}", sum(by_rule[rule]), len(by_rule[rule]))


def judge_quotes(doc: dict[str, Any], mine: pd.DataFrame, counts: Counter[str], by_rule: dict[str, list[bool]]) -> None:
    """Judge one article's quotations against its gold: adds to `counts`, and to each rule whether its row was right.

    >>> doc = {"text": "Ann Example said: “We stay.”", "quotes": [{"start": 19, "end": 27, "speaker": "Ann Example"}]}
    >>> row = {"start": 19, "end": 27, "content_start": 19, "content_end": 27, "marks": "none", "rule": "quote.label",
    ...        "speaker": "Ann Example", "speaker_start": 0, "speaker_end": 11}
    >>> counts: Counter[str] = Counter()
    >>> judge_quotes(doc, pd.DataFrame([row]), counts, {"quote.label": []})
    >>> counts["found"]
    1
    """
    words = _words(doc["text"])
    contents: dict[tuple[int, int], Any] = {}
    for row in mine.itertuples():
        contents.setdefault((row.content_start, row.content_end), row)
    claimed = [(words(*span), row) for span, row in contents.items()]
    gold = [(words(q["start"], q["end"]), q) for q in doc["quotes"]]
    pairs = _pair([g for g, _ in gold], [c for c, _ in claimed])
    ignored = set().union(*(words(a, b) for a, b in doc.get("ignore", []))) if doc.get("ignore") else set()
    counts["gold"] += len(gold)
    matched = {c: gold[g][1] for g, c in pairs.items()}
    for g, c in pairs.items():
        counts["found"] += 1
        if gold[g][1].get("speaker"):
            right, named = _speaker_right(gold[g][1], claimed[c][1])
            counts["found with speaker"] += 1
            counts["speaker"] += right
            counts["found with name"] += bool(gold[g][1].get("canonical"))
            counts["name"] += named
    quoted = set().union(*(g for g, _ in gold)) if gold else set()
    for c, (tokens, row) in enumerate(claimed):
        if c not in matched and len(tokens & ignored) * 2 >= len(tokens):
            continue
        counts["claimed"] += 1
        counts["claimed right"] += c in matched
        right = c in matched and (not matched[c].get("speaker") or _speaker_right(matched[c], row)[0])
        for rule in rulebook.ids(row.rule):
            if c in matched or not rule.startswith("quote.speaker."):
                by_rule[rule].append(right)
    for row in mine[mine["marks"] != "none"].itertuples():
        tokens = words(row.start, row.end)
        if tokens and len(tokens & ignored) * 2 < len(tokens):
            counts["marked"] += 1
            counts["marked right"] += len(tokens & quoted) * 2 >= len(tokens)


def _words(text: str) -> Callable[[int, int], set[int]]:
    """A function that gives the numbers of the words that begin in an offset range."""
    starts = [m for m in range(len(text)) if text[m].isalnum() and (m == 0 or not text[m - 1].isalnum())]
    return lambda start, end: set(range(bisect_left(starts, start), bisect_left(starts, end)))


def _pair(gold: list[set[int]], claimed: list[set[int]]) -> dict[int, int]:
    """One gold passage for one claimed passage, the likest first."""
    likeness = [(len(g & c) / len(g | c), -i, -j) for i, g in enumerate(gold) for j, c in enumerate(claimed) if g & c]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for share, i, j in sorted(likeness, reverse=True):
        if share >= SAME and -i not in pairs and -j not in taken:
            pairs[-i] = -j
            taken.add(-j)
    return pairs


def _speaker_right(gold: Mapping[str, Any], row: Any) -> tuple[bool, bool]:
    """Whether the speaker is right in either way, and whether the resolved name is."""
    name = "" if pd.isna(row.speaker) else str(row.speaker)
    printed = not pd.isna(row.speaker_start) and row.speaker_start < gold.get("speaker_end", 0)
    beside = bool(printed and row.speaker_end > gold.get("speaker_start", 0))
    named = bool(gold.get("canonical")) and _last(gold["canonical"]) in names.fold(name).split()
    aliases = {names.fold(a) for a in gold.get("speaker_aliases", [])} | {_last(gold["speaker"])}
    return named or beside or bool(aliases & set(names.fold(name).split())), named


def _last(name: str) -> str:
    return (names.fold(name).split() or [""])[-1]


# -- times -----------------------------------------------------------------------------------------------------------


def _times(reading: Reading, docs: list[dict[str, Any]], tally: Tally) -> None:
    counts: Counter[str] = Counter()
    for n, article in _article_of(reading, docs).items():
        owed = [t for t in docs[n]["timex"] if t.get("tier", "core") in {"core", "event"}]
        rows = reading.times[(reading.times["article_id"] == article) & reading.times["value"].notna()]
        counts["owed"] += len(owed)
        for t in owed:
            over = rows[(rows["start"] < t["end"]) & (rows["end"] > t["start"])]
            counts["found"] += len(over) > 0
            counts["extent"] += bool(((over["start"] == t["start"]) & (over["end"] == t["end"])).any())
            counts["value"] += bool(over["value"].isin([t["value"], *t.get("accept", [])]).any())
    if counts["owed"]:
        tally.add("times", "expressions found", counts["found"], counts["owed"])
        tally.add("times", "of these, exactly as far as the gold", counts["extent"], counts["found"])
        tally.add("times", "of these, value right", counts["value"], counts["found"])


# -- alignment -------------------------------------------------------------------------------------------------------


def _alignment(reading: Reading, gold: Mapping[str, Any], tally: Tally) -> None:
    members = [{**m, "cluster": c["id"], "file": m["article"]} for c in gold["clusters"] for m in c["members"]]
    articles = _article_of(reading, members)
    if not articles:
        return
    said: list[str] = []
    for n, member in enumerate(members):
        rows = reading.renderings[reading.renderings["article_id"] == articles.get(n)]
        both = rows["end"].clip(upper=member["end"]) - rows["start"].clip(lower=member["start"])
        near = both[both * 2 >= member["end"] - member["start"]]
        said.append(f"missed {n}" if near.empty else str(rows.loc[near.idxmax(), "statement_id"]))
    clusters = [m["cluster"] for m in members]
    tally.add("alignment", "renderings found", sum(not s.startswith("missed") for s in said), len(said))
    pairs = [
        (clusters[i] == clusters[j], said[i] == said[j])
        for i, j in combinations(range(len(members)), 2)
        if members[i]["article"] != members[j]["article"]
    ]
    right = sum(g and p for g, p in pairs)
    tally.add("alignment", "pairs joined that belong together", right, sum(p for _, p in pairs))
    tally.add("alignment", "pairs that belong together joined", right, sum(g for g, _ in pairs))
    both_sizes, gold_sizes, our_sizes = Counter(zip(clusters, said, strict=True)), Counter(clusters), Counter(said)
    joint = [(both_sizes[c, s], our_sizes[s], gold_sizes[c]) for c, s in zip(clusters, said, strict=True)]
    tally.add("alignment", "B-cubed precision", sum(b / o for b, o, _ in joint), len(joint))
    tally.add("alignment", "B-cubed recall", sum(b / g for b, _, g in joint), len(joint))
