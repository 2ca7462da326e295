"""Compare: the outlets beside one another, on the seeds and on small invented corpora, hostile ones among them."""

from __future__ import annotations

import pandas as pd
import pytest

import kit
from kit import charts, compare, tables, widgets
from kit.compare import rates
from kit.compare.number_labels import thing_names

FIGURES = (
    "contested_grid", "focus_grid", "keyword_dots", "loaded_strip", "naming_grid", "nearness_tree", "number_grid",
    "order_grid", "overview_grid", "speaker_grid", "verb_grid", "voice_shares",
)  # fmt: skip
EXPLORERS = ("Concordance", "ContestedWords", "Naming", "Numbers", "Order", "Overview", "Verbs", "Voices", "Words")
# Nobody said any of this; Ada Brook and the rest are invented.
CORPORA = {
    "one article": {"a.txt": "Ada Brook spoke in Halden.\n\nThe road is long."},
    "no quotations, no numbers": {"a.txt": "The road is long. It rained.", "b.txt": "The bridge fell."},
    "nothing but signs": {"a.txt": "!!! ??? … --", "b.txt": "“”\n\n‘’"},
    "an outlet named NA": {
        "a.txt": "“We won,” said Ada Brook. 20 people came.",
        "b.txt": "“We won,” said Ada Brook. 30 people came.",
        "sources.csv": "file,id,outlet\na.txt,a,NA\nb.txt,b,\n",
    },
    "one outlet, two articles, two events": {
        "a.txt": "“We won,” said Ada Brook. 20 people came.",
        "b.txt": "The war is lost. The conflict goes on.",
        "sources.csv": "file,id,event,outlet\na.txt,a,one,Gazette\nb.txt,b,two,Gazette\n",
    },
    "another language": {
        "a.txt": "Der Minister sagte, dass die Straße gesperrt ist. Wir haben viele Probleme mit dem Wetter.",
        "b.txt": "The minister said the road was closed to 40 cars.",
    },
    "hostile text": {
        "a.txt": "<script>alert(1)</script> =SUM(A1) said Ada Brook. 5 </td> people.",
        "b.txt": "5 people.",
    },
}


@pytest.fixture(scope="module", params=list(CORPORA))
def odd(request, tmp_path_factory):
    """A reading of each odd corpus."""
    folder = tmp_path_factory.mktemp("corpus")
    for name, text in CORPORA[request.param].items():
        (folder / name).write_text(text, encoding="utf-8")
    return kit.read(folder)


@pytest.mark.parametrize("name", FIGURES)
def test_no_figure_raises(odd, name):
    """Every figure of every odd corpus is a chart with a description, or says what it cannot show and why."""
    figure = getattr(charts, name)(odd)
    assert figure.title.endswith("?")
    assert (figure.spec and figure.description) or "cannot be shown: " in figure.why_not


@pytest.mark.parametrize("name", EXPLORERS)
def test_no_explorer_raises(odd, name):
    """Every explorer opens on every odd corpus and has rows as a DataFrame."""
    assert isinstance(getattr(widgets, name)(odd).rows, pd.DataFrame)


def test_findings_of_odd_corpora_are_sentences(odd):
    """Whatever is said ends as a sentence and has keys."""
    rows = compare.findings(odd)
    assert rows["sentence"].str.contains(r"[.!?…]”?$").all()
    assert rows["keys"].str.len().gt(0).all()


def test_hostile_text_is_escaped(odd):
    """No tag of an article reaches the page of an explorer."""
    for name in EXPLORERS:
        shown = [w.value for w in getattr(widgets, name)(odd).children if hasattr(w, "value")]
        assert not any("<script>" in str(value) for value in shown)


@pytest.mark.parametrize("name", FIGURES)
def test_figures_of_the_seeds_are_drawn(seeds, name):
    """Each has a chart, its words, its data, and the same bytes on a second call."""
    figure, again = getattr(charts, name)(seeds), getattr(charts, name)(seeds)
    assert figure.spec == again.spec
    assert figure.svg.startswith("<svg")
    assert len(figure.description) > 40
    assert len(figure.data) > 0
    assert figure.spec["title"]["text"]


@pytest.mark.parametrize("name", FIGURES)
def test_outlets_can_be_chosen_and_ordered(seeds, name):
    """A figure of two outlets holds no third one; an unknown one is refused by name."""
    names = compare.outlet_names(seeds).tolist()
    figure = getattr(charts, name)(seeds, outlets=names[2:0:-1])
    columns = [c for c in figure.data.columns if c.endswith("outlet")]
    assert set(pd.concat([figure.data[c] for c in columns]).dropna()) <= set(names[1:3]) if columns else figure.why_not
    with pytest.raises(ValueError, match="No outlet is called 'The Moon Gazette'"):
        getattr(charts, name)(seeds, outlets=["The Moon Gazette"])


@pytest.mark.parametrize(
    ("name", "wrong"),
    [("naming_grid", {"concept": "x y z"}), ("contested_grid", {"concept": "x y z"}), ("verb_grid", {"speaker": "x y z"}), ("nearness_tree", {"by": "x y z"})],
)  # fmt: skip
def test_wrong_choices_are_refused_with_the_right_ones(seeds, name, wrong):
    """The message names what was asked for and what there is."""
    with pytest.raises(ValueError, match=r"x y z"):
        getattr(charts, name)(seeds, **wrong)


def test_voices_share_out_every_word(seeds):
    """The three voices of an article add up to its words, and each share lies in its interval."""
    rows = compare.voices(seeds)
    for _, group in rows.groupby("article_id"):
        assert group["words"].sum() == group["of"].iloc[0]
        assert group["share"].sum() == pytest.approx(1, abs=0.001)
    assert ((rows["low"] <= rows["share"]) & (rows["share"] <= rows["high"])).all()


def test_who_is_heard_is_not_among_the_silent(seeds):
    """Nobody is both heard and not heard."""
    heard = set(seeds.speakers["entity_id"].dropna())
    assert not heard & set(compare.not_heard(seeds)["entity_id"])


def test_every_key_of_a_comparison_leads_to_a_passage(seeds):
    """Keys resolve to slices of the articles."""
    texts = dict(zip(seeds.articles["article_id"], seeds.articles["text"], strict=True))
    for made, column in (
        (compare.naming(seeds), "keys"), (compare.contested(seeds).dropna(subset="keys"), "keys"),
        (compare.reporting(seeds), "quote_ids"), (compare.speakers_heard(seeds), "quote_ids"),
        (compare.order(seeds), "rendering_ids"), (compare.numbers(seeds), "quantity_id"),
    ):  # fmt: skip
        assert len(made)
        found = compare.passages(seeds, " ".join(made[column]))
        assert all(texts[p.article_id][p.start : p.end] == p.text for p in found.itertuples())
    with pytest.raises(KeyError, match="no-such-key"):
        compare.passages(seeds, "no-such-key")


def test_counts_agree_with_the_tables(seeds):
    """The overview's counts are those of the tables behind it."""
    rows = compare.overview(seeds).set_index("article_id")
    assert rows["numbers"].sum() == len(seeds.quantities)
    assert rows["labels"].sum() == len(seeds.labels)
    assert rows["statements"].sum() == len(seeds.renderings.drop_duplicates(["article_id", "statement_id"]))


def test_a_word_nobody_uses_is_listed_as_such(seeds):
    """A contested term without a use has no article, and no term has both."""
    rows = compare.contested(seeds)
    never = set(rows.loc[rows["count"] == 0, "term"])
    assert never
    for concept, group in rows.groupby("concept"):
        assert not set(group.loc[group["count"] > 0, "term"]) & set(group.loc[group["count"] == 0, "term"]), concept


def test_numbers_of_one_thing_stand_together(tmp_path):
    """Two outlets' numbers of one thing make a group that differs; another thing is its own group."""
    (tmp_path / "a.txt").write_text("At least 20 people died in the Halden fire. The bridge cost $5 million.")
    (tmp_path / "b.txt").write_text("The Halden fire killed 25 people died in hospital. The bridge cost $5 million.")
    rows = compare.numbers(kit.read(tmp_path))
    status = rows.groupby("what")["status"].first().to_dict()
    assert status == {"people: dead": "differ", "USD: bridge": "same"}


NUMBERS = {
    "the same is said of both": ("Twelve people were hurt in the fire.", "The fire wounded nine people.", "differ"),
    "another thing is said": ("Twelve people were hurt in the fire.", "The fire killed nine people.", "one outlet"),
    "part of them": (
        "The fire killed nine children on Monday.",
        "The fire killed twelve people on Monday.",
        "one outlet",
    ),
    "another year": ("The 2031 fire killed nine people.", "The 2019 fire killed twelve people.", "one outlet"),
    "the agent is not the victim": ("Two bombs killed a guard.", "Three bombs were killed off by frost.", "one outlet"),
    "the same number": ("The fire hurt nine people.", "Nine people were hurt in the fire.", "same"),
    "the same said of a large number": (
        "By the end of a long night 64 people were injured.",
        "Sixty-four were hurt.",
        "same",
    ),
    "a bare number in a headline": (
        "Quake: over 60 injured as walls fall",
        "60 hurt as walls fall",
        "same",
    ),
    "another disaster, and none named": (
        "HALDEN, March 3, 2031 — The fire killed nine people.",
        "HALDEN, March 3, 2031 — The fire of 2019 killed twelve people.",
        "one outlet",
    ),
    "a year it is compared with": (
        "Turnout was 71 per cent, the highest since 1994.",
        "Turnout was 72 per cent, the highest since 2005.",
        "differ",
    ),
    "something else is said in words of no class": (
        "At the school in Tilne 48 children were asleep.",
        "At the school in Tilne four children were looked for.",
        "one outlet",
    ),
    "a year that one article names and the other tells of": (
        "HALDEN, March 3, 2031 — The trial began. In May 2028 the ferry burned. The fire killed nine people.",
        "HALDEN, March 3, 2031 — The fire killed twelve people in May 2028.",
        "differ",
    ),
    "those aboard": ("The ferry sank with 142 aboard.", "The ferry sank with 145 people on board.", "differ"),
    "a range and its lower end": (
        "Some 900 boats joined the parade in Halden.",
        "Between 900 and 2,000 boats joined the parade in Halden.",
        "differ",
    ),
    "two nouns for one number": (
        "The Halden mill will cut 1,200 jobs at its plant in Osterby, the owner said.",
        "The Halden mill said it will shed 1,200 positions at its Osterby plant.",
        "same",
    ),
    "two nouns for two numbers": (
        "The Halden mill will cut 1,200 jobs at its plant in Osterby, the owner said.",
        "The Halden mill said it will shed 1,300 positions at its Osterby plant.",
        "one outlet",
    ),
    "those left so": ("The quake left 14 others trapped.", "Fourteen people are trapped.", "same"),
    "those who flee": (
        "Nearly 2,500 people fled their homes in Halden.",
        "2,300 people fled homes in Halden.",
        "differ",
    ),
    "a contradiction": (
        "The minister of Veltland, Orla Brandt, has resigned after she had billed taxpayers £38,412 for hired cars.",
        "Veltland's minister, Orla Brandt, has resigned after she had billed taxpayers £34,812 for hired cars.",
        "differ",
    ),
}


@pytest.mark.parametrize("case", NUMBERS)
def test_numbers_are_of_one_thing_if_the_same_is_said(case, tmp_path):
    """Noun, year and what is said must agree before two different numbers are set against each other."""
    one, other, status = NUMBERS[case]
    (tmp_path / "a.txt").write_text(one)
    (tmp_path / "b.txt").write_text(other)
    assert status in set(compare.numbers(kit.read(tmp_path))["status"]) <= {status, "one outlet"}


def test_seats_of_two_parties_are_two_things(tmp_path):
    """Where an article gives several numbers of one noun, only equal numbers are set beside another article's."""
    (tmp_path / "a.txt").write_text(
        "The Farmers took 59 seats on Sunday. The Greens kept 16 of their 31 seats on Sunday."
    )
    (tmp_path / "b.txt").write_text("The Farmers took 59 seats on Sunday. The Greens kept 17 seats on Sunday.")
    rows = compare.numbers(kit.read(tmp_path))
    assert rows[rows["status"] != "one outlet"]["value"].tolist() == [59, 59]


def test_things_of_one_name_are_told_apart_by_their_sentences(tmp_path):
    """Two groups of the same noun are named by words that only the sentences of one of them use."""
    (tmp_path / "a.txt").write_text("The fire in Halden killed nine people. In 1988 a flood killed 61 people.")
    reading = kit.read(tmp_path)
    names = thing_names(reading, compare.numbers(reading))
    assert sorted(names.values()) == ["people: dead (Halden)", "people: dead (flood, 1988)"]


def test_an_article_never_has_two_values_of_one_thing(seeds):
    """In no group does one article give two different values."""
    rows = compare.numbers(seeds).dropna(subset="value")
    assert len(rows.drop_duplicates(["group", "article_id", "value"])) == len(
        rows.drop_duplicates(["group", "article_id"])
    )


def test_nearness_is_symmetric_in_what_it_compares(seeds):
    """Each pair of one event once, all values between 0 and 1, and the few outlets are mentioned."""
    rows = compare.nearness(seeds)
    assert len(rows) == 10
    assert rows["wording"].between(0, 1).all()
    assert rows["statements"].between(0, 1).all()
    assert rows["note"].str.contains("fewer than six").all()


def test_findings_rest_on_rows_that_exist(seeds):
    """Several sentences, each with keys of the table it names."""
    rows = compare.findings(seeds)
    assert len(rows) >= 6
    for row in rows.itertuples():
        frame = seeds.tables()[row.table]
        key = tables.SCHEMAS[row.table].key or "term"
        wanted = row.keys.split() if row.table != "keyness" else []
        assert set(wanted) <= set(frame[key]), row.sentence


def test_small_counts_are_said_to_be_small():
    """Fewer than five cases get a caution, five get none; an empty share spans everything."""
    assert rates.caution(4)
    assert rates.caution(5) == ""
    assert rates.wilson(0, 0) == (0.0, 1.0)
    assert rates.bootstrap([0], [0]) == (0.0, 1.0)
    low, high = rates.wilson(5, 10)
    assert low < 0.5 < high


def test_an_explorer_follows_its_controls(seeds):
    """A change of a control changes `.rows` and the passages."""
    naming = widgets.Naming(seeds)
    other = next(o for o in naming.concept.options if o != naming.concept.value)
    naming.concept.value = other
    assert set(naming.rows["concept"]) == {other}
    naming.outlets.value = naming.outlets.options[:1]
    assert set(naming.rows["outlet"]) <= set(naming.outlets.options[:1])
    lines = widgets.Concordance(seeds)
    assert lines.rows.empty
    lines.term.value = "troops"
    assert set(lines.rows["match"].str.lower()) == {"troops"}
    words = widgets.Words(seeds)
    words.question.value = words.question.options[1]
    assert "kind" in words.rows
    overview = widgets.Overview(seeds)
    overview.question.value = "Near in statements"
    assert "shared_statements" in overview.rows


def test_forty_outlets_make_a_page_and_not_a_mile(tmp_path):
    """With forty outlets every figure is drawn, and none is wider than a few screens."""
    for n in range(40):
        (tmp_path / f"{n:02}.txt").write_text(
            f"“The bridge number {n} is safe,” said Mayor Ada Brook{n % 3}. It cost ${n + 1} million. The war goes on. "
            f"The road to Halden is closed to {n + 20} cars.",
            encoding="utf-8",
        )
    reading = kit.read(tmp_path)
    for name in FIGURES:
        figure = getattr(charts, name)(reading)
        if figure.spec:
            width = float(figure.svg.split('width="', 1)[1].split('"', 1)[0])
            assert width < 2600, name


def test_the_numbers_of_fourteen_outlets_fit_a_page(tmp_path):
    """The grid of numbers shrinks and is cut until it fits beside the menu of a page 1280 pixels wide."""
    for n in range(14):
        counts = ". ".join(
            f"The {thing} has {n + 20} {thing}s"
            for thing in "boat barn farm mill mast pier lamp door gate well tower".split()
        )
        (tmp_path / f"{n:02}.txt").write_text(f"{counts}.", encoding="utf-8")
    figure = charts.number_grid(kit.read(tmp_path))
    assert float(figure.svg.split('width="', 1)[1].split('"', 1)[0]) < 1100


def test_findings_end_once_and_count_only_what_differs(tmp_path):
    """A finding that ends with a quoted sentence has one full stop, and one label for all is no finding on names."""
    for name in ("a", "b", "c"):
        words = "Councillor Ada Brook came. “We shall never sell the harbour,” Ada Brook told the council on Monday."
        (tmp_path / f"{name}.txt").write_text(words, encoding="utf-8")
    said = compare.findings(kit.read(tmp_path))
    assert said["sentence"].str.contains("Among what stands word for word in all 3 articles").any()
    assert not said["sentence"].str.contains(".”.", regex=False).any()
    assert not said["sentence"].str.contains("different things").any()


def test_charts_of_one_article_speak_of_one(tmp_path):
    """What a chart says in words has the singular where there is one article."""
    (tmp_path / "a.txt").write_text(CORPORA["an outlet named NA"]["a.txt"], encoding="utf-8")
    reading = kit.read(tmp_path)
    said = [getattr(charts, name)(reading).description for name in ("overview_grid", "naming_grid")]
    assert not [words for words in said if "1 articles" in words]
