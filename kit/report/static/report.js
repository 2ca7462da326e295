// What the page gains with a script; without it everything is readable: drawings, tables, links, folds.
"use strict";
const all = (selector, root = document) => [...root.querySelectorAll(selector)];

// Charts in view come alive when scrolling rests, one after another: choices answer, a click leads to the passage.
const specs = new Map(all("script.spec").map((script) => [script.dataset.for, script.textContent]));
const inView = new Set();
const REST = 120;
let resting;
const rest = () => {
  clearTimeout(resting);
  resting = setTimeout(comeAlive, REST);
};
const watch = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (isIntersecting) inView.add(target);
    else inView.delete(target);
  }
  rest();
});
async function comeAlive() {
  const [figure] = inView;
  if (!figure) return;
  watch.unobserve(figure);
  inView.delete(figure);
  await draw(figure);
  rest();
}
async function draw(figure) {
  const still = figure.querySelector(".drawing"), old = still.querySelector("svg");
  const stage = still.cloneNode(false);
  const spec = JSON.parse(specs.get(figure.id));
  spec.background = "transparent";
  const { view } = await window.vegaEmbed(stage, spec, {
    mode: "vega", renderer: "svg", actions: false, ast: true, defaultStyle: false, tooltip: { disableDefaultStyle: true },
    logLevel: 1, // errors
  });
  const svg = stage.querySelector("svg");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", figure.querySelector("h3").textContent);
  for (const part of all("[role], [aria-roledescription]", svg)) {
    part.removeAttribute("role");
    part.removeAttribute("aria-roledescription");
    part.removeAttribute("aria-label");
  }
  // Exactly in the place of the drawing, though a browser measures letters otherwise: nothing below it may move.
  const [width, height] = ["width", "height"].map((side) => old.getAttribute(side));
  Object.assign(svg.style, { width: `${width}px`, height: "auto", aspectRatio: `${width} / ${height}` });
  view.addEventListener("click", (_, item) => {
    const place = item?.datum && placeOf(item.datum);
    if (place) location.hash = place;
  });
  still.replaceWith(stage);
}
function placeOf(datum) {
  if (typeof datum.href === "string" && datum.href.startsWith("#")) return datum.href;
  for (const [name, value] of Object.entries(datum)) {
    if (!name.endsWith("_id") || typeof value !== "string") continue;
    const place = `${name.slice(0, -3)}-${encodeURIComponent(value).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`).replaceAll("%2F", "/").replaceAll("%3A", ":")}`;
    if (document.getElementById(place)) return `#${place}`;
  }
  return "";
}
if (window.vegaEmbed) {
  for (const name of specs.keys()) watch.observe(document.getElementById(name));
  addEventListener("scroll", rest, { passive: true });
}

// A link to a folded part, or into it, unfolds it.
function unfold() {
  const place = document.getElementById(location.hash.slice(1)) ?? document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let box = place?.querySelector(":scope > details.layer") ?? place; box; box = box.parentElement) if (box.localName === "details") box.open = true;
  place?.scrollIntoView();
}
addEventListener("hashchange", unfold);
if (location.hash) unfold();
const opened = [];
addEventListener("beforeprint", () => {
  const boxes = document.body.classList.contains("many") ? "details.layer:not([open])" : "details:not(.rows, [open])";
  opened.push(...all(boxes));
  for (const box of opened) box.open = true;
});
addEventListener("afterprint", () => {
  for (const box of opened.splice(0)) box.open = false;
});

// What a link leads to, in place: under the pointer or the focus its passage is shown; on a telephone the first tap
// shows it, the second goes there.
const card = document.createElement("div");
card.className = "passage";
card.hidden = true;
document.querySelector("main").append(card);
let shownFor;
function show(link) {
  const place = document.getElementById(decodeURIComponent(link.hash.slice(1))) ?? document.getElementById(link.hash.slice(1));
  const paragraph = place?.closest(".row > p");
  if (!paragraph) return;
  const { text, at } = printed(paragraph), own = printed(place).text;
  const first = at.find((part) => place.contains(part.node))?.from ?? 0, last = first + own.length;
  const from = first > AROUND ? text.indexOf(" ", first - AROUND) : 0, to = last + AROUND < text.length ? text.lastIndexOf(" ", last + AROUND) : text.length;
  const name = document.createElement("b"), mark = document.createElement("mark");
  name.textContent = place.closest(".full").querySelector("h3").textContent;
  mark.textContent = text.slice(first, last);
  card.replaceChildren(name, " ", from ? "…" : "", text.slice(Math.min(from, first), first), mark, text.slice(last, Math.max(to, last)), to < text.length ? " …" : "");
  card.hidden = false;
  shownFor = link;
  const box = link.getBoundingClientRect(), room = document.documentElement.clientWidth - card.offsetWidth - 8;
  card.style.left = `${scrollX + Math.max(8, Math.min(box.left, room))}px`;
  const below = box.bottom + 6 + card.offsetHeight < innerHeight;
  card.style.top = `${scrollY + (below ? box.bottom + 6 : Math.max(4, box.top - 6 - card.offsetHeight))}px`;
}
function hide() {
  card.hidden = true;
  shownFor = undefined;
}
const AROUND = 120;
const linkAt = (event) => event.target.closest?.("main a[href^='#']:not(.to)");
let touched = false;
addEventListener("pointerdown", (event) => (touched = event.pointerType === "touch"), { passive: true });
addEventListener("pointerover", (event) => {
  if (event.pointerType === "touch") return;
  const link = linkAt(event);
  if (link) show(link);
  else if (!card.contains(event.target)) hide();
});
addEventListener("focusin", (event) => {
  const link = linkAt(event);
  if (link && !touched) show(link);
  else if (!link) hide();
});
addEventListener("keydown", (event) => event.key === "Escape" && hide());
addEventListener("click", (event) => {
  const link = linkAt(event);
  if (link && touched && shownFor !== link) {
    show(link);
    if (!card.hidden && shownFor === link) return event.preventDefault();
  }
  hide();
});

// Search: paragraphs, statements and cards that hold the words, with a line of context, and the words lit in the page.
const form = document.querySelector(".search");
const HITS = 50;
form.addEventListener("submit", (event) => event.preventDefault());
const blocks = all(".row > p, .statement blockquote, .openings dd, .alone li, .voice li, .card dd");
let typed;
document.getElementById("search").addEventListener("input", (event) => {
  clearTimeout(typed);
  typed = setTimeout(find, 150, event.target.value);
});
function find(value) {
  const words = value.trim().toLocaleLowerCase();
  const list = form.querySelector(".hits"), count = form.querySelector(".count");
  list.replaceChildren();
  globalThis.CSS?.highlights?.clear();
  count.textContent = "";
  if (words.length < 2) return;
  const ranges = [];
  let found = 0;
  for (const block of blocks) {
    const { text, at } = printed(block), low = text.toLocaleLowerCase();
    const first = low.indexOf(words);
    if (first < 0) continue;
    found += 1;
    for (let i = first; i >= 0; i = low.indexOf(words, i + words.length)) ranges.push(range(at, i, i + words.length));
    if (found <= HITS) list.append(hit(block, text, first, first + words.length));
  }
  count.textContent = found === 1 ? "1 place" : `${found} places${found > HITS ? `, the first ${HITS} listed` : ""}`;
  if (globalThis.Highlight) CSS.highlights.set("found", new Highlight(...ranges));
}
// What a block prints, without the words for screen readers and the numbers that lead elsewhere, and where each letter is.
function printed(block) {
  const at = [], walker = document.createTreeWalker(block, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
    node.nodeType === 3 ? NodeFilter.FILTER_ACCEPT : node.matches(".sr, .to") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP);
  let text = "";
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    at.push({ node, from: text.length });
    text += node.data;
  }
  return { text: text.replaceAll(/\s/g, " "), at };
}
function range(at, from, to) {
  const made = new Range();
  const place = (i) => at.findLast((part) => part.from <= i);
  made.setStart(place(from).node, from - place(from).from);
  made.setEnd(place(to - 1).node, to - place(to - 1).from);
  return made;
}
function hit(block, text, from, to) {
  const item = document.createElement("li"), link = document.createElement("a"), bold = document.createElement("b");
  if (!block.id) block.id = `found-${blocks.indexOf(block)}`;
  link.href = `#${block.id}`;
  bold.textContent = text.slice(from, to);
  const name = block.closest(".full, .card, .statement")?.querySelector("h3, h4")?.textContent;
  if (name) link.append(`${name.trim()}: `);
  link.append(`…${text.slice(Math.max(0, from - 30), from)}`, bold, `${text.slice(to, to + 40)}…`);
  item.append(link);
  return item;
}

// Light or dark, whatever the system says: a projector in a bright room needs light.
const look = document.querySelector(".look");
look.querySelector(".print-all").addEventListener("click", () => {
  document.documentElement.dataset.print = "all";
  print();
  delete document.documentElement.dataset.print;
});
for (const button of all("[data-look]", look)) {
  button.addEventListener("click", () => {
    const chosen = document.documentElement.dataset.look === button.dataset.look ? "" : button.dataset.look;
    if (chosen) document.documentElement.dataset.look = chosen;
    else delete document.documentElement.dataset.look;
    for (const other of all("[data-look]", look)) other.setAttribute("aria-pressed", String(other.dataset.look === chosen));
  });
}
