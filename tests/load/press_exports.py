"""Exports of press databases as their vendors lay them out, with invented articles: vendor × layout × form × language.

`every()` gives a name, a file's name, its bytes, and the articles that must be read from it. The layouts are those of
the vendors' help pages and of readers that other people wrote for real exports.
"""

from __future__ import annotations

import io
import textwrap
from dataclasses import dataclass, replace
from datetime import date
from html import escape
from typing import TYPE_CHECKING

from babel.dates import format_date

if TYPE_CHECKING:
    from collections.abc import Iterator

WIRE = "The river board voted on Monday to close the old ferry after a night of talks in the town hall at Sellick."
QUOTE = "“We cannot pay for three boats with the money of one,” the board’s chair, Hanna Pryce, told reporters after the vote."
SUBTITLE = "Crews and shops must wait for an answer"
LAST = "The ferry has carried passengers between the two banks since 1952."


@dataclass(frozen=True)
class Invented:
    """An article as it must be read."""

    title: str
    outlet: str
    day: date
    byline: str
    paragraphs: tuple[str, ...]


ARTICLES = (
    Invented("Board closes ferry", "The Sellick Echo", date(2025, 3, 4), "Lena Fors", (WIRE, QUOTE, LAST)),
    Invented("Ferry crews left in the dark", "The Vale Courier", date(2025, 3, 5), "Rafe Dunn", (
        "Ferry workers said they had not been told, and promised to meet the board again before the end of the month.",
        WIRE, LAST)),
    Invented("Letters: keep our boats", "The Sellick Echo", date(2025, 3, 12), "Ilka Torsen", (WIRE, QUOTE, LAST)),
)  # fmt: skip

WORDS = {
    "en": {"of": "of", "documents": "DOCUMENTS", "document": "Document", "by": "BYLINE", "section": "SECTION", "length": "LENGTH", "words": "words",
           "load": "LOAD-DATE", "language": "LANGUAGE", "name": "ENGLISH", "type": "PUBLICATION-TYPE", "body": "Body", "end": "End of Document",
           "class": "Classification", "subject": "Subject", "rights": "All Rights Reserved", "written": "By"},
    "de": {"of": "von", "documents": "DOKUMENTEN", "document": "Dokument", "by": "AUTOR", "section": "RUBRIK", "length": "LÄNGE", "words": "Wörter",
           "load": "UPDATE", "language": "SPRACHE", "name": "ENGLISCH", "type": "PUBLICATION-TYPE", "body": "Textkörper", "end": "Ende des Dokuments",
           "class": "Klassifikation", "subject": "Thema", "rights": "Alle Rechte vorbehalten", "written": "Von"},
    "fr": {"of": "de", "documents": "DOCUMENTS", "document": "Document", "by": "AUTEUR", "section": "RUBRIQUE", "length": "LONGUEUR", "words": "mots",
           "load": "DATE-CHARGEMENT", "language": "LANGUE", "name": "ANGLAIS", "type": "TYPE-PUBLICATION", "body": "Corps", "end": "Fin du document",
           "class": "Classification", "subject": "Sujet", "rights": "Tous droits réservés", "written": "Par"},
    "es": {"of": "de", "documents": "DOCUMENTOS", "document": "Documento", "by": "AUTOR", "section": "SECCIÓN", "length": "LONGITUD", "words": "palabras",
           "load": "FECHA DE CARGA", "language": "IDIOMA", "name": "INGLÉS", "type": "TIPO DE PUBLICACIÓN", "body": "Cuerpo", "end": "Fin del documento",
           "class": "Clasificación", "subject": "Tema", "rights": "Todos los derechos reservados", "written": "Por"},
    "it": {"of": "di", "documents": "DOCUMENTI", "document": "Documento", "by": "AUTORE", "section": "SEZIONE", "length": "LUNGHEZZA", "words": "parole",
           "load": "DATA DI CARICAMENTO", "language": "LINGUA", "name": "INGLESE", "type": "TIPO DI PUBBLICAZIONE", "body": "Corpo", "end": "Fine del documento",
           "class": "Classificazione", "subject": "Argomento", "rights": "Tutti i diritti riservati", "written": "Di"},
}  # fmt: skip
PROQUEST = {
    "en": ["Full text", "Title", "Author", "Publication title", "Publication date", "Publication year", "Source type", "Language of publication", "English", "Document type", "ProQuest document ID", "Document URL", "Database", "Subject", "Document {} of {}"],
    "de": ["Volltext", "Titel", "Autor", "Publikationstitel", "Publikationsdatum", "Publikationsjahr", "Quellentyp", "Publikationssprache", "Englisch", "Dokumenttyp", "ProQuest-Dokument-ID", "Dokument-URL", "Datenbank", "Thema", "Dokument {} von {}"],
    "fr": ["Texte intégral", "Titre", "Auteur", "Titre de la publication", "Date de publication", "Année de publication", "Type de source", "Langue de la publication", "Anglais", "Type de document", "ID du document ProQuest", "URL du document", "Base de données", "Sujet", "Document {} de {}"],
    "es": ["Texto completo", "Título", "Autor", "Título de publicación", "Fecha de publicación", "Año de publicación", "Tipo de fuente", "Idioma de la publicación", "Inglés", "Tipo de documento", "ID del documento de ProQuest", "URL del documento", "Base de datos", "Materia", "Documento {} de {}"],
    "it": ["Testo completo", "Titolo", "Autore", "Titolo della pubblicazione", "Data di pubblicazione", "Anno di pubblicazione", "Tipo di fonte", "Lingua della pubblicazione", "Inglese", "Tipo di documento", "ID documento ProQuest", "URL documento", "Database", "Soggetto", "Documento {} di {}"],
}  # fmt: skip


def long_day(day: date, language: str) -> str:
    return format_date(day, "d MMMM yyyy" if language != "en" else "MMMM d, yyyy", locale=language)


# Nexis


def nexis_old(articles: tuple[Invented, ...], language: str) -> list[str]:
    """The old layout, one block a line; "" stands between blocks."""
    w, lines = WORDS[language], []
    for n, one in enumerate(articles, 1):
        weekday = format_date(one.day, "EEEE", locale=language)
        lines += [f"{n} {w['of']} {len(articles)} {w['documents']}", "", one.outlet, "", f"{long_day(one.day, language)} {weekday}", *(["Correction Appended", ""] if n == 3 else [""]),
                  "First Edition" if n == 2 else "", "", one.title, "", f"{w['by']}: {w['written'] + ' ' if n == 2 else ''}{one.byline}", "", f"{w['section']}: NEWS; Pg. 4", "",
                  f"{w['length']}: 54 {w['words']}", "", ""]  # fmt: skip
        for paragraph in one.paragraphs:
            lines += [paragraph, ""]
        lines += [f"{w['load']}: {long_day(one.day, language)}", "", f"{w['language']}: {w['name']}", "", f"{w['type']}: Newspaper", "",
                  f"Copyright 2025 {one.outlet}", w["rights"], "", ""]  # fmt: skip
    return lines


def nexis_new(articles: tuple[Invented, ...], language: str, *, cover: bool) -> list[str]:
    """The present layout: title first, "Body", "End of Document", behind a cover sheet."""
    w, lines = WORDS[language], []
    if cover:
        lines += [
            "User Name: L. MARQUIS",
            "Date and Time: Wednesday, April 9, 2025 7:11:00 PM GMT",
            "Job Number: 79565034",
            "",
            f"Documents ({len(articles)})",
            "",
        ]
        for n, one in enumerate(articles, 1):
            lines += [f"{n}. {one.title}", "Client/Matter: -None-", "Search Terms: ferry", "Search Type: Natural Language", "Narrowed by:", "Content Type\tNarrowed by", "News\tSources: The Sellick Echo", ""]  # fmt: skip
    for n, one in enumerate(articles):
        lines += ["", one.title, one.outlet, *(["(Riverbank)"] if n == 1 else []), f"{long_day(one.day, language)} {format_date(one.day, 'EEEE', locale=language)}{' First Edition' if n == 2 else ''}", "",
                  f"Copyright 2025 {one.outlet} {w['rights']}", f"{w['section'].title()}:\u00a0NEWS; Pg. 4", f"{w['length'].title()}:\u00a054 {w['words']}", f"{w['by'].title()}:\u00a0{one.byline}", w["body"], "", ""]  # fmt: skip
        for paragraph in one.paragraphs:
            lines += [paragraph, ""]
        lines += [w["class"], "", f"{w['language'].title()}:\u00a0{w['name']}", "", f"{w['type'].title()}:\u00a0Newspaper", "", f"{w['subject']}:\u00a0FERRIES (90%); RIVERS (78%)", "", f"{w['load'].title()}:\u00a0{long_day(one.day, language)}", "", w["end"], ""]  # fmt: skip
    return lines


# Factiva


def factiva_plain(articles: tuple[Invented, ...], language: str) -> list[str]:
    w, lines = WORDS[language], []
    for n, one in enumerate(articles):
        lines += ["Metro Desk; A" if n != 1 else "", one.title, f"{w['written']} {one.byline}", f"54 {w['words']}", format_date(one.day, "d MMMM yyyy", locale=language), *(["10:15 AM"] if n == 1 else []),
                  one.outlet, "SELE", "A4", w["name"].title(), f"Copyright 2025 {one.outlet}. {w['rights']}.", ""]  # fmt: skip
        for paragraph in one.paragraphs:
            lines += [paragraph, ""]
        lines += [f"{w['document']} SELE0000{one.day:%Y%m%d}el34000{n}a", ""]
    return [*lines, "Search Summary", "Text", "ferry", "Date", "In the last year"]


def factiva_codes(articles: tuple[Invented, ...], language: str) -> list[tuple[str, list[str]]]:
    w = WORDS[language]
    return [
        pair
        for n, one in enumerate(articles)
        for pair in (
            ("SE", ["Metro Desk; A"]), ("HD", [one.title]), ("BY", [f"{w['written']} {one.byline}"]), ("WC", [f"54 {w['words']}"]),
            ("PD", [format_date(one.day, "d MMMM yyyy", locale=language)]), ("SN", [one.outlet]), ("SC", ["SELE"]), ("PG", ["A4"]),
            ("LA", [w["name"].title()]), ("CY", [f"Copyright 2025 {one.outlet}."]), ("LP", [one.paragraphs[0]]), ("TD", list(one.paragraphs[1:])),
            ("NS", ["gtrans : Transport | gcat : Politics"]), ("RE", ["uk : United Kingdom"]), ("PUB", ["Sellick Media Ltd"]),
            ("AN", [f"{w['document']} SELE0000{one.day:%Y%m%d}el34000{n}a"]),
        )
    ]  # fmt: skip


def factiva_html(articles: tuple[Invented, ...], language: str) -> str:
    w, parts = WORDS[language], []
    for n, one in enumerate(articles):
        code = f"SELE0000{one.day:%Y%m%d}el34000{n}a"
        rows = "".join(
            f"<div>{escape(x)}</div>"
            for x in (
                f"54 {w['words']}",
                format_date(one.day, "d MMMM yyyy", locale=language),
                one.outlet,
                "SELE",
                "A4",
                w["name"].title(),
                f"Copyright 2025 {one.outlet}. {w['rights']}. ",
            )
        )
        text = "".join(
            f'<p class="articleParagraph {language}articleParagraph">{escape(x)}</p>' for x in one.paragraphs
        )
        parts.append(f'<div id="article-{code}" class="article"><div class="article {language}Article"><p></p><div>Metro Desk; A</div><div id="hd"><span class="{language}Headline">{escape(one.title)} </span></div><div class="author">{w["written"]} {one.byline} </div>{rows}{text}<p></p><p>{w["document"]} {code}</p></div></div><br/><span class="pageBreak"></span>')  # fmt: skip
    return f'<html><head><title>Factiva</title></head><body><div id="contentLeft" class="carryOverOpen">{"".join(parts)}</div></body></html>'


def factiva_table(articles: tuple[Invented, ...], language: str) -> str:
    rows = "".join(
        f"<tr><td><b>{code}</b>&nbsp;</td><td>{''.join(f'<p>{escape(v)}</p>' for v in values)}</td></tr>"
        for code, values in factiva_codes(articles, language)
    )
    return (
        f"<html><head><title>Factiva</title></head><body><div class='article'><table>{rows}</table></div></body></html>"
    )


# ProQuest


def proquest(articles: tuple[Invented, ...], language: str, *, numbered: bool, modern: bool = False) -> list[str]:
    p = PROQUEST[language]
    space = " " if language == "fr" else ""
    rule = "_" * 60
    lines = [rule, ""]
    for n, one in enumerate(articles, 1):
        if numbered:
            lines += [p[14].format(n, len(articles)), ""]
        lines += [one.title, "", "https://proxy.example/docview/10" + str(n), ""]
        if modern:
            lines += [
                p[0].upper(),
                "",
                *(x for y in one.paragraphs for x in (y, "")),
                "DETAILS" if language == "en" else "",
                "",
            ]
        else:
            lines += [
                f"Abstract{space}: None available.",
                "",
                f"{p[0]}{space}: {one.paragraphs[0]}",
                "",
                *(x for y in one.paragraphs[1:] for x in (y, "")),
            ]
        values = {13: "Ferries; Rivers", 1: one.title, 2: one.byline, 3: f"{one.outlet}; Sellick", 5: "2025", 4: format_date(one.day, "MMM d, yyyy" if language == "en" else "d MMM yyyy", locale=language),
                  6: "Newspaper", 7: p[8], 9: "News", 10: f"31000{n}", 11: f"https://proxy.example/docview/10{n}", 12: "Canadian Newsstream"}  # fmt: skip
        for key, value in values.items():
            lines += [f"{p[key]}{space}: {value}", ""]
        lines += [rule, ""]
    return [*lines, "Contact us at: http://help.example", ""]


# Europresse and DeFacto


def europresse_html(articles: tuple[Invented, ...], language: str, *, classes: bool) -> str:
    parts = []
    for n, one in enumerate(articles):
        day = format_date(one.day, "EEEE d MMMM yyyy" if language == "fr" else "EEEE, MMMM d, yyyy", locale=language)
        text = "".join(f"<p>{escape(x)}</p>" for x in one.paragraphs)
        code = f"news·{one.day:%Y%m%d}·SE·012345{n}"
        outlet = f"{one.outlet}, no. 1234{n}"
        if classes:
            head = f'<header><div class="rdp__DocPublicationName"><span class="DocPublicationName">{outlet}</span></div><div><span class="DocHeader">International, {day} 54 mots, p. 4</span></div><div class="titreArticle"><p class="sm-margin-TopNews titreArticleVisu rdp__articletitle">{one.title}</p></div><p class="sm-margin-bottomNews">{one.byline}</p></header>'  # fmt: skip
        else:
            head = f"<header><div>{outlet}</div><div>International, {day}, p. 4</div><div>{one.title}</div><div>{one.byline}</div></header>"
        parts.append(f'<article>{head}<section><div class="DocText clearfix"><div class="docOcurrContainer">{text}</div></div></section><footer><div>© 2025 {one.outlet}. Tous droits réservés.</div><div class="publiC-lblNodoc">{code}</div></footer></article>')  # fmt: skip
    return f"<html><head><title>Europresse</title></head><body>{''.join(parts)}</body></html>"


def europresse_text(articles: tuple[Invented, ...], language: str) -> list[str]:
    lines = [f"{len(articles)} documents", ""] if language == "fr" else []
    for n, one in enumerate(articles):
        day = format_date(one.day, "EEEE d MMMM yyyy" if language == "fr" else "EEEE, MMMM d, yyyy", locale=language)
        lines += [
            one.outlet,
            f"International, {day} 54 mots, p. 4",
            "",
            one.title,
            "",
            one.byline,
            "",
            *(x for y in one.paragraphs for x in (y, "")),
        ]
        lines += [f"© 2025 {one.outlet}. Tous droits réservés.", f"news·{one.day:%Y%m%d}·SE·012345{n}", ""]
    return lines


def defacto_html(articles: tuple[Invented, ...]) -> str:
    parts = []
    for n, one in enumerate(articles):
        number = f" Nr. 06{n}" if n == 1 else ""
        text = "".join(f"<p>   {escape(textwrap.fill(x, 66))} </p> \n\n" for x in one.paragraphs)
        sub = "" if n else f"{SUBTITLE}\n<br><br>"
        parts.append(f'<div class="eintrag"><pre>"{one.outlet}"{number} vom {one.day:%d.%m.%Y}                                Seite: 4\nRessort: Chronik</pre><h3>{one.title}</h3>{sub}<p>   Von {one.byline}</p>{text}<img src="x.gif" class="printimage"></div>')  # fmt: skip
    return f'<html><head><title>DeFacto-Campus - Ausdruck</title></head><body class="print"><div class="printwrap">{"".join(parts)}</div></body></html>'


def defacto_text(articles: tuple[Invented, ...], *, wire: bool) -> list[str]:
    lines = ["DeFacto-Campus", f"{len(articles)} Dokumente", ""]
    for n, one in enumerate(articles):
        head = (
            f"APA012{n} 5 II 0345 AI/AA                 Di, {one.day:%d}.Mär {one.day:%Y}"
            if wire
            else f'"{one.outlet}" vom {one.day:%d.%m.%Y}                 Seite: 4'
        )
        lines += [
            head,
            *([] if wire else ["Ressort: Chronik"]),
            "",
            one.title,
            "",
            f"Von {one.byline}",
            "",
            *(x for y in one.paragraphs for x in (y, "")),
            "Gespeicherter Anhang: keiner",
            "",
        ]
    return lines


# Forms


def as_text(lines: list[str], *, width: int = 0) -> bytes:
    """Plain text; `width` breaks long lines as the old Nexis does."""
    wrapped = [
        part for line in lines for part in (textwrap.wrap(line, width) if width and len(line) > width else [line])
    ]
    return ("\n".join(wrapped) + "\n").encode()


def as_html(lines: list[str]) -> bytes:
    blocks = "".join(
        f'<div class="c5"><p class="c6"><span class="c8">{escape(line)}</span></p></div><br>' for line in lines if line
    )
    return f"<html><body>{blocks}</body></html>".encode()


def as_docx(lines: list[str]) -> bytes:
    import docx

    made, data = docx.Document(), io.BytesIO()
    for line in lines:
        made.add_paragraph(line)
    made.save(data)
    return data.getvalue()


def as_rtf(lines: list[str]) -> bytes:
    def coded(line: str) -> str:
        return "".join(c if ord(c) < 128 and c not in "\\{}" else f"\\u{ord(c)}?" for c in line)

    return (
        "{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Arial;}}\n"
        + "\n".join(f"\\pard {coded(line)}\\par" for line in lines)
        + "}"
    ).encode()


def as_mail(lines: list[str]) -> bytes:
    from email.message import EmailMessage

    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["Date"] = (
        "Your articles",
        "Desk <desk@example.org>",
        "Wed, 9 Apr 2025 10:00:00 +0000",
    )
    mail.set_content("\n".join(lines))
    return bytes(mail)


def every() -> Iterator[tuple[str, str, bytes, tuple[Invented, ...]]]:
    """Name, file name, bytes and articles of each invented export."""
    for language in WORDS:
        old, new, covered = (
            nexis_old(ARTICLES, language),
            nexis_new(ARTICLES, language, cover=False),
            nexis_new(ARTICLES, language, cover=True),
        )
        yield f"nexis old {language}", "a.txt", as_text(old), ARTICLES
        yield f"nexis old html {language}", "a.html", as_html(old), ARTICLES
        yield f"nexis new {language}", "a.docx", as_docx(new), ARTICLES
        yield f"nexis new covered {language}", "a.docx", as_docx(covered), ARTICLES
        yield f"nexis new rtf {language}", "a.rtf", as_rtf(covered), ARTICLES
        yield f"nexis twice {language}", "a.txt", as_text(old + old), ARTICLES * 2
        plain = factiva_plain(ARTICLES, language)
        codes = [
            f"{code}\t{value}" if not n else value
            for code, values in factiva_codes(ARTICLES, language)
            for n, value in enumerate(values)
        ]
        yield f"factiva plain {language}", "a.txt", as_text(plain), ARTICLES
        yield f"factiva rtf {language}", "a.rtf", as_rtf(plain), ARTICLES
        yield f"factiva html {language}", "a.html", factiva_html(ARTICLES, language).encode(), ARTICLES
        yield f"factiva codes {language}", "a.txt", as_text(codes), ARTICLES
        yield f"factiva table {language}", "a.html", factiva_table(ARTICLES, language).encode(), ARTICLES
        for numbered in (True, False):
            yield (
                f"proquest {numbered} {language}",
                "a.txt",
                as_text(proquest(ARTICLES, language, numbered=numbered)),
                ARTICLES,
            )
        yield (
            f"proquest modern {language}",
            "a.txt",
            as_text(proquest(ARTICLES, language, numbered=True, modern=True)),
            ARTICLES,
        )
        yield f"proquest html {language}", "a.html", as_html(proquest(ARTICLES, language, numbered=True)), ARTICLES
        yield f"proquest mail {language}", "a.eml", as_mail(proquest(ARTICLES, language, numbered=True)), ARTICLES
    yield "nexis wrapped", "a.txt", as_text(nexis_old(ARTICLES, "en"), width=78), ARTICLES
    yield (
        "nexis lower case",
        "a.txt",
        as_text([x.replace("DOCUMENTS", "documents") for x in nexis_old(ARTICLES, "en")]),
        ARTICLES,
    )
    for language in ("fr", "en"):
        yield f"europresse {language}", "a.html", europresse_html(ARTICLES, language, classes=True).encode(), ARTICLES
        yield (
            f"europresse bare {language}",
            "a.html",
            europresse_html(ARTICLES, language, classes=False).encode(),
            ARTICLES,
        )
        yield f"europresse text {language}", "a.txt", as_text(europresse_text(ARTICLES, language)), ARTICLES
    apa = tuple(replace(one, outlet="APA") for one in ARTICLES)
    below = (replace(ARTICLES[0], paragraphs=(SUBTITLE, *ARTICLES[0].paragraphs)), *ARTICLES[1:])
    yield "defacto html", "a.html", defacto_html(ARTICLES).encode(), below
    yield "defacto text", "a.txt", as_text(defacto_text(ARTICLES, wire=False)), ARTICLES
    yield "defacto rtf", "a.rtf", as_rtf(defacto_text(ARTICLES, wire=False)), ARTICLES
    yield "defacto wire", "a.txt", as_text(defacto_text(ARTICLES, wire=True)), apa
