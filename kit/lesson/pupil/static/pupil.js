// The page for pupils: steps, questions, checks, and the file of answers. Text of articles only ever becomes text nodes.
"use strict";
(() => {
  const lesson = JSON.parse(document.getElementById("lesson").textContent);
  const $ = (selector, inside = document) => inside.querySelector(selector);
  const $$ = (selector, inside = document) => [...inside.querySelectorAll(selector)];
  const STORE = `kit-answers-${lesson.corpus}`;
  // What a pupil has answered: rows of the three lists of the format, by their keys.
  const state = { pupil: "", answers: new Map(), checks: new Map(), notes: new Map() };
  let unsaved = false;

  function element(tag, classes = "", text = null, attributes = {}) {
    const made = document.createElement(tag);
    if (classes) made.className = classes;
    if (text !== null) made.textContent = text;
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return made;
  }
  const button = (text, clicked, classes = "") => {
    const made = element("button", classes, text, { type: "button" });
    made.addEventListener("click", clicked);
    return made;
  };
  function passage(one) {
    const made = element("blockquote", "", null, { dir: "auto" });
    made.append(element("b", "", one.outlet), one.text);
    return made;
  }

  // --- Seals: scrypt with the parameters of kit.exercises.question, in plain script (no secure context is needed).
  const bytes = (text) => new TextEncoder().encode(text);
  function byCodePoint(a, b) {
    const [one, other] = [[...a], [...b]];
    for (let n = 0; n < Math.min(one.length, other.length); n += 1) {
      const step = one[n].codePointAt(0) - other[n].codePointAt(0);
      if (step) return step;
    }
    return one.length - other.length;
  }
  const derived = (words, salt, length) =>
    scrypt.syncScrypt(bytes(JSON.stringify([...words].sort(byCodePoint))), bytes(salt), 4096, 8, 1, length);
  function isRight(question, part, response) {
    const hash = derived(response, `${question.question_id}#${part}`, 16);
    return [...hash].map((one) => one.toString(16).padStart(2, "0")).join("") === question.parts[part].seal;
  }
  function opened(question, responses) {
    const hidden = Uint8Array.from(atob(question.locked), (one) => one.charCodeAt(0));
    if (!hidden.length) return "";
    const words = responses.flatMap((response, n) => response.map((word) => `${n}: ${word}`));
    const stream = derived(words, `${question.question_id}#evidence`, hidden.length);
    return new TextDecoder().decode(hidden.map((one, n) => one ^ stream[n]));
  }
  const pause = () => new Promise((done) => { setTimeout(done, 20); });

  // --- What is kept
  function changed() {
    unsaved = true;
    told();
    try { sessionStorage.setItem(STORE, JSON.stringify(asFile())); } catch { /* private windows keep nothing */ }
  }
  function told() {
    const questions = new Set([...state.answers.values()].map((row) => row.question_id)).size;
    const counts = [[questions, "question"], [state.checks.size, "check"], [state.notes.size, "note"]];
    const parts = counts.filter(([n]) => n).map(([n, word]) => `${n} ${word}${n === 1 ? "" : "s"}`);
    $(".kept").textContent = parts.length ? `${parts.join(", ")}${unsaved ? ", not saved yet" : ", saved"}.` : "Nothing answered yet.";
    for (const link of $$(".walk a")) {
      link.classList.toggle("done", isDone(link.getAttribute("href").slice(1)));
    }
  }
  function isDone(step) {
    const section = document.getElementById(step);
    if ($$("[data-note]", section).some((box) => box.value.trim())) return true;
    if (step === "check") return state.checks.size > 0;
    return $$(".question", section).some((box) => [...state.answers.values()].some((row) => row.question_id === box.dataset.id));
  }
  function asFile() {
    const now = new Date();
    return {
      format: "kit-answers", version: 1, corpus: lesson.corpus, pupil: state.pupil.trim() || null, made_by: "page",
      saved: new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 19),
      answers: [...state.answers.values()], checks: [...state.checks.values()], notes: [...state.notes.values()],
    };
  }
  function save() {
    const name = state.pupil.trim().toLowerCase().normalize("NFKD").replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
    const link = element("a", "", null, { download: `answers-${name || "my"}.json` });
    link.href = URL.createObjectURL(new Blob([JSON.stringify(asFile(), null, 1)], { type: "application/json" }));
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    unsaved = false;
    told();
    $(".kept").textContent += ` The file is ${link.download}.`;
  }
  const KEYS = { answers: ["question_id", "part"], checks: ["table", "row_id", "column"], notes: ["item"] };
  const put = (list, row) => state[list].set(JSON.stringify(KEYS[list].map((key) => row[key])), row);
  const get = (list, ...key) => state[list].get(JSON.stringify(key));
  function takeBack(text) {
    let held;
    try { held = JSON.parse(text); } catch { return "This file is broken: it is not the whole of a file of answers."; }
    if (held?.format !== "kit-answers") return "This is no file of answers.";
    if (held.corpus !== lesson.corpus) return "This file holds answers on other articles.";
    const strings = (value) => Array.isArray(value) && value.every((one) => typeof one === "string");
    const fits = {
      answers: (row) => strings(row.first) && strings(row.response) && Number.isInteger(row.tries),
      checks: (row) => typeof row.row_id === "string", notes: (row) => typeof row.text === "string",
    };
    for (const list of Object.keys(KEYS)) {
      for (const row of Array.isArray(held[list]) ? held[list] : []) if (row && fits[list](row)) put(list, row);
    }
    if (typeof held.pupil === "string" && held.pupil) state.pupil = held.pupil;
    redraw();
    return "";
  }

  // --- Questions
  function choices(question, n) {
    const part = question.parts[n];
    const group = element("fieldset");
    const row = element("div", "options");
    for (const option of part.options) {
      const label = element("label");
      const input = element("input", "", null, { type: part.many ? "checkbox" : "radio", name: `${question.question_id}#${n}`, value: option });
      label.append(input, element("span", "", option, { dir: "auto" }));
      row.append(label);
    }
    group.append(element("legend", "", part.many ? `${part.label}: choose all` : part.label), row);
    return group;
  }
  // `once`: the measure, which is answered one time and says nothing.
  function questionView(question, number, once) {
    const box = element("div", "question");
    box.dataset.id = question.question_id;
    box.append(element("p", "", `${number ? `${number} · ` : ""}${question.prompt}`, { dir: "auto" }));
    const each = question.passages.length === question.parts.length && question.parts.length > 1;
    const groups = question.parts.map((_, n) => choices(question, n));
    if (!each) box.append(...question.passages.map(passage));
    else groups.forEach((group, n) => $("legend", group).after(element("blockquote", "", question.passages[n].text, { dir: "auto" })));
    box.append(...groups);
    let because = null;
    if (question.justify) {
      const id = `because-${number}`;
      because = element("textarea", "", null, { id, rows: 2, maxlength: 4000 });
      const field = element("p", "field");
      field.append(element("label", "", "Because: your reason, with words from the passage", { for: id }), because);
      box.append(field);
    }
    const verdict = element("div", "verdict", null, { role: "status" });
    const check = button(once ? "Keep my answer" : "Check", () => answer(), "main");
    box.append(check, verdict);
    const chosen = () => groups.map((group) => $$("input:checked", group).map((input) => input.value));
    function say(text, passages = [], right = false) {
      verdict.classList.toggle("right", right);
      verdict.replaceChildren(element("p", "", text), ...passages.map(passage));
    }
    async function answer() {
      const responses = chosen();
      if (!responses.every((one) => one.length)) return say("Choose an answer for every line first.");
      if (because && !because.value.trim()) return say("Give your reason first: which word made you decide?");
      check.disabled = true;
      say("Looking …");
      const right = [];
      for (let n = 0; n < responses.length; n += 1) {
        await pause();
        right.push(isRight(question, n, responses[n]));
      }
      question.parts.forEach((part, n) => {
        const before = get("answers", question.question_id, part.label);
        put("answers", {
          question_id: question.question_id, kind: question.kind, part: part.label, first: before?.first ?? responses[n],
          response: responses[n], right: right[n], tries: (before?.tries ?? 0) + 1, because: because?.value.trim() || null,
        });
      });
      changed();
      check.disabled = once;
      return once ? kept() : judge(responses, right);
    }
    function judge(responses, right) {
      if (right.every(Boolean)) {
        return say(`✓ Right. ${opened(question, responses)} Now say to your neighbour which words show it.`, [], true);
      }
      const missed = question.parts.filter((_, n) => !right[n]).map((part) => part.label);
      const look = question.parts.length > 1 ? `Look again at ${missed.join(", ")}. ` : "Not yet. ";
      const own = question.where.length === right.length && right.length > 1;
      return say(`→ ${look}${question.hint}`, own ? question.where.filter((_, n) => !right[n]) : question.where);
    }
    function kept() {
      for (const input of $$("input", box)) input.disabled = true;
      check.disabled = true;
      say("Kept. You will see at the end what changed.");
    }
    box.restore = () => {
      const rows = question.parts.map((part) => get("answers", question.question_id, part.label));
      if (!rows.every(Boolean)) return;
      groups.forEach((group, n) => { for (const input of $$("input", group)) input.checked = rows[n].response.includes(input.value); });
      if (because) because.value = rows[0].because ?? "";
      if (once) kept();
      else if (rows.every((row) => row.right)) say("✓ Answered right.", [], true);
      else say("Answered, not right yet.");
    };
    return box;
  }
  function drawQuestions() {
    const sets = { by_hand: lesson.by_hand ? [lesson.by_hand] : [], test: lesson.test };
    for (const place of $$("[data-questions]")) {
      const asked = sets[place.dataset.questions];
      place.replaceChildren(...asked.map((one, n) => questionView(one, asked.length > 1 ? n + 1 : 0, false)));
    }
    oneByOne($("[data-questions='test']"));
    for (const place of $$("[data-measure]")) {
      const mine = lesson.measure.filter((one) => one.question_id.startsWith(`measure/${place.dataset.measure}/`));
      place.replaceChildren(...mine.map((one, n) => questionView(one, n + 1, true)));
    }
  }

  // A telephone shows one question at a time; paper shows them all.
  function oneByOne(place) {
    const boxes = place ? $$(".question", place) : [];
    if (boxes.length < 2) return;
    let now = 0;
    const where = element("p", "where", "", { role: "status" });
    const turn = (to) => {
      now = Math.min(Math.max(to, 0), boxes.length - 1);
      boxes.forEach((box, n) => { box.hidden = n !== now; });
      where.textContent = `Question ${now + 1} of ${boxes.length}`;
      before.disabled = now === 0;
      after.disabled = now === boxes.length - 1;
    };
    const step = (by) => () => { turn(now + by); place.scrollIntoView({ block: "nearest" }); };
    const [before, after] = [button("Previous", step(-1)), button("Next one", step(1))];
    const row = element("div", "turn");
    row.append(before, where, after);
    place.prepend(row);
    turn(0);
  }

  // --- Predictions
  function drawPredictions() {
    const place = $(".predictions");
    for (const [n, one] of lesson.predictions.entries()) {
      const field = element("p", "field");
      const select = element("select", "", null, { id: `prediction-${n}` });
      select.dataset.note = one.item;
      select.append(element("option", "", "choose …", { value: "" }), ...one.options.map((text) => element("option", "", text, { value: text })));
      field.append(element("label", "", one.prompt, { for: select.id }), select);
      place.append(field);
    }
  }
  function drawFound() {
    $(".found").replaceChildren(...lesson.predictions.filter((one) => get("notes", one.item)).map((one) => {
      const guess = get("notes", one.item).text;
      return element("p", "", `${one.prompt} You predicted ${guess}; the machine found ${one.found}. ${one.because}`);
    }));
  }

  // --- The parallel reader: the component of the notebooks, given a model that needs no kernel
  class Model {
    constructor(data) { this.data = data; this.told = []; }
    get(name) { return this.data[name]; }
    set(name, value) {
      if (this.data[name] === value) return;
      this.data[name] = value;
      for (const [event, call] of this.told) if (event === `change:${name}`) call();
    }
    save_changes() {}
    on(events, call) { for (const event of events.split(" ")) this.told.push([event, call]); }
    off(events, call) { this.told = this.told.filter(([, one]) => one !== call); }
  }
  let model = null;
  function drawReader() {
    if (model) return;
    const ids = lesson.reader.articles.map((one) => one.id);
    const two = [$("#left").value, $("#right").value];
    const shown = innerWidth >= 1000 ? ids.slice(0, 5) : ids.filter((id) => two.includes(id));
    model = new Model({ ...lesson.reader, shown });
    kitReader.render({ model, el: $(".parallel") });
    const choose = $(".outlets");
    const row = element("div", "options");
    for (const one of lesson.reader.articles) {
      const label = element("label");
      const input = element("input", "", null, { type: "checkbox", value: one.id });
      input.checked = shown.includes(one.id);
      label.append(input, one.outlet);
      row.append(label);
    }
    row.addEventListener("change", () => model.set("shown", $$("input:checked", row).map((input) => input.value)));
    choose.append(row);
    choose.hidden = ids.length < 3;
  }

  // --- Check the machine
  function checkView(one, n) {
    const box = element("div", "checked");
    const quoted = element("blockquote");
    quoted.append(element("b", "", one.outlet), `…${one.before}`, element("mark", "", one.text), `${one.after}…`);
    const said = element("div", "says", null, { hidden: "" });
    const id = `instead-${n}`;
    const instead = element("select", "", null, { id });
    const options = [["", "choose …"], ["open", "cannot be decided, or none of these"], ...one.choices.map((c) => [c.value, c.shown])];
    instead.append(...options.map(([value, text]) => element("option", "", text, { value })));
    const because = element("input", "", null, { id: `${id}-because`, type: "text", maxlength: 400 });
    const verdict = element("p", "verdict", null, { role: "status" });
    const key = { table: one.table, row_id: one.row_id, column: one.column };
    const keep = (value, note, text) => {
      put("checks", { ...key, value, note });
      verdict.textContent = text;
      changed();
      drawScore();
    };
    const field = (label, control) => {
      const made = element("p", "field");
      made.append(element("label", "", label, { for: control.id }), control);
      return made;
    };
    const wrong = () => {
      if (!instead.value) { verdict.textContent = "Choose what it should be."; return; }
      const value = instead.value === "open" ? null : instead.value;
      keep(value, because.value.trim() || "put right", "Noted: the machine is wrong here.");
    };
    said.append(
      element("p", "", `The machine says: ${one.shown}. Its rule: ${one.rule || "none stated"}.`),
      button("The machine is right", () => keep(one.value, "confirmed", "Noted: the machine is right here."), "main"),
      field("The machine is wrong here; it should be", instead), field("because", because), button("Put it right", wrong), verdict,
    );
    const look = button("I have decided: show what the machine says", () => { said.hidden = false; look.hidden = true; $("button", said).focus(); });
    box.append(element("p", "", `${n + 1} · ${one.question}`), quoted, look, said);
    box.restore = () => {
      const row = get("checks", one.table, one.row_id, one.column);
      if (!row) return;
      said.hidden = false;
      look.hidden = true;
      verdict.textContent = row.value === one.value ? "Noted: the machine is right here." : "Noted: the machine is wrong here.";
      if (row.value !== one.value) { instead.value = row.value ?? "open"; because.value = row.note ?? ""; }
    };
    return box;
  }
  function drawScore() {
    const mine = lesson.checks.map((one) => [one, get("checks", one.table, one.row_id, one.column)]).filter(([, row]) => row);
    const right = mine.filter(([one, row]) => row.value === one.value).length;
    $(".score").textContent = mine.length
      ? `Before your corrections the machine was right in ${right} of the ${mine.length} passages that you checked; after them in ${mine.length} of ${mine.length}. `
        + "The second score is perfect because you taught it the answers to the test: a fair test takes passages that nobody has corrected."
      : "";
  }

  // --- Steps
  const steps = $$(".step").map((section) => section.id);
  const walk = $(".walk");
  // Not scrollIntoView: in some versions of Chromium that moves the place where Tab begins, past the link to skip the steps.
  const centre = (link) => {
    const [inner, outer] = [link.getBoundingClientRect(), walk.getBoundingClientRect()];
    walk.scrollLeft += inner.left + inner.width / 2 - outer.left - outer.width / 2;
  };
  const at = () => Math.max(steps.indexOf(location.hash.slice(1)), 0);
  function show(focus) {
    const now = at();
    $$(".step").forEach((section, n) => { section.hidden = n !== now; });
    for (const link of $$(".walk a")) {
      if (link.getAttribute("href") === `#${steps[now]}`) {
        link.setAttribute("aria-current", "step");
        centre(link);
      } else link.removeAttribute("aria-current");
    }
    $(".back").disabled = now === 0;
    $(".next").disabled = now === steps.length - 1;
    if (steps[now] === "reader") { drawReader(); drawFound(); }
    if (focus) { scrollTo(0, 0); $(`#${steps[now]}-title`).focus(); }
  }
  function drawArticles() {
    const wanted = [$("#left").value, $("#right").value];
    for (const one of $$("[data-article]")) one.hidden = !wanted.includes(one.dataset.article);
    const [left] = $$("[data-article]").filter((one) => one.dataset.article === wanted[0]);
    left?.parentElement.prepend(left);
  }
  function redraw() {
    $("#pupil").value = state.pupil;
    for (const box of $$("[data-note]")) box.value = get("notes", box.dataset.note)?.text ?? "";
    for (const box of $$(".question, .checked")) box.restore();
    drawScore();
    drawFound();
    told();
  }
  const walkTo = (n) => { location.hash = steps[Math.min(Math.max(n, 0), steps.length - 1)]; };

  drawPredictions();
  drawQuestions();
  $(".checks").replaceChildren(...lesson.checks.map(checkView));
  if (!lesson.checks.length) $(".checks").append(element("p", "", "These articles hold nothing of this kind."));
  for (const box of $$("[data-note]")) {
    box.addEventListener("input", () => {
      const text = box.value;
      if (text.trim()) put("notes", { item: box.dataset.note, text });
      else state.notes.delete(JSON.stringify([box.dataset.note]));
      changed();
    });
  }
  $("#pupil").addEventListener("input", (event) => { state.pupil = event.target.value; changed(); });
  for (const select of [$("#left"), $("#right")]) select.addEventListener("change", drawArticles);
  $(".save").addEventListener("click", save);
  $("#file").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    if (!file) return;
    const wrong = file.size > 2e6 ? "This file is too large for a file of answers." : takeBack(await file.text());
    unsaved = false;
    told();
    $(".kept").textContent = wrong || `Taken back: ${$(".kept").textContent}`;
    event.target.value = "";
  });
  $(".back").addEventListener("click", () => walkTo(at() - 1));
  $(".next").addEventListener("click", () => walkTo(at() + 1));
  addEventListener("hashchange", () => { if (steps.includes(location.hash.slice(1))) show(true); });
  addEventListener("beforeunload", (event) => { if (unsaved && (state.answers.size || state.notes.size || state.checks.size)) event.preventDefault(); });
  for (const hidden of [".steps", ".keep", ".choose"]) $(hidden).hidden = false;
  try {
    const before = sessionStorage.getItem(STORE);
    if (before) { takeBack(before); unsaved = true; told(); }
  } catch { /* private windows keep nothing */ }
  drawArticles();
  show(false);
  document.documentElement.dataset.ready = "yes";
})();
