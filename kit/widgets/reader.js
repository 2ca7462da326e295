// Draws the columns of the parallel reader. Article text is untrusted: here it only ever becomes text nodes; the entry
// above the columns comes as HTML that the kit has made and escaped.
// `chosen` (a statement's id) is shared with Python in both directions.
function element(tag, classes = "", text = null, attributes = {}) {
  const made = document.createElement(tag);
  if (classes) made.className = classes;
  if (text !== null) made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

// What a screen reader speaks and an eye does not see.
const spoken = (text) => element("span", "kit-spoken", text);

function render({ model, el }) {
  el.classList.add("kit-reader");
  const heading = element("div", "kit-heading");
  const columns = element("div", "kit-columns");
  const status = element("p", "kit-spoken", "", { role: "status", "aria-live": "polite" });
  el.replaceChildren(heading, columns, status);

  const statements = () => model.get("statements");
  const position = () => statements().findIndex((one) => one.id === model.get("chosen"));
  const current = () => statements()[position()];
  function choose(id) {
    if (!id || id === model.get("chosen")) return;
    model.set("chosen", id);
    model.save_changes();
  }
  // Whoever chooses inside an article is shown the wordings too, which stand above it.
  let picked = false;
  const step = (by) => choose(statements()[Math.min(Math.max(position() + by, 0), statements().length - 1)]?.id);

  function drawHeading() {
    const one = current();
    heading.replaceChildren();
    if (!one) {
      heading.append(element("p", "", "The machine found no statement to compare. If there are filters above, set one of them back to “any”."));
      return;
    }
    const back = element("button", "", "← Previous", { type: "button" });
    const next = element("button", "", "Next →", { type: "button" });
    back.disabled = position() === 0;
    next.disabled = position() === statements().length - 1;
    back.onclick = () => { step(-1); heading.querySelector("button")?.focus(); };
    next.onclick = () => { step(1); heading.querySelectorAll("button")[1]?.focus(); };
    const count = `Statement ${one.number} · ${one.speaker} · in ${one.articles} of ${one.of}`;
    const entry = element("div");
    entry.innerHTML = one.html;
    heading.append(back, next, element("p", "kit-count", count), entry);
  }

  // What the column's outlet does with the chosen statement, above its article.
  function card(article) {
    const mine = current()?.cells[article.id];
    const box = element("p", mine?.there ? "kit-card" : "kit-card kit-gap");
    if (!mine) return box;
    box.append(element("span", "kit-sign", mine.sign, { "aria-hidden": "true" }), ` ${mine.words}`);
    if (mine.more) box.append(element("span", "kit-label", ` and ${mine.more} more, lit in the article`));
    return box;
  }

  function drawText(article) {
    const text = element("div", "kit-text", null, {
      tabindex: "0", role: "region", "aria-label": `Article: ${article.outlet}`, lang: article.language,
    });
    for (const { role, pieces } of article.paragraphs) {
      const paragraph = element("p", role === "body" ? "" : `kit-role kit-${role}`);
      for (const [words, start, ids, perhaps] of pieces) {
        const known = ids.filter((id) => statements().some((one) => one.id === id));
        if (!known.length || !words.trim()) {
          paragraph.append(words);
          continue;
        }
        const piece = element("span", "kit-piece", words, { role: "button", tabindex: "-1" });
        Object.assign(piece, { ids: known, perhaps, start });
        paragraph.append(piece);
      }
      text.append(paragraph);
    }
    const first = text.querySelector(".kit-piece");
    if (first) first.tabIndex = 0;
    return text;
  }

  function drawColumns() {
    columns.replaceChildren();
    const shown = model.get("shown");
    columns.style.setProperty("--columns", Math.max(shown.length, 1));
    for (const id of shown) {
      const article = model.get("articles").find((one) => one.id === id);
      if (!article) continue;
      const column = element("section", "kit-column", null, { "aria-label": article.outlet });
      column.dataset.article = id;
      const name = element("div", "kit-outlet", article.outlet, { role: "heading", "aria-level": "4" });
      if (article.sign) name.prepend(element("b", `kit-chip kit-chip-${article.place}`, article.sign, { "aria-hidden": "true" }), "\u00a0");
      column.append(name, element("p", "kit-facts", article.facts), card(article), drawText(article));
      columns.append(column);
    }
  }

  // The chosen statement changed: new cards, new lights, every column scrolls to its own wording.
  function light() {
    drawHeading();
    const chosen = model.get("chosen");
    const spokenParts = [];
    for (const column of columns.children) {
      const article = model.get("articles").find((one) => one.id === column.dataset.article);
      column.querySelector(".kit-card").replaceWith(card(article));
      const at = current()?.cells[article.id]?.start;
      let own = null;
      for (const piece of column.querySelectorAll(".kit-piece")) {
        const lit = piece.ids.includes(chosen);
        piece.classList.toggle("kit-lit", lit);
        piece.classList.toggle("kit-maybe", lit && piece.perhaps.includes(chosen));
        piece.setAttribute("aria-pressed", lit);
        if (lit && (!own || piece.start === at)) own = piece;
      }
      const text = column.querySelector(".kit-text");
      if (own) text.scrollTop += own.getBoundingClientRect().top - text.getBoundingClientRect().top - 48;
      const mine = current()?.cells[article.id];
      if (mine) spokenParts.push(`${article.outlet}: ${mine.words}`);
    }
    if (picked) heading.scrollIntoView({ block: "nearest" });
    picked = false;
    const one = current();
    status.textContent = one ? `Statement ${one.number}. ${spokenParts.join(". ")}.` : "";
  }

  // A name in the entry leads to its article's wording.
  heading.addEventListener("click", (event) => {
    const place = event.target.closest(".kit-place");
    const column = place && [...columns.children].find((one) => one.dataset.article === place.dataset.article);
    column?.querySelector(".kit-lit")?.scrollIntoView({ block: "center" });
  });
  columns.addEventListener("click", (event) => {
    const piece = event.target.closest(".kit-piece");
    if (piece) pick(piece);
  });
  // A piece may belong to several statements: choosing it again goes to the next of them.
  function pick(piece) {
    const at = piece.ids.indexOf(model.get("chosen"));
    picked = true;
    choose(piece.ids[(at + 1) % piece.ids.length]);
  }
  columns.addEventListener("keydown", (event) => {
    const piece = event.target.closest(".kit-piece");
    if (!piece) return;
    const text = piece.closest(".kit-text");
    const pieces = [...text.querySelectorAll(".kit-piece")];
    const at = pieces.indexOf(piece);
    const moves = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: pieces.length - 1 };
    if (event.key === "Enter" || event.key === " ") pick(piece);
    else if (event.key in moves) {
      const next = pieces[Math.min(Math.max(moves[event.key], 0), pieces.length - 1)];
      piece.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });

  const redraw = () => { drawColumns(); light(); };
  model.on("change:shown change:statements change:articles", redraw);
  model.on("change:chosen", light);
  redraw();
  // Columns can scroll to their wording only once they stand in the page.
  requestAnimationFrame(() => requestAnimationFrame(light));
}

export default { render };
