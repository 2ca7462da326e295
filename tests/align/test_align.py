"""Statements and their renderings: who says the same, what was done to the words, where they were spliced."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kit
from kit import align, load, tables
from kit.align.groups import Group
from kit.align.normalise import Folded, fold, name_spellings
from kit.align.propositions import Proposition, quoted_propositions
from kit.align.reference import Witness, choose_reference, judge_wording
from kit.align.reuse import shared_runs
from kit.align.similarity import alike_pairs, contained, count_pieces, either_way, in_runs, likeness, of_texts, tfidf
from kit.align.text import Text
from kit.english import annotate
from tests.benchmarks import alignment

CASES = Path(__file__).parents[1] / "cases"
EVENTS = json.loads((CASES / "align.json").read_text(encoding="utf-8"))["events"]
FOLDS = json.loads((CASES / "align_fold.json").read_text(encoding="utf-8"))
WORDINGS = json.loads((CASES / "align_wording.json").read_text(encoding="utf-8"))["cases"]
WORDS = st.lists(st.sampled_from("we must act now before the winter peace talks fail".split()), max_size=9)


def folder(path, articles):
    for name, text in articles.items():
        (path / f"{name}.txt").write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def events(tmp_path_factory):
    """The invented events, read."""
    return {
        event["name"]: kit.read(folder(tmp_path_factory.mktemp(event["name"]), event["articles"])) for event in EVENTS
    }


def statements_of(reading, article, words):
    """Statements of the renderings that lie at these words, or hold them."""
    text = reading.articles.set_index("article_id").at[article, "text"]
    start, end = text.index(words), text.index(words) + len(words)
    rows = reading.renderings[reading.renderings["article_id"] == article]
    shared = rows["end"].clip(upper=end) - rows["start"].clip(lower=start)
    least = (rows["end"] - rows["start"]).clip(upper=end - start) / 2
    return set(rows.loc[shared >= least, "statement_id"])


def pairs(key):
    return [
        pytest.param(event["name"], *case[:4], id=f"{event['name']}: {case[4]} ({case[2]})")
        for event in EVENTS
        for case in event[key]
    ]


@pytest.mark.parametrize(("event", "left", "words", "right", "others"), pairs("together"))
def test_what_says_the_same_is_one_statement(events, event, left, words, right, others):
    """Two passages that render one statement meet in it."""
    reading = events[event]
    assert statements_of(reading, left, words) & statements_of(reading, right, others)


@pytest.mark.parametrize(("event", "left", "words", "right", "others"), pairs("apart"))
def test_what_says_something_else_stays_apart(events, event, left, words, right, others):
    """One subject, two statements: they are not joined."""
    reading = events[event]
    assert not statements_of(reading, left, words) & statements_of(reading, right, others)


@pytest.mark.parametrize(("event", "left", "words", "right", "others"), pairs("known_failures"))
@pytest.mark.xfail(reason="told in wholly other words", strict=True)
def test_what_it_misses(events, event, left, words, right, others):
    """Known failures: the day one of these passes, the test says so."""
    reading = events[event]
    assert statements_of(reading, left, words) & statements_of(reading, right, others)


@pytest.mark.parametrize("event", alignment.EVENTS, ids=lambda event: event["name"])
def test_what_is_put_together_belongs_together(event, tmp_path):
    """In whole invented events few pairs are wrong, and two fifths of those that belong together are found."""
    _, share = alignment.scored(event, tmp_path)
    assert share["pairs joined that belong together"] >= 0.85
    assert share["pairs that belong together joined"] >= 0.4


def test_what_shares_only_names_says_something_else(tmp_path):
    """Everything in an event names its places and people; that alone makes no rendering of what was said."""
    articles = {
        "one": '"Ida is grateful for the care she had at the Larkhaven Clinic," her agent Nils Ferro said.\n',
        "two": "Singer Ida Vale flees Larkhaven Clinic\nIda Vale jumped a fence at the Larkhaven Clinic on Friday.\n"
        "A guard of the Larkhaven Clinic said Vale drove off in a van.\n",
        "three": "Ida Vale was seen near the Larkhaven Clinic. Nils Ferro, her agent, left the Larkhaven Clinic alone.\n",
    }
    reading = kit.read(folder(tmp_path, articles))
    words = "Ida is grateful for the care she had"
    (statement,) = statements_of(reading, "one", words)
    assert (reading.renderings["statement_id"] == statement).sum() == 1


def test_a_statement_has_a_speaker_only_where_all_agree():
    """One speaker whom all name has said it; nobody where one, even perhaps, names another, or only a guess names him."""
    abel, zora, again = made("We must act", "a"), made("We must act now", "b"), made("We must act", "c")
    abel.speaker_id, zora.speaker_id, again.speaker_id = "event/abel", "event/zora", "event/abel"
    assert Group([abel, again]).speaker(abel) == "event/abel"
    assert Group([abel, zora, again]).speaker(abel) is None
    stated = made("We must act", "d", form="stated")
    assert Group([abel, stated]).speaker(abel) is None
    abel.surely = True
    assert Group([abel, stated]).speaker(abel) == "event/abel"
    zora.words = fold("Nobody did what was agreed upon in spring.")
    assert Group([abel, zora]).speaker(abel) is None


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event["name"])
def test_splices_are_found(events, event):
    """Words that run on from what stands apart elsewhere are marked, and they are words inside marks."""
    rows = events[event["name"]].renderings
    spliced = rows[rows["spliced"].fillna(value=False)]
    for article, words in event["spliced"]:
        assert any(words in text for text in spliced.loc[spliced["article_id"] == article, "text"])
    assert set(spliced["form"]) <= {"direct", "partial"}


def test_a_splice_inside_one_sentence_is_cut_where_it_was_sewn(tmp_path):
    """Half of one sentence and half of another, inside one pair of marks, render both statements."""
    articles = {
        "full": '"We will not sell the harbour to anybody from abroad," Mayor Ada Tarn said.\n'
        '"Every family in the old town will get a new roof before winter," Tarn said.\n',
        "sewn": '"We will not sell the harbour will get a new roof before winter," Mayor Ada Tarn said.\n',
    }
    reading = kit.read(folder(tmp_path, articles))
    mine = reading.renderings[reading.renderings["article_id"] == "sewn"]
    assert len(mine) == 2
    assert mine["spliced"].tolist() == [False, True]
    assert statements_of(reading, "full", "We will not sell the harbour") == {mine["statement_id"].iloc[0]}
    assert statements_of(reading, "full", "Every family in the old town") == {mine["statement_id"].iloc[1]}


def test_what_i_or_we_tell_is_not_stated_as_a_fact(tmp_path):
    """A sentence in the first person, outside every quotation, is no rendering in an article's own voice."""
    told = "We saw that the bridge at Skarn was broken and six people were hurt on Monday."
    plain = "The bridge at Skarn was broken and six people were hurt on Monday."
    forms = {}
    for name, text in {"told": told, "plain": plain}.items():
        folder = tmp_path / name
        folder.mkdir()
        (folder / "a.txt").write_text(f"Bridge shut\n\n{text}\n", "utf-8")
        (folder / "b.txt").write_text(f"Quay shut\n\n{plain}\n", "utf-8")
        found = kit.read(folder).renderings
        forms[name] = set(found.loc[found["form"] == "stated", "article_id"])
    assert "a" in forms["plain"], forms
    assert "a" not in forms["told"], forms


def test_a_transcript_is_the_reference(tmp_path):
    """What sources.csv calls a transcript decides, without quotation marks, and tells what was apart; the rest is quiet."""
    articles = {
        "speech": "We shall build the dam in the spring of next year. It will be paid for by the four towns. "
        "Nobody has to move house. The ferry will stay.\n",
        "one": '"We shall build the dam next year. Nobody has to move house," Mayor Ada Tarn said.\n',
        "two": '"We shall build the dam next year," Mayor Ada Tarn said.\n',
    }
    (tmp_path / "sources.csv").write_text("file,role\nspeech.txt,transcript\none.txt,\ntwo.txt,\n", encoding="utf-8")
    reading = kit.read(folder(tmp_path, articles))
    assert reading.statements["reference_from"].tolist() == ["transcript", "transcript"]
    mine = reading.renderings[reading.renderings["article_id"] == "one"]
    assert mine["wording"].tolist() == ["trimmed", "verbatim"]
    assert mine["spliced"].tolist() == [False, True]
    assert not reading.renderings["text"].str.contains("ferry").any()


def test_a_cut_that_is_shown_is_no_splice(tmp_path):
    """An ellipsis between two passages tells the reader that something was left out."""
    full = '"The dam is safe. The old road must close. Nobody has to leave," engineer Ada Tarn said.\n'
    for mark, spliced in ((" ", True), (" … ", False), (" [...] ", False)):
        articles = {"full": full, "short": f'"The dam is safe.{mark}Nobody has to leave," engineer Ada Tarn said.\n'}
        place = tmp_path / str(len(mark))
        place.mkdir()
        rows = kit.read(folder(place, articles)).renderings
        assert rows.loc[rows["article_id"] == "short", "spliced"].any() == spliced, mark


def test_who_leaves_a_sentence_out_says_nothing_against_who_prints_it(tmp_path):
    """The fuller article is not spliced, though two others come to its last sentence from elsewhere in it."""
    articles = {
        "full": '"The dam is safe. The old road must close. The ferry will run all night. Nobody has to leave," engineer Ada Tarn said.\n',
        "one": 'The "ferry will run all night", Ada Tarn said.\n"The dam is safe. Nobody has to leave," Tarn said.\n',
        "two": '"The old road must close. Nobody has to leave," engineer Ada Tarn said.\n',
    }
    rows = kit.read(folder(tmp_path, articles)).renderings
    assert sorted(set(rows.loc[rows["spliced"].fillna(value=False), "article_id"])) == ["one", "two"]


def test_own_words_in_another_language_say_nothing_of_the_english_ones(tmp_path):
    """A headline that shares its names with an English sentence is no rendering of it."""
    articles = {
        "english": "Fossil whale found on Morrow Island\nThe fossil was found on Morrow Island by two children. It is old.\n",
        "german": "Fossiler Wal von Morrow Island\nDie Kinder haben den Wal gefunden, und sie haben sich sehr gefreut.\n",
    }
    reading = kit.read(folder(tmp_path, articles))
    assert reading.articles["language"].tolist() == ["en", "de"]
    assert reading.renderings.empty


def test_the_tables_keep_their_laws(events):
    """Schemas, keys and slices hold; a rendering inside marks has its quotation, a claim two articles."""
    for reading in events.values():
        tables.check(reading)
        renderings, statements = reading.renderings, reading.statements
        quoted = renderings["form"].isin(["direct", "partial"])
        assert renderings.loc[quoted, "quote_id"].notna().all()
        assert renderings.loc[renderings["form"] == "stated", "quote_id"].isna().all()
        assert renderings.loc[~quoted, "wording"].isna().all()
        claims = statements[statements["kind"] == "claim"]
        assert (claims["articles"] >= 2).all()
        assert claims["speaker_id"].isna().all()
        counted = renderings.groupby("statement_id")["article_id"].nunique()
        assert (statements.set_index("statement_id")["articles"] == counted.reindex(statements["statement_id"])).all()
        assert renderings["similarity"].between(0, 1).all()
        assert renderings["coverage"].between(0, 1).all()


def prepared(articles):
    """The arguments of `align_statements`, for these articles."""
    corpus = load.load_articles(articles)
    from kit.english import people, quotes

    docs = annotate.annotate(corpus.articles, corpus.segments)
    sentences = annotate.split_sentences(docs)
    entities, mentions = people.find_mentions(corpus.articles, docs)
    quoted, speakers = quotes.find_quotes(corpus.articles, docs, sentences, entities, mentions)
    return corpus.articles, docs, mentions, quoted, speakers


def test_the_order_of_the_articles_plays_no_part(tmp_path):
    """The same rows, whatever the order of the rows that come in."""
    articles, docs, mentions, quoted, speakers = prepared(folder(tmp_path, EVENTS[0]["articles"]))
    straight = align.align_statements(articles, docs, mentions, quoted, speakers)
    turned = align.align_statements(
        articles.iloc[::-1].reset_index(drop=True), dict(reversed(docs.items())), mentions.iloc[::-1],
        quoted.iloc[::-1].reset_index(drop=True), speakers.iloc[::-1],
    )  # fmt: skip
    for one, other in zip(straight, turned, strict=True):
        pd.testing.assert_frame_equal(one, other)


TIES = {
    "a": "“We should throw the jars away,” said Ilka Torsen. “But the lids may stay.” Campaigners were disappointed.\n",
    "b": "Ilka Torsen said: “We must throw the jars away. But the lids may stay.” Disappointment was great among campaigners.\n",
    "c": "“We may throw the jars away. The lids may not stay,” Ilka Torsen said. Campaigners showed their disappointment.\n",
}


def without_names(reading, name):
    """What a reading aligns, each article called by `name` of its id: what is joined, linked and contradicted, and how."""
    statements, parts = {}, (("left_article_id", "left_start"), ("right_article_id", "right_start"))
    references = set(reading.statements["reference_rendering_id"])
    for row in reading.renderings.itertuples():
        told = str(row.wording), row.certainty, row.spliced, row.rendering_id in references
        statements.setdefault(row.statement_id, set()).add((name[row.article_id], row.start, row.end, *told))
    both = [
        {(frozenset((name[row[at]], row[start]) for at, start in parts), row[kind]) for _, row in table.iterrows()}
        for table, kind in ((reading.links, "similarity"), (reading.conflicts, "kind"))
    ]
    return [set(map(frozenset, statements.values())), *both]


@pytest.mark.parametrize("articles", [TIES, *(event["articles"] for event in EVENTS)])
def test_what_the_files_are_called_plays_no_part(articles, tmp_path):
    """The same statements, references, links and conflicts, whichever file comes first by its name."""
    straight = {f"x{n}": name for n, name in enumerate(articles)}
    turned = {f"x{n}": name for n, name in enumerate(reversed(articles))}
    made = []
    for called in (straight, turned):
        path = tmp_path / str(len(made))
        path.mkdir()
        made.append(without_names(kit.read(folder(path, {x: articles[name] for x, name in called.items()})), called))
    assert made[0] == made[1]


def test_ids_hold_when_an_article_is_added(tmp_path):
    """A statement whose reference does not change keeps its id."""
    event = EVENTS[2]["articles"]
    few = kit.read(folder(tmp_path, dict(list(event.items())[:3])))
    more = kit.read(folder(tmp_path, event))
    same = few.statements.merge(more.statements, on="reference_rendering_id", suffixes=("", "_then"))
    assert len(same) >= 5
    assert (same["statement_id"] == same["statement_id_then"]).mean() >= 0.9


def test_nothing_to_align_gives_empty_tables(tmp_path):
    """One article, no quotation, no words, another language: no error, and what is there is alone."""
    for n, text in enumerate(
        ["", "Rain.\n", "“”\n", "Es regnete den ganzen Tag über der Stadt und niemand ging hinaus.\n"]
    ):
        place = tmp_path / str(n)
        place.mkdir()
        reading = kit.read(folder(place, {"a": text, "b": "It rained.\n"}))
        tables.check(reading)
        assert (reading.statements["articles"] <= 2).all()


@pytest.mark.parametrize("pair", FOLDS["same"])
def test_one_word_in_two_spellings(pair):
    """Spelling, case, punctuation and numbers aside, these are the same words."""
    left, right = ([word.n for word in fold(text)] for text in pair)
    assert left == right


@pytest.mark.parametrize("pair", FOLDS["different"])
def test_two_words_stay_two(pair):
    """Folding does not make one word of two."""
    left, right = ([word.n for word in fold(text)] for text in pair)
    assert left != right


@pytest.mark.parametrize("pair", FOLDS["known_failures"])
@pytest.mark.xfail(reason="an abbreviation of several words, a contraction", strict=True)
def test_what_folding_misses(pair):
    """Known failures of folding."""
    left, right = ([word.n for word in fold(text)] for text in pair)
    assert left == right


@given(st.text(alphabet="aZé’'.-5%, \n\u200b“$U", max_size=60))
@settings(max_examples=100, deadline=None)
def test_every_word_is_a_slice(text):
    """Printed forms are slices of the text, in order, none empty, none overlapping."""
    at = 0
    for word in fold(text):
        assert text[word.start : word.end] == word.t != ""
        assert word.start >= at
        at = word.end


@given(st.text(alphabet="aZé’'.-5%, \nthfourwny", max_size=60), st.integers(0, 60), st.integers(0, 60))
@settings(max_examples=100, deadline=None)
def test_a_stretch_folds_as_it_would_alone(text, start, end):
    """The words of a text, folded once, are in every stretch of it those that the stretch alone would have."""
    alone = fold(text, start=start, end=end)
    assert [word[:4] for word in Folded(text, {}).between(start, end)] == [word[:4] for word in alone]


def test_spellings_of_a_name_are_one():
    """Two spellings of one person's name fold to one; two people stay two."""
    mentions = pd.DataFrame(
        {"entity_id": ["a", "a", "b"], "text": ["Olena Petrenko", "Petrenkko", "Petrov"]}  # invented
    )
    same = name_spellings(tables.rows(mentions))
    assert same.get("petrenko", "petrenko") == same.get("petrenkko", "petrenkko")
    assert "petrov" not in same


def made(text, article="a", form="direct", start=0):
    one = Proposition(article, "event", start, start + len(text), form, marked=((start, start + len(text)),))
    one.words = fold(" " * start + text, start=start)
    return one


@pytest.mark.parametrize(("said", "model", "wording"), WORDINGS)
def test_what_was_done_to_the_words(said, model, wording):
    """Verbatim, trimmed or reworded, as the vocabulary defines them."""
    assert judge_wording(made(said), made(model, "b"), compared=True) == wording


def test_no_judgement_without_another_quotation():
    """Agreement of one outlet with itself says nothing."""
    assert judge_wording(made("We must act"), made("We must act"), compared=False) is None


def test_the_reference_is_what_most_print_else_a_tie_is_broken():
    """Transcript, then majority, then the form, the length, the day and the name."""
    known = {
        key: Witness(transcript=key == "t", published=day)
        for key, day in (("a", 2.0), ("b", 1.0), ("c", 3.0), ("t", 9.0))
    }
    a, b, c = made("We must act", "a"), made("We must act.", "b"), made("We must act at once", "c")
    assert choose_reference([a, b, c], known)[1] == "majority"
    assert choose_reference([a, b, c], known)[0] is b  # published first
    assert choose_reference([a, c], known) == (c, "tie-break")  # the longer
    assert choose_reference([a, c, made("Act", "t")], known)[1] == "transcript"
    assert choose_reference([made("Act at once or lose", "a", "partial"), c], known)[0] is c  # direct before partial
    assert choose_reference([a], known) == (a, "only")
    twice = [a, b, c, made("We must act at once", "t")]
    quiet = {key: Witness(transcript=False, published=known[key].published) for key in known}
    assert choose_reference(twice, quiet) == (c, "tie-break")  # two print the one wording, two the other: no majority


@given(WORDS, WORDS)
@settings(max_examples=80, deadline=None)
def test_similarities_are_shares(left, right):
    """Between nothing and all; a text is wholly like itself; likeness looks the same from both sides."""
    for measure in (contained, likeness, in_runs):
        assert 0 <= measure(left, right) <= 1
    assert likeness(left, right) == likeness(right, left)
    if left:
        assert contained(left, left) == likeness(left, left) == 1


@given(st.lists(WORDS, min_size=1, max_size=6))
@settings(max_examples=50, deadline=None)
def test_rows_of_the_matrix_have_length_one(texts):
    """Every text with words has length one, and texts with the same words the same row."""
    pieces = count_pieces(texts)
    matrix = tfidf(pieces)
    lengths = matrix.multiply(matrix).sum(axis=1)
    for words, row in zip(texts, pieces.row, strict=True):
        assert lengths[row] == pytest.approx(1 if words else 0)
        assert (row == pieces.row[texts.index(words)]).all()


@given(st.lists(WORDS, min_size=1, max_size=8))
@settings(max_examples=50, deadline=None)
def test_pairs_of_texts_have_the_scores_of_their_rows(texts):
    """What is counted once for equal texts holds for every pair of them: as a plain product of all texts gives it."""
    pieces = count_pieces(texts)
    matrix = tfidf(pieces)
    rows = alike_pairs(matrix, 0.1)
    pairs, place = of_texts(rows, pieces.row)
    every = matrix[pieces.row].toarray()
    wanted = {
        (i, j): cosine
        for i in range(len(texts))
        for j in range(i + 1, len(texts))
        if (cosine := every[i] @ every[j]) >= 0.1
    }
    assert pairs.as_dict() == pytest.approx(wanted, abs=1e-5)
    for i, j, score in zip(pairs.left, pairs.right, either_way(matrix, rows)[place], strict=True):
        shares = (every[i] ** 2 @ (every[j] > 0), every[j] ** 2 @ (every[i] > 0))
        assert score == pytest.approx((min(wanted[i, j], 1) * max(shares)) ** 0.5, abs=1e-5)


def test_scikit_learn_counts_the_same():
    """Our few lines give scikit-learn's matrix: every cosine agrees."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = [["peace", "talks", "resume"], ["peace", "talk"], ["rain", "again", "rain"], ["talks", "on", "rain"]]
    theirs = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True).fit_transform(
        map(" ".join, texts)
    )
    pieces = count_pieces(texts)
    mine = tfidf(pieces)[pieces.row]
    assert (mine @ mine.T).toarray() == pytest.approx((theirs @ theirs.T).toarray(), abs=0.08)


def test_clauses_are_cut_between_statements_and_nowhere_else(tmp_path):
    """A quotation of two sentences gives two clauses, a sentence broken by "he added" one."""
    text = '"The dam is safe. Nobody has to leave," engineer Ada Tarn said. "To be clear," she added, "as of today, the road is open."\n'
    _, docs, _, quoted, _ = prepared(folder(tmp_path, {"a": text}))
    said = [text[p.start : p.end] for p in quoted_propositions(Text(docs["a"]), list(quoted.itertuples()), "event")]
    assert said[:2] == ["The dam is safe.", "Nobody has to leave"]
    assert said[2].startswith("To be clear")
    assert said[2].endswith("the road is open.")
    assert len(said) == 3


COPY = (
    "The ferry ran aground shortly after midnight on a sandbank two miles off the coast of Nordholm island. "
    "Coastguard crews took all ninety passengers on board before dawn and brought them to the harbour town of Velm. "
)  # invented


def test_copied_wording_is_told_from_shared_quotations(tmp_path):
    """A shared quotation is no copy; shared sentences are; a pair that shares nothing has its row, too."""
    quote = '"We saw the light too late and then the whole ship shook under us," captain Ada Tarn said.\n'
    articles = {
        "copy": COPY + "Nobody was hurt.\n",
        "wire": COPY + "The ferry company promised an inquiry.\n",
        "quoter": "A ship got stuck. " + quote,
        "other": "There was trouble at sea near Velm. " + quote,
    }
    reuse = kit.read(folder(tmp_path, articles)).reuse
    by_pair = reuse.set_index(["left_article_id", "right_article_id"])
    assert len(reuse) == 6
    assert by_pair.at[("copy", "wire"), "rule"].startswith("reuse.copy")
    assert by_pair.at[("copy", "wire"), "longest_run"] >= 30
    assert by_pair.at[("other", "quoter"), "shared_words"] == 0
    assert not by_pair.drop(("copy", "wire"))["rule"].str.startswith("reuse.copy").any()


def slow_reuse(left, right):
    """Words of the left one in shared 5-grams and the longest such run, counted one by one."""
    grams = {tuple(run[i : i + 5]) for run in right for i in range(len(run) - 4)}
    words = longest = 0
    for run in left:
        shared = [tuple(run[i : i + 5]) in grams for i in range(len(run) - 4)]
        words += sum(any(shared[max(at - 4, 0) : at + 1]) for at in range(len(run)))
        for i in range(len(shared)):
            on_end = next((k for k in range(i, len(shared)) if not shared[k]), len(shared)) - i
            longest = max(longest, on_end + 4 if on_end else 0)
    return words, longest


@given(st.lists(st.lists(st.lists(st.sampled_from("abc"), max_size=14), max_size=3), min_size=2, max_size=4))
@settings(max_examples=80, deadline=None)
def test_shared_runs_are_counted_as_by_hand(articles):
    """For every two articles: the words in shared runs of five, none twice, none across a gap, and the longest run."""
    words, longest = shared_runs(articles)
    for left, mine in enumerate(articles):
        for right, theirs in enumerate(articles):
            assert (words[left, right], longest[left, right]) == slow_reuse(mine, theirs)


def test_links_leave_quotations_and_attributions_out(tmp_path):
    """Sentences that state the same are linked; sentences that share a quotation and a speaker are not."""
    articles = {
        "a": "Inspectors found cracks in two piers of the old harbour bridge last autumn.\n"
        '"We shall repair it before the winter storms," engineer Ada Tarn said.\n',
        "b": "Last autumn inspectors discovered cracks in two of the piers of the harbour bridge.\n"
        '"We shall repair it before the winter storms," engineer Ada Tarn said.\n',
    }
    links = kit.read(folder(tmp_path, articles)).links
    assert len(links) == 1
    assert links["left_start"].item() == links["right_start"].item() == 0


def test_meaning_finds_more_retellings(tmp_path):
    """With `semantic`, at least as many pairs of articles meet in a statement, and the same run gives the same rows."""
    args = prepared(folder(tmp_path, EVENTS[1]["articles"]))
    plain, _ = align.align_statements(*args)
    deep, rows = align.align_statements(*args, semantic=True)
    assert (deep["articles"] - 1).sum() >= (plain["articles"] - 1).sum()
    pd.testing.assert_frame_equal(rows, align.align_statements(*args, semantic=True)[1])


def test_who_was_told_is_no_statement(tmp_path):
    """What an article says of a quotation, by whom and to whom, is no statement of its own."""
    words = "“The bridge is safe and it will open,” chief engineer Ada Brook told the Northham Valley Wire."
    reading = kit.read(folder(tmp_path, {"a": words, "b": words}))
    assert set(reading.renderings["form"]) == {"direct"}


DIVIDED = {
    "a hyphen": ("There is no rea-\nson to leave the town.", "There is no reason to leave the town.", "verbatim"),
    "a hyphen, the next line set in": (
        "Send the inspec-  \n  tion to us now.",
        "Send the inspection to us now.",
        "verbatim",
    ),
    "the sign for a hyphen": ("The engi‐\nneers told us so.", "The engineers told us so.", "verbatim"),
    "a soft hyphen inside a line": (
        "No fear for the wat\u00ader of the town.",
        "No fear for the water of the town.",
        "verbatim",
    ),
    "a compound": ("It is well-\nknown to all of us here.", "It is well-known to all of us here.", "verbatim"),
    "another word": ("There is no rea-\nson to leave the town.", "There is no treason to leave the town.", "reworded"),
}


@pytest.mark.parametrize("case", DIVIDED)
def test_a_word_divided_at_the_end_of_a_line_is_one_word(case, tmp_path):
    """Two outlets print the same words, one of them with a word over two lines: nothing was reworded."""
    left, right, wanted = DIVIDED[case]
    for name, said in (("a", left), ("b", right)):
        text = f"Dam report\n\nThe town met on Monday. “{said}” said Piers Lowe.\n"
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    found = kit.read(tmp_path).renderings
    said = found[found["form"] == "direct"]
    assert set(said["article_id"]) == {"a", "b"}
    assert ("reworded" if "reworded" in set(said["wording"]) else "verbatim") == wanted
