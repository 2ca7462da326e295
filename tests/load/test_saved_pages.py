"""Saved pages: where a page came from, what it prints of itself, and what is missing of it."""

from __future__ import annotations

import pytest

from kit.load.formats.html import read_html

# Invented people and places.
TEXT = "".join(
    f"<p>{line}</p>"
    for line in (
        "The mayor of Ardenvale opened the bridge over the Merrow on Friday after ten years of work.",
        "“It is open,” Ilka Torsen told some four hundred people who had come to the bank in the rain.",
        "The old ford is closed, and the ferrymen of Merrow have been promised work in the harbour.",
    )
)


def page(*, head: str = "", above: str = "", below: str = "", title: str = "Bridge opens in Ardenvale") -> bytes:
    return f"<html><head><title>{title} | The Merrow Post</title>{head}</head><body><article><h1>{title}</h1>{above}{TEXT}</article>{below}</body></html>".encode()


def facts(data: bytes) -> dict[str, str]:
    return {fact.field: fact.value for fact in read_html(data).facts}


@pytest.mark.parametrize(
    "prefix",
    ["https://web.archive.org/web/20130504101112/", "http://web.archive.org/web/20130504101112id_/", "https://archive.ph/20130504101112/"],
)  # fmt: skip
def test_an_archived_page_is_its_own_outlets(prefix):
    """A page kept by a web archive has its own address and outlet; the day of the capture is a fact of its own."""
    known = facts(page(head=f'<link rel="canonical" href="{prefix}https://www.merrowpost.example/bridge">'))
    assert known["url"] == "https://www.merrowpost.example/bridge"
    assert known["outlet"] == "The Merrow Post"
    assert known["captured"] == "2013-05-04T10:11"


OWN = "https://www.merrowpost.example/bridge"
MARKS = {
    "the toolbar's link": {"above": f'<!-- BEGIN WAYBACK TOOLBAR INSERT --><a href="/web/20130504101112*/{OWN}">5 captures</a>'},
    "the script's call": {"head": f'<script>__wm.wombat("{OWN}","20130504101112","https://web.archive.org/","web");</script>'},
    "a canonical address without the archive's host": {"head": f'<link rel="canonical" href="/web/20130504101112/{OWN}"><script>__wm.init();</script>'},
    "a dotted day": {"head": f'<link rel="canonical" href="https://archive.ph/2013.05.04-101112/{OWN}">'},
    "a folder behind wayback": {"head": f'<link rel="canonical" href="https://www.webarchive.example/wayback/archive/20130504101112/{OWN}">'},
    "the archive as the site's name": {"head": f'<link rel="canonical" href="https://web.archive.org/web/20130504101112/{OWN}"><meta property="og:site_name" content="Wayback Machine">'},
    "a short address of the archive": {"head": f'<link rel="canonical" href="https://archive.is/AbC1"><a href="https://archive.is/20130504101112/{OWN}"></a>'},
}  # fmt: skip


@pytest.mark.parametrize("case", MARKS)
def test_the_marks_of_an_archive_tell_where_a_page_is_from(case):
    """Where its stated address does not, what the archive put into the page gives its own address and the moment."""
    known = facts(page(**MARKS[case]))
    assert (known["url"], known["outlet"], known["captured"]) == (OWN, "The Merrow Post", "2013-05-04T10:11")


def test_a_page_that_cites_an_archive_is_not_kept_by_it():
    """A link to an archived page in the text of an article says nothing of the article."""
    cited = "https://web.archive.org/web/20130504101112/https://other.example/a"
    known = facts(page(above=f'<p>See <a href="{cited}">the page as it was</a> before the ford was closed.</p>'))
    assert "captured" not in known
    assert known.get("url") is None


DAYS = {
    "another time zone": ('<meta property="article:published_time" content="2013-05-02T22:30Z">', "<p>3 May 2013</p>", "2013-05-03"),
    "a change": ('<meta property="article:modified_time" content="2013-06-09T10:00Z">', "<p>Published 3 May 2013 | Updated 9 June 2013</p>", "2013-05-03"),
    "only an update is printed": ('<meta property="article:published_time" content="2013-05-02T09:00Z">', "<p>Updated 9 June 2013</p>", "2013-05-02T09:00"),
    "a later day": ('<meta property="article:published_time" content="2013-05-02T09:00Z">', "<p>9 June 2013</p>", "2013-05-02T09:00"),
}  # fmt: skip


@pytest.mark.parametrize("case", DAYS)
def test_the_day_printed_below_the_headline_wins_over_markup(case):
    """What the page prints stands against markup in another time zone or of a change, and against nothing else."""
    head, above, wanted = DAYS[case]
    assert facts(page(head=head, above=above))["published"] == wanted


UTC = '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2013-05-02T22:30:00Z"}</script>'
CHANGED = '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2014-02-02T12:30:00Z"}</script>'
PRINTED = [
    "Published on Friday, May 3, 2013", "Veröffentlicht am 3. Mai 2013", "Freitag, 3. Mai 2013, 22:10 Uhr", "Publié le 3 mai 2013 à 22h10",
    "vendredi 3 mai 2013", "Publicado el 3 de mayo de 2013", "viernes, 3 de mayo de 2013", "Pubblicato il 3 maggio 2013", "venerdì 3 maggio 2013",
    "Gepubliceerd op 3 mei 2013", "vrijdag 3 mei 2013", "Publicado em 3 de maio de 2013", "sexta-feira, 3 de maio de 2013", "Publicerad 3 maj 2013",
    "fredag 3 maj 2013", "Opublikowano 3 maja 2013", "piątek, 3 maja 2013", "Publisert 3. mai 2013", "fredag d. 3. maj 2013",
    "3 мая 2013 г., 22:10", "Yayınlanma: 3 Mayıs 2013", "2013年5月3日 22時10分", "2013. május 3.", "3 مايو 2013",
]  # fmt: skip


@pytest.mark.parametrize("head", [UTC, CHANGED, ""], ids=["another zone", "a change", "no markup"])
@pytest.mark.parametrize("line", PRINTED)
def test_a_day_printed_in_any_language_of_the_press_wins(line, head):
    """Below the headline it stands against a time stamp of another zone or of a change, in whatever language."""
    assert facts(page(head=head, above=f"<p>{line}</p>"))["published"][:10] == "2013-05-03"


@pytest.mark.parametrize(
    "line",
    [
        "Aktualisiert am 1. Mai 2013", "Mis à jour le 1 mai 2013", "Actualizado: 1 de mayo de 2013", "Aggiornato il 1 maggio 2013",
        "Bijgewerkt op 1 mei 2013", "Atualizado em 1 de maio de 2013", "Uppdaterad 1 maj 2013", "Aktualizacja: 1 maja 2013",
        "Oppdatert 1. mai 2013", "Opdateret 1. maj 2013", "Обновлено 1 мая 2013", "Güncelleme: 1 Mayıs 2013",
    ],
)  # fmt: skip
def test_the_day_of_a_change_printed_in_another_language_wins_over_nothing(line):
    """What the page calls a change does not take the place of the day in the markup."""
    assert facts(page(head=UTC, above=f"<p>{line}</p>"))["published"][:10] == "2013-05-02"


MARKUP = {
    "a property of the page": ("", '<span itemprop="datePublished" content="2013-05-03">Friday</span>', "2013-05-03"),
    "of several things the article": (
        '<script type="application/ld+json">{"@graph":[{"@type":"WebPage","datePublished":"2010-01-01"}, {"@type":["NewsArticle"],"datePublished":"2013-05-03T09:00:00Z"}]}</script>',
        "",
        "2013-05-03",
    ),
    "linked data that is broken": (
        '<script type="application/ld+json">{"@type":"NewsArticle",</script><meta property="article:published_time" content="2013-05-03T09:00Z">',
        "",
        "2013-05-03",
    ),
    "figures that are two days": (
        '<meta property="article:published_time" content="2013-05-04T01:30Z">',
        "<p>05/03/2013 09:30 PM EDT</p>",
        "2013-05-03",
    ),
}


@pytest.mark.parametrize("case", MARKUP)
def test_the_day_of_the_article_is_read_from_markup(case):
    """What linked data and properties say of the article counts, not what they say of the page."""
    head, above, wanted = MARKUP[case]
    assert facts(page(head=head, above=above))["published"][:10] == wanted


def test_the_linked_name_of_a_site_is_no_headline():
    """The longest line that the title holds is not the headline if it is a link to the site's first page."""
    site = "The River and the Bridge, a diary in letters from Merrow"
    data = page(title="Fog on the river").replace(b"The Merrow Post", site.encode())
    data = data.replace(b"<article>", f'<header><h1><a href="/">{site}</a></h1></header><article>'.encode())
    known = facts(data)
    assert (known["title"], known["outlet"]) == ("Fog on the river", site)


@pytest.mark.parametrize(
    ("below", "cut"),
    [("<p>Subscribe to continue reading</p>", True), ("<p>Dieser Artikel ist nur für Abonnenten.</p>", True),
     ("<p>La suite est réservée aux abonnés</p>", True), ("<p>The bridge toll is for subscribers of the ferry line.</p>", False), ("", False)],
)  # fmt: skip
def test_a_page_cut_by_a_paywall_says_so(below, cut):
    """A page that goes on for subscribers only is told as cut; one that only speaks of subscribers is not."""
    rules = [complaint.rule for complaint in read_html(page(below=below)).complaints]
    assert rules == (["problem.paywall"] if cut else [])
