// Draws the columns of the parallel reader. Article text is untrusted: it only ever becomes text nodes.
// `chosen` (a statement's id) is shared with Python in both directions.
const LABELS = {
  direct: "quoted", partial: "partly quoted", indirect: "reported", stated: "in the article's own voice",
};
const WORDING = { verbatim: "verbatim", trimmed: "trimmed", reworded: "reworded" };
const REFERENCE = {
  transcript: "the transcript's wording", majority: "the wording that most articles print",
  "tie-break": "one of several wordings, taken as the reference", only: "the only wording",
};

// Wordings of one article above its text, the most quoted first: more would push the text off a small screen.
const SHOWN = 2;
const MARKS = { added: ["ins", "put in"], dropped: ["del", "left out"], moved: ["mark", "moved here"] };

function element(tag, classes = "", text = null, attributes = {}) {
  const made = document.createElement(tag);
  if (classes) made.className = classes;
  if (text !== null) made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

// What a screen reader speaks and an eye does not see.
const spoken = (text) => element("span", "kit-spoken", text);

function differing(words) {
  const line = element("p", "kit-wording");
  for (const [text, mark] of words) {
    if (mark === "same") {
      line.append(text, " ");
      continue;
    }
    const [tag, said] = MARKS[mark];
    const made = element(tag);
    made.append(spoken(`${said}: `), text, spoken(" (end)"));
    line.append(made, " ");
  }
  return line;
}

function describe(rendering) {
  const parts = [LABELS[rendering.form] ?? rendering.form];
  if (rendering.is_reference) parts.push("the reference");
  else if (rendering.wording) parts.push(WORDING[rendering.wording]);
  if (rendering.spliced && !rendering.is_reference) parts.push("joins words that stand apart in the reference");
  return parts.join(" · ");
}

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
      heading.append(element("p", "", "No statement passes these filters. Set one of them back to “any”."));
      return;
    }
    const back = element("button", "", "← Previous", { type: "button" });
    const next = element("button", "", "Next →", { type: "button" });
    back.disabled = position() === 0;
    next.disabled = position() === statements().length - 1;
    back.onclick = () => { step(-1); heading.querySelector("button")?.focus(); };
    next.onclick = () => { step(1); heading.querySelectorAll("button")[1]?.focus(); };
    const who = one.speaker ?? "stated by the articles themselves";
    const count = `Statement ${position() + 1} of ${statements().length}`;
    const articles = `in ${one.articles} of ${model.get("articles").length} articles`;
    heading.append(back, next, element("p", "kit-count", `${count} · ${who} · ${articles}`));
    const source = one.source ? ` (${one.source})` : "";
    const from = REFERENCE[one.reference_from] ?? "reference";
    const reference = element("p", "kit-reference");
    reference.append(element("span", "kit-label", `Compared with ${from}${source}: `), element("q", "", one.reference));
    heading.append(reference);
  }

  // What the column's outlet does with the chosen statement, above its article.
  function card(article) {
    const one = current();
    const mine = one ? one.renderings.filter((r) => r.article === article.id) : [];
    const box = element("div", mine.length ? "kit-card" : "kit-card kit-gap");
    if (one && !mine.length) box.append(element("p", "", "Nothing of this found here."));
    for (const rendering of mine.slice(0, SHOWN)) {
      box.append(element("p", "kit-label", describe(rendering)), differing(rendering.words));
    }
    if (mine.length > SHOWN) box.append(element("p", "kit-label", `and ${mine.length - SHOWN} more, lit in the article`));
    return box;
  }

  function drawText(article) {
    const text = element("div", "kit-text", null, {
      tabindex: "0", role: "region", "aria-label": `Article: ${article.outlet}`, lang: article.language,
    });
    for (const { role, pieces } of article.paragraphs) {
      const paragraph = element("p", role === "body" ? "" : `kit-role kit-${role}`);
      for (const [words, ids] of pieces) {
        const known = ids.filter((id) => statements().some((one) => one.id === id));
        if (!known.length || !words.trim()) {
          paragraph.append(words);
          continue;
        }
        const piece = element("span", "kit-piece", words, { role: "button", tabindex: "-1" });
        piece.ids = known;
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
      let first = null;
      for (const piece of column.querySelectorAll(".kit-piece")) {
        const lit = piece.ids.includes(chosen);
        piece.classList.toggle("kit-lit", lit);
        piece.setAttribute("aria-pressed", lit);
        if (lit) first ??= piece;
      }
      const text = column.querySelector(".kit-text");
      if (first) text.scrollTop += first.getBoundingClientRect().top - text.getBoundingClientRect().top - 48;
      const mine = current()?.renderings.find((r) => r.article === article.id);
      spokenParts.push(`${article.outlet}: ${mine ? describe(mine) : "nothing found"}`);
    }
    if (picked) heading.scrollIntoView({ block: "nearest" });
    picked = false;
    const one = current();
    status.textContent = one ? `Statement ${position() + 1} of ${statements().length}. ${spokenParts.join(". ")}.` : "";
  }

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
