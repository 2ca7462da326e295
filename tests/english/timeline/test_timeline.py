"""Times: expressions found and resolved, anchors, what they date."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kit
from kit import tables
from kit.data import rulebook
from kit.english import annotate, people, quotes, timeline
from kit.english.timeline import calendar, finder, holidays
from kit.english.timeline.read_article import _modified
from kit.english.timeline.rules import RULES, Moment

CASES = json.loads((Path(__file__).parents[2] / "cases" / "times.json").read_text(encoding="utf-8"))


def read(*articles: dict, events: pd.DataFrame | None = None) -> pd.DataFrame:
    """The times of articles given as `text` and what is known of each; paragraphs are lines."""
    facts = [f for n, a in enumerate(articles) for f in a.pop("facts", []) if f.update(fact_id=f"f{n}") is None]
    rows = [
        {"article_id": f"a{n}", "event_id": "event", "language": "en", **article} for n, article in enumerate(articles)
    ]
    made = tables.table("articles", rows)
    segments = []
    for row in made.itertuples():
        at = 0
        for n, line in enumerate(row.text.splitlines(keepends=True)):
            segments.append(
                {"article_id": row.article_id, "paragraph": n, "role": "body", "start": at, "end": at + len(line)}
            )
            at += len(line)
    docs = annotate.annotate(made, pd.DataFrame(segments, columns=["article_id", "paragraph", "role", "start", "end"]))
    sentences = annotate.split_sentences(docs)
    entities, mentions = people.find_mentions(made, docs)
    quoted, _ = quotes.find_quotes(made, docs, sentences, entities, mentions)
    found = timeline.find_times(made, tables.table("facts", facts), docs, quoted, events=events)
    return found.assign(
        event=[
            None
            if pd.isna(t.event_start)
            else made.set_index("article_id").at[t.article_id, "text"][t.event_start : t.event_end]
            for t in found.itertuples()
        ]
    )


@pytest.fixture(scope="module")
def found():
    """A function from a case to its resolved times as [text, type, value, mod]; all cases are read at once, apart."""
    cases = [case for kind in ("positive", "negative", "known") for case in CASES[kind]]
    articles = [{"text": c["text"], "published": c["published"], "event_id": f"e{n}"} for n, c in enumerate(cases)]
    times = read(*articles)
    times = times[times["value"].notna()]
    rows: dict[str, list] = {f"a{n}": [] for n in range(len(cases))}
    for t in times.itertuples():
        rows[t.article_id].append([t.text, t.type, t.value, *([t.mod] if pd.notna(t.mod) else [])])
    return lambda case: rows[f"a{cases.index(case)}"]


@pytest.mark.parametrize("case", CASES["positive"], ids=lambda case: case["text"])
def test_times_are_read(case, found):
    """Each expression is found with its exact words and resolved from the day of the article."""
    assert found(case) == case["times"]


@pytest.mark.parametrize("case", CASES["negative"], ids=lambda case: case["text"])
def test_what_is_no_time_is_left_alone(case, found):
    """Numbers, names and ages are no times."""
    assert found(case) == []


@pytest.mark.parametrize(
    "case", [pytest.param(c, marks=pytest.mark.xfail(strict=True), id=c["text"]) for c in CASES["known"]]
)
def test_known_failures(case, found):
    """What we know to get wrong; an accidental improvement is noticed."""
    assert found(case) == case["times"]


def one(times: pd.DataFrame, text: str) -> pd.Series:
    """The one row with these words."""
    rows = times[times["text"] == text]
    assert len(rows) == 1
    return rows.iloc[0]


def test_speech_is_read_from_the_day_it_was_spoken():
    """ "Tomorrow" in quotation marks is the day after the speech, not the day after the printing."""
    times = read(
        {"text": 'Ann Example said on Monday: "The bridge of Madeupton will open tomorrow."', "published": "2031-03-13"}
    )
    row = one(times, "tomorrow")
    assert (row["value"], row["anchor"], row["anchor_from"]) == ("2031-03-11", pd.Timestamp("2031-03-10"), "speech")


def test_reported_speech_is_read_from_the_reporters_day():
    """Without quotation marks it is the reporter who counts."""
    times = read(
        {
            "text": "Ann Example said on Monday that the bridge of Madeupton would open tomorrow.",
            "published": "2031-03-12",
        }
    )
    assert one(times, "tomorrow")["value"] == "2031-03-13"


def test_dateline_and_page_stamp_are_two_anchors():
    """Words are read from the dateline's day, when the page was printed a day later."""
    times = read({"text": "The council met today.", "published": "2031-03-13", "dateline_date": "2031-03-12"})
    row = times.iloc[0]
    assert (row["value"], row["anchor_from"]) == ("2031-03-12", "dateline")


def test_a_dateline_far_from_the_page_is_not_believed():
    """A dateline months off is a misreading; the page's day counts."""
    times = read({"text": "The council met today.", "published": "2031-03-13", "dateline_date": "2030-03-12"})
    assert times.iloc[0]["value"] == "2031-03-13"


def test_an_article_without_a_day_is_read_from_the_others():
    """The other articles of the event lend their commonest day, and the row says so."""
    dated = [{"text": "Nothing here.", "published": day} for day in ("2031-03-12", "2031-03-12", "2031-03-14")]
    row = one(read(*dated, {"text": "The council met on Wednesday."}), "Wednesday")
    assert (row["value"], row["anchor_from"]) == ("2031-03-12", "other articles")
    assert row["anchor"] == pd.Timestamp("2031-03-12")
    assert row["rule"].endswith("+time.from.others-commonest")


def test_nothing_is_lent_across_events():
    """An article of another event lends no day."""
    times = read(
        {"text": "Nothing here.", "published": "2031-03-12"},
        {"text": "The council met on Wednesday.", "event_id": "other"},
    )
    assert times["value"].isna().all()


def test_a_dateline_without_its_year_takes_it_from_the_others():
    """Day and month stand in the dateline, the year in the other articles."""
    fact = {"article_id": "a1", "field": "dateline_date", "value": "XXXX-12-30", "source": "dateline", "rule": "test"}
    times = read(
        {"text": "Nothing here.", "published": "2031-01-02"}, {"text": "The council met today.", "facts": [fact]}
    )
    assert times.iloc[0]["value"] == "2030-12-30"


def test_without_any_day_words_stay_unresolved():
    """Where there is nothing to count from, the expression is listed and its value missing."""
    times = read({"text": "The council met on Wednesday, in March 2029, and will meet in May."})
    assert times["text"].tolist() == ["Wednesday", "March 2029", "May"]
    assert times["value"].isna().tolist() == [True, False, True]
    assert times["rule"].iloc[0].startswith("time.open.")


@pytest.mark.parametrize(("day", "value"), [("Monday", "2031-03-10T15:00"), ("20 March 2030", "2031-03-12T15:00")])
def test_a_story_lasts_a_week_and_not_a_year(day, value):
    """A clock time further down belongs to the day that the story tells of, unless that day is long past."""
    text = f"A blast shook Halden on {day}.\nOn the quay windows broke at 3 p.m."
    assert one(read({"text": text, "published": "2031-03-12"}), "3 p.m.")["value"] == value


@pytest.mark.parametrize("bound", ["until", "since"])
def test_what_lasts_until_or_since_a_day_is_a_state(bound):
    """The bridge was closed until 10 March: nothing happened on that day that the sentence tells of."""
    row = one(read({"text": f"The bridge was closed {bound} 10 March.", "published": "2031-03-20"}), "10 March")
    assert (row["kind"], row["signal"]) == ("state", bound)


def test_of_two_events_that_fit_as_well_none_is_taken():
    """Which flood is meant the text does not say, so the anniversary has no day."""
    floods = [
        (f"Flood of {place}", f"2028-03-{day}", "flood", "test") for place, day in (("Halden", 11), ("Orrin", 13))
    ]
    events = pd.DataFrame(floods, columns=["event", "date", "words", "source"])
    article = {"text": "Rain fell on the third anniversary of the flood.", "published": "2031-03-12"}
    assert read(dict(article), events=events)["value"].isna().all()
    row = read(dict(article), events=events[:1]).iloc[0]
    assert (row["value"], row["anchor_from"]) == ("2031-03-11", "event")


def test_later_this_week_is_only_what_is_left_of_it():
    """Days up to the reference day are not "later"; days from it on are not "earlier"."""
    times = read({"text": "They meet later this week. They met earlier this month.", "published": "2031-03-12"})
    later, earlier = one(times, "later this week"), one(times, "earlier this month")
    assert (later["earliest"], later["latest"]) == (pd.Timestamp("2031-03-13"), pd.Timestamp("2031-03-16"))
    assert (earlier["earliest"], earlier["latest"]) == (pd.Timestamp("2031-03-01"), pd.Timestamp("2031-03-11"))


def test_before_a_year_is_open_at_the_start():
    """ "Pre-2014" has a last day and no first."""
    row = read({"text": "They want the pre-2014 borders back.", "published": "2031-03-12"}).iloc[0]
    assert (pd.isna(row["earliest"]), row["latest"], row["event"]) == (True, pd.Timestamp("2013-12-31"), "borders")


def test_what_happened_overnight_may_have_happened_the_day_before():
    """Overnight in the past covers two days, and one day where it lies ahead."""
    past = one(read({"text": "Nine were hurt overnight.", "published": "2031-12-01"}), "overnight")
    assert (str(past["earliest"].date()), str(past["latest"].date())) == ("2031-11-30", "2031-12-01")
    ahead = one(read({"text": "It will freeze overnight.", "published": "2031-12-01"}), "overnight")
    assert ahead["earliest"] == ahead["latest"]


def test_words_before_an_expression_are_signals():
    """ "Since" is not part of the expression and stays beside it."""
    row = read({"text": "The bridge has been closed since 2028.", "published": "2031-03-12"}).iloc[0]
    assert (row["text"], row["signal"], row["kind"]) == ("2028", "since", "state")


@pytest.mark.parametrize(
    ("text", "expression", "event", "kind"),
    [
        ("The mayor said on Tuesday that it was over.", "Tuesday", "said", "spoken"),
        ("The bridge fell on Tuesday.", "Tuesday", "fell", "happened"),
        ("The bridge will open next month.", "next month", "open", "planned"),
        ("The signing of the deal in 2028 was a mistake.", "2028", "signing", "happened"),
        ("The 2028 agreement failed.", "2028", "agreement", "happened"),
        ("A 45-minute meeting followed.", "45-minute", "meeting", None),
        ("The bridge closed at 10 p.m. on Sunday.", "10 p.m. on Sunday", "closed", "happened"),
        ("The bridge was damaged in the early hours of Sunday.", "the early hours of Sunday", "damaged", "happened"),
        ("The council meets on Friday at 7:30 p.m.", "7:30 p.m.", "meets", "planned"),
    ],
)
def test_times_are_attached_to_what_they_date(text, expression, event, kind):
    """The event word is the verb or noun that the expression hangs from; the kind says what it is to the reader."""
    row = one(read({"text": text, "published": "2031-03-12"}), expression)
    assert row["event"] == event
    assert (None if pd.isna(row["kind"]) else row["kind"]) == kind


def test_a_corpus_knows_its_own_events():
    """A corpus's events.csv makes "the third anniversary" of something local resolve, and overrules the kit's table."""
    text = "Madeupton will mark the third anniversary of the bridge collapse."
    assert pd.isna(one(read({"text": text, "published": "2031-03-12"}), "the third anniversary")["value"])
    events = pd.DataFrame(
        [{"event": "fall of the bridge", "date": "2028-04-01", "words": "bridge collapse", "source": "invented"}]
    )
    row = one(read({"text": text, "published": "2031-03-12"}, events=events), "the third anniversary")
    assert (row["value"], row["anchor_from"]) == ("2031-04-01", "event")


def test_an_anniversary_of_something_unknown_stays_unresolved():
    """No event of the table is named: no guess."""
    row = read({"text": "The baker marks the third anniversary of his shop.", "published": "2031-03-12"}).iloc[0]
    assert pd.isna(row["value"])


def test_the_world_events_have_days_and_sources():
    """Every event of the kit's table has a day, words that point to it and an address where it can be checked."""
    frame = pd.read_csv(Path(finder.__file__).parents[2] / "data" / "world_events.csv")
    assert len(frame) >= 48
    assert frame.notna().all().all()
    assert not frame["event"].duplicated().any()
    assert pd.to_datetime(frame["date"], format="ISO8601").notna().all()
    assert frame["source"].str.startswith("https://").all()


def test_articles_in_other_languages_are_left_alone():
    """Without tags there is no reading; nothing is guessed and nothing raised."""
    assert read(
        {"text": "Der Rat traf sich am Mittwoch, 12. März 2031.", "language": "de", "published": "2031-03-12"}
    ).empty


@pytest.mark.parametrize("text", ["", " \n ", "\ufeff", "“", "May", "12", "the", "2031", "’90s", "\x00 Monday"])
def test_odd_texts_raise_nothing(text):
    """Very short and odd texts give a table."""
    assert len(read({"text": text, "published": "2031-03-12"})) <= 1


FORMS = (
    "{d:%B} {d.day}, {d.year}", "{d:%b}. {d.day}, {d.year}", "{d.day} {d:%B} {d.year}", "{d:%A}, {d:%B} {d.day}, {d.year}",
    "{d.year}-{d.month:02}-{d.day:02}", "the {d.day}th of {d:%B}, {d.year}", "{d.day}.{d.month}.{d.year}", "{d:%a}., {d:%B} {d.day}, {d.year}",
)  # fmt: skip


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(FORMS))
@settings(max_examples=150, deadline=None)
def test_every_date_in_any_form_is_read_back(day, form):
    """A date written in a supported form is found whole and is that date."""
    written = form.format(d=day)
    text = f"It opened on {written} in Madeupton."
    (only,) = finder.find(text, 0, len(text))
    meaning = only.rule.read(only.match, Moment(date(2031, 3, 12)))
    assert text[only.start : only.end] == written
    assert (meaning.value, meaning.earliest, meaning.latest) == (day.isoformat(), day, day)


WORDS = [
    *sorted(finder.FIRST),
    "January", "Sept.", "Friday", "of", "to", "-", "–", ",", ".", "ago", "later", "in", "at", "on", "31", "29 February", "2025", "12:60", "24:00",
    "a.m.", "p.m.", "UTC", "GMT +8", "9/11/01", "2/30/2025", "99999", "9999", "pre-1000", "post-9999", "centuries", "anniversary", "mark",
    "BC", "AD", "0", "31st", "of the month", "next month", "moved to", "0600", "1:02:03", "’98", "in the",
    "of the year", "Easter", "Thanksgiving", "Q4", "the end of", "five hundred thousand", "\n", "“",
]  # fmt: skip
DAYS = st.none() | st.dates() | st.sampled_from([date.min, date.max, date(2024, 2, 29), date(2024, 12, 31)])


@given(
    st.lists(st.sampled_from(WORDS) | st.text(max_size=4), max_size=9).map(" ".join),
    DAYS,
    DAYS,
    st.sampled_from([-1.0, 0.0, 0.1, 1.0]),
)
@settings(max_examples=300, deadline=None)
def test_no_words_raise(text, anchor, previous, tense):
    """Whatever the words and the day, nothing raises, no expression lies in another, and no interval is upside down."""
    end = 0
    for only in finder.find(text, 0, len(text)):
        assert end <= only.start < only.end <= len(text)
        end = only.end
        moment = Moment(
            anchor, tense, previous, previous, events=timeline.known_events(), context=text[: only.start],
        )  # fmt: skip
        meaning = only.rule.read(only.match, moment)
        if meaning is not None:
            meaning, _ = _modified(only, meaning, anchor)
            assert meaning.earliest is None or meaning.latest is None or meaning.earliest <= meaning.latest


# The last quarter that the calendar of Python holds ends behind it.
@given(
    st.dates(date(1000, 1, 1), date(9999, 9, 30)),
    st.sampled_from(["day", "week", "month", "quarter", "year", "decade", "century"]),
)
@settings(max_examples=100, deadline=None)
def test_a_day_lies_in_the_days_of_its_value(day, unit):
    """The value of a unit covers the day it was made from."""
    first, last, grain = calendar.days(calendar.value_of(day, unit))
    assert first <= day <= last
    assert grain == unit


@given(st.dates(date(2024, 1, 1), date(2034, 12, 31)), st.integers(0, 6))
@settings(max_examples=80, deadline=None)
def test_weekdays_fall_within_a_week_of_the_anchor(anchor, weekday):
    """A weekday is the anchor's own day or less than a week away, on the side the tense says; of a page's day also tomorrow."""
    name = (date(2024, 1, 1) + timedelta(days=weekday)).strftime("%A")
    (only,) = finder.find(name, 0, len(name))
    for tense in (-1.0, 1.0):
        day = only.rule.read(only.match, Moment(anchor, tense)).earliest
        assert day.weekday() == weekday
        assert 0 <= (day - anchor).days * tense < 6 or (day - anchor).days in (1, 6)
        dated = only.rule.read(only.match, Moment(anchor, tense, dated=True)).earliest
        assert 0 <= (dated - anchor).days * tense < 7


def test_every_holiday_has_a_day_next_year():
    """The names in the table are names that the library knows; May Day is among them."""
    missing = [name for name in holidays.HOLIDAYS if holidays.day_of(name, 2025) is None]
    assert missing == []


def test_the_same_rows_whatever_the_order():
    """The order of the articles changes nothing in any row."""
    articles = [
        {"text": f"The council met on {day}.", "published": published, "article_id": f"x{n}"}
        for n, (day, published) in enumerate([("Monday", "2031-03-12"), ("Tuesday", None), ("Friday", "2031-03-14")])
    ]
    there, back = read(*[dict(a) for a in articles]), read(*[dict(a) for a in articles[::-1]])
    pd.testing.assert_frame_equal(there, back.sort_values("time_id", ignore_index=True))


# Which words before it make a bare day one that is listed is no part of its pattern.
@pytest.mark.parametrize("rule", [r for r in RULES if r.name != "day listed behind"], ids=lambda rule: rule.name)
def test_no_rule_is_passed_over(rule):
    """The walk tries the rules wherever one of them can match, whatever words a later rule begins with."""
    matches = st.from_regex(rf"\A(?:{rule.pattern.pattern})(?:,| of| a)?", alphabet=st.characters(codec="ascii"))

    @given(matches.filter(rule.pattern.match))
    @settings(max_examples=8, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
    def starts(text):
        word = finder.WORD.match(text)
        assert word
        assert finder.may_begin(text, word)

    starts()


SUNK = "The ferry sank off Madeupton late on Friday, the coast guard said on Saturday."


def test_no_weekday_of_an_undated_article_lies_before_the_event_began():
    """An article without a day that tells of Friday's sinking and of Sunday was written on that Sunday or later."""
    undated = "The ferry sank off Madeupton late on Friday. Divers searched the hull on Sunday."
    times = read({"text": undated}, *({"text": SUNK, "published": "2031-03-15"} for _ in range(2)))
    own = times[times["article_id"] == "a0"]
    assert own["value"].tolist() == ["2031-03-14", "2031-03-16"]
    assert set(own["anchor_from"]) == {"other articles"}


def test_a_day_written_out_in_the_text_beats_the_commonest_of_the_others():
    """Weekdays of an article without a day are read from the day that its own text names."""
    undated = "The ferry sank off Madeupton. The hull was raised on March 19, 2031. Divers left on Tuesday."
    times = read({"text": undated}, *({"text": SUNK, "published": "2031-03-15"} for _ in range(2)))
    assert one(times, "Tuesday")["value"] == "2031-03-18"


@pytest.mark.parametrize(
    "told",
    [
        "The court is to rule on March 19, 2031.",
        "The court will rule by Wednesday, March 19, 2031.",
        "The road stays closed until March 19, 2031.",
        "Cars may pass from March 19, 2031 on.",
    ],
)
def test_a_day_to_come_that_the_text_writes_out_is_not_its_own(told):
    """A day that an article without one tells of as to come says nothing of the day on which it was written."""
    undated = f"The ferry sank off Madeupton. {told} Divers left on Tuesday."
    times = read({"text": undated}, *({"text": SUNK, "published": "2031-03-15"} for _ in range(2)))
    assert one(times, "Tuesday")["value"] == "2031-03-11"


def test_an_undated_article_of_another_month_borrows_no_day():
    """Where the days of its own text contradict the others', its weekdays stay open and the rule says so."""
    undated = "The ferry sank off Madeupton on April 20, 2031. Divers left on Tuesday."
    times = read({"text": undated}, *({"text": SUNK, "published": "2031-03-15"} for _ in range(2)))
    assert pd.isna(one(times, "Tuesday")["value"])


def test_an_undated_article_takes_the_day_of_the_one_whose_words_it_shares():
    """A reprint without a day is read from the day of the article it repeats, not from the commonest day."""
    wire = "Divers found the bell of the ferry under the sand of the northern bank. They rest on Thursday, as the harbour master of Madeupton told reporters."
    times = read(
        {"text": wire},
        {"text": wire, "published": "2031-03-21"},
        *({"text": SUNK, "published": "2031-03-15"} for _ in range(2)),
    )
    own = times[times["article_id"] == "a0"]
    assert own["anchor"].tolist() == [pd.Timestamp("2031-03-21")]


def test_every_rule_of_a_time_is_in_the_catalogue():
    """What the code writes as the rule of a time stands in the catalogue, and the catalogue holds no other rule of times."""
    source = "\n".join(path.read_text(encoding="utf-8") for path in sorted(Path(timeline.__file__).parent.glob("*.py")))
    written = {name.rstrip(".") for name in re.findall(r"[\"'+](time\.[a-z.-]+)", source)}
    written |= {f"time.open.{why}" for why in re.findall(r"unresolved\((?:[^()]*?), \"([a-z-]+)\"\)", source)}
    weekdays = {rule for rule in kit.rules()["rule"] if rule.startswith("time.weekday.")}
    listed = {rule for rule in kit.rules()["rule"] if rule.startswith("time.")}
    assert written - listed == {"time.open", "time.weekday"}  # What follows the point is filled in.
    assert listed - written == {rule for rule in weekdays if f'"{rule.removeprefix("time.weekday.")}"' in source}


def test_the_rule_of_each_case_can_be_explained():
    """Every row that the cases make has a rule that `explain` turns into a sentence."""
    texts = [case["text"] for kind in ("positive", "negative", "known") for case in CASES[kind]]
    made = read(*({"text": text, "published": "2031-03-12", "event_id": f"e{n}"} for n, text in enumerate(texts)))
    assert rulebook.unknown(made["rule"]) == []


def test_without_any_page_day_the_day_that_the_event_tells_serves():
    """Where no article has a day, one that names only the weekday of the day written out by another is read from that."""
    texts = ("A tower fell in Madeupton on Sunday.", "A tower fell in Madeupton on Sunday, 16 March 2031.")
    assert one(read(*({"text": text} for text in texts)), "Sunday")["value"] == "2031-03-16"
    other = read({"text": "A tower fell in Madeupton on Sunday. Crews left on Monday."}, {"text": texts[1]})
    assert other[other["article_id"] == "a0"]["value"].isna().all()
