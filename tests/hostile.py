"""A corpus that tries to be more than text: signs of Markdown, TeX, HTML and terminals, scripts in every place a name can stand.

`write` makes the folder, with the sentences that must be read back from a page as they stand in the files. Everything is invented.
"""

from __future__ import annotations

from email.message import EmailMessage
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# What would run, if anything shown were taken for more than text. Each would leave a mark in the page's `hacked`.
SCRIPTS = (
    "<img src=x onerror=\"window.hacked='img'\">", "</script><script>window.hacked='script'</script>",
    "\"><svg onload=\"window.hacked='svg'\">", "javascript:alert('link')", "{{7*7}}${7*7}<%= 7*7 %>",
)  # fmt: skip
# Sentences that some renderer reads as its own language.
SENTENCES = (
    "The bridge cost $3 million, not the $2 million you were told, and $$5 was left.",
    "“It is \\(x^2\\) or \\[y\\], and *nobody* knows __why__,” said Mayor Ada Brook.",
    "Files named `a_b_c` and [link](http://evil.example/a) stood on the table at 5 < 6 > 4.",
    "Fish &amp; chips, AT&T and &lt;b&gt; were printed so, with &#36;1 beside them.",
    "Engineer Karl Meyn wrote “🌉🏗️ and 👩‍👩‍👧 are safe” on the wall of the east tower.",
    "The sign says \u202bجسر مفتوح\u202c and \u200fأهلا\u200e in two directions, Ada Brook said.",
    "# Not a heading, ~~not struck~~, ![no picture](x.png) and <b>not bold</b>.",
    "A line of $\\alpha$ and \\begin{align}1\\end{align} cost \\$9 on Monday.",
)  # fmt: skip
# What an outlet may be called besides: words of Vega's own, the end of a line in its expressions, a word that fits no line.
CALLED = ("", "datum.label and datum.value", "The\u2028Evening\u2029Echo", "E" * 300)
NAMES = ("01 $a_b*c.txt", "02 <b>'x' & y`.txt", "03 🌉\u202etxt.exe.txt", "04 \x1b[31mred\x1b[0m.txt")


def write(folder: Path) -> list[str]:
    """Write the articles, `sources.csv`, `corrections.csv` and a mail; returns the sentences that stand in every article."""
    folder.mkdir(parents=True, exist_ok=True)
    told = ["file,outlet,title,byline,published,url,note"]
    for n, name in enumerate(NAMES):
        script = SCRIPTS[n]
        title = f"Bridge {n} opens {script} for $1 and $2"
        own = f"In report {n} the deck of the bridge was painted in the colours of the town on Monday."
        (folder / name).write_text("\n\n".join([title, own, *SENTENCES]) + "\n", encoding="utf-8")
        outlet = f"Echo {n} {script} $a$ *b* {CALLED[n]}"
        cells = (name, outlet, title, f"Ilka {script}", "2025-03-04", SCRIPTS[3], script)
        told.append(",".join('"' + cell.replace('"', '""') + '"' for cell in cells))
    (folder / "sources.csv").write_text("\n".join(told) + "\n", encoding="utf-8")
    mail = EmailMessage()
    mail["Subject"], mail["From"] = f"Bridge {SCRIPTS[0]} $1 and $2", f'"Post {SCRIPTS[1]}" <a@echo.example>'
    mail["Date"] = "Tue, 04 Mar 2025 10:00:00 +0000"
    mail.set_content("\n\n".join(SENTENCES))
    (folder / "05 mail.eml").write_bytes(mail.as_bytes())
    script = SCRIPTS[2].replace('"', '""')
    (folder / "corrections.csv").write_text(
        f'table,row_id,column,value,note\narticles,05-mail-eml,outlet,"Post {script} $1 and $2","{script}"\n',
        encoding="utf-8",
    )
    return list(SENTENCES)


# How a page's words are read back: whatever stands in its text nodes, those of shadow trees too; numbers
# of notes and words for screen readers, which the kit puts between a text's words, are left out.
WORDS = """() => {
  const skip = new Set(["SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT"]);
  const told = node => node.nodeType === 3 ? node.data
    : skip.has(node.tagName) || node.matches?.("a.to, .sr") ? "" : [...node.childNodes].map(told).join("") + (node.shadowRoot ? told(node.shadowRoot) : "");
  return told(document.body).replace(/\\s+/g, " ");
}"""


class Watch:
    """What a page did that it must not do: dialogs, errors, requests to other places, anything run by a text."""

    def __init__(self, page, own: str) -> None:
        self.page, self.dialogs, self.elsewhere = page, [], []

        def dialog(one) -> None:
            self.dialogs.append(one.message)
            one.dismiss()

        page.on("dialog", dialog)
        page.on(
            "request",
            lambda r: None if r.url.startswith((own, "data:", "blob:")) else self.elsewhere.append(r.url),
        )

    def wrong(self) -> list[object]:
        """Nothing, if the page did only what it may."""
        hacked = self.page.evaluate("window.hacked ?? null")
        typeset = self.page.locator("mjx-container, .MathJax, .katex").count()
        found = [
            *self.dialogs,
            *self.elsewhere,
            *([hacked] if hacked else []),
            *([f"{typeset} formulas"] if typeset else []),
        ]
        images = self.page.locator("img[src='x'], img[src='x.png'], a[href^='javascript'], svg[onload]").count()
        return [*found, *([f"{images} elements of a text"] if images else [])]
