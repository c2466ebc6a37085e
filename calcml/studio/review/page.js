// Search and filters, the jump from a number to its frame, downloads, theme, print.
(() => {
  "use strict";
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const form = one(".toolbar"), count = one(".count"), nothing = one(".nothing");
  const records = JSON.parse(one("#records").textContent);
  const rows = all(".row"), claims = all(".claim"), failures = all(".failure");
  const items = [...rows, ...claims, ...failures];
  const numbers = rows.filter((row) => !row.closest(".ticks"));
  const SOUGHT = ["key", "symbol", "shown", "exact", "computed", "formula", "source", "second_method"];
  const FILTERS = ["q", "verdict", "chapter", "scene"];
  let chosen = null;

  // A search looks at the records, in the words of the ledger.

  const texts = new Map();
  const sought = (kind, list, fields) => {
    const [head, ...body] = records[kind];
    const columns = fields.map((name) => head.indexOf(name));
    list.forEach((item, n) => texts.set(item, columns.map((c) => body[n][c]).join(" ").toLowerCase()));
  };
  sought("numbers", rows, SOUGHT);
  sought("claims", claims, records.claims[0]);
  for (const failure of failures) texts.set(failure, failure.textContent.toLowerCase());

  const record = (row) => {
    const [head, ...body] = records.numbers, values = body[rows.indexOf(row)];
    return Object.fromEntries(head.map((name, n) => [name, values[n]]));
  };

  // State: what is asked for stands in the address, so that it can be passed on.

  const asked = () => Object.fromEntries(FILTERS.map((name) => [name, form.elements[name].value.trim()]));

  function remember() {
    const state = new URLSearchParams(Object.entries(asked()).filter(([, value]) => value));
    if (chosen) state.set("row", chosen.id);
    history.replaceState(null, "", state.size ? `#${state}` : location.href.split("#")[0]);
  }

  function recall() {
    const text = location.hash.slice(1);
    const target = text && document.getElementById(safelyDecoded(text));
    if (target && !text.includes("=")) return go(target);
    const state = new URLSearchParams(text);
    for (const name of FILTERS) form.elements[name].value = state.get(name) ?? "";
    filter();
    const row = document.getElementById(state.get("row") ?? "");
    if (row && row !== chosen) choose(row, true);
  }

  function safelyDecoded(text) {
    try { return decodeURIComponent(text); } catch { return text; }
  }

  // Filters combine: a thing is shown if it fits all of them.

  function filter() {
    const wanted = asked(), words = wanted.q.toLowerCase().split(/\s+/).filter(Boolean);
    const active = FILTERS.some((name) => wanted[name]);
    for (const item of items) {
      const { is, scene, chapter } = item.dataset, text = texts.get(item);
      item.hidden = !(
        words.every((word) => text.includes(word)) &&
        (!wanted.verdict || is.split(" ").includes(wanted.verdict)) &&
        (!wanted.chapter || chapter === wanted.chapter) &&
        (!wanted.scene || scene === wanted.scene)
      );
    }
    const holds = (box, what) => all(what, box).some((item) => !item.hidden);
    for (const ticks of all(".ticks")) ticks.hidden = active && !holds(ticks, ".row");
    for (const bench of all(".bench")) bench.hidden = active && !holds(bench, ".row");
    for (const box of all("section.claims, .topic")) box.hidden = active && !holds(box, ".claim");
    for (const notes of all(".notes")) notes.hidden = active && !holds(notes, ".failure");
    for (const box of all(".scene, .chapter")) box.hidden = active && !holds(box, ".row, .claim, .failure");
    one(".overview").hidden = active;
    one("button[name=clear]", form).hidden = !active;
    const told = tally();
    nothing.hidden = told.shown > 0;
    count.textContent = told.text;
  }

  function tally() {
    const of = (list) => list.filter((item) => !item.hidden).length;
    const scenes = of(all(".scene")), shown = of(items);
    const told = (list, noun) => {
      const n = of(list), all = n === list.length;
      return all ? `${n} ${noun}` : `${n} of ${list.length} ${noun}`;
    };
    const parts = [told(numbers, "numbers")];
    if (claims.length) parts.push(told(claims, "claims"));
    return { shown, text: `${parts.join(", ")}, ${scenes} ${scenes === 1 ? "scene" : "scenes"}` };
  }

  function clear() {
    const was = FILTERS.some((name) => asked()[name]);
    for (const name of FILTERS) form.elements[name].value = "";
    choose(null);
    filter();
    remember();
    return was;
  }

  // From a number to its frame.

  function choose(row, reveal = false) {
    if (chosen) unmark(chosen);
    chosen = row;
    if (!row) return;
    row.classList.add("chosen");
    const ticks = row.closest(".ticks");
    if (ticks) ticks.open = true;
    if (reveal) row.scrollIntoView({ block: "center" });
    const video = row.dataset.at && one("video", row.closest(".scene"));
    if (!video) return;
    video.pause();
    const seek = () => { video.currentTime = Number(row.dataset.at); mark(row); };
    if (video.readyState) seek();
    else video.addEventListener("loadedmetadata", () => row === chosen && seek(), { once: true });
    video.controls = false; // they would lie over what is marked
  }

  function mark(row) {
    const [boxes, dots] = JSON.parse(row.dataset.marks), marks = one(".marks", row.closest(".scene"));
    const place = ([left, top, width, height], kind) => {
      const ring = document.createElement("i");
      ring.className = kind;
      Object.assign(ring.style, { left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` });
      return ring;
    };
    marks.replaceChildren(
      ...boxes.map((box, n) => place(box, n ? "also" : "here")),
      ...dots.map((box) => place(box, "dot")),
    );
    const [key, shown] = ["key", "shown"].map((name) => record(row)[name]);
    one(".now", row.closest(".scene")).textContent =
      `${key}: ${shown}, at ${Number(row.dataset.at).toFixed(1)} s of the clip`;
  }

  function unmark(row) {
    row.classList.remove("chosen");
    one(".marks", row.closest(".scene"))?.replaceChildren();
  }

  function leave(video) {
    if (!chosen || chosen.closest(".scene") !== video.closest(".scene")) return;
    const { since, until } = chosen.dataset, now = video.currentTime;
    const marks = one(".marks", video.closest(".scene"));
    marks.hidden = now < Number(since) || now > Number(until);
  }

  function go(target) {
    if (target.hidden || target.closest("[hidden]")) clear();
    if (target.matches(".row")) choose(target, true);
    else target.scrollIntoView();
    const focus = one(".jump", target.matches(".row") ? target : document.createElement("p")) ?? target;
    focus.focus({ preventScroll: true });
  }

  // Downloads: what is shown, as RFC 4180 wants it.

  const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

  function csv(kind, shown) {
    const [head, ...body] = records[kind];
    return [head, ...shown.map((n) => body[n])].map((line) => line.map(quoted).join(",") + "\r\n").join("");
  }

  function download(kind) {
    const visible = (item) => !item.hidden && !item.closest("[hidden], details.ticks:not([open])");
    const list = kind === "numbers" ? rows : claims;
    const shown = list.flatMap((item, n) => (visible(item) ? [n] : []));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([csv(kind, shown)], { type: "text/csv" }));
    link.download = `${kind}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  // Theme: the system's, unless the reader chooses.

  const dark = matchMedia("(prefers-color-scheme: dark)"), toggle = one("button[name=theme]");
  const kept = { get: () => { try { return localStorage.getItem("theme"); } catch { return null; } },
                 set: (name) => { try { localStorage.setItem("theme", name); } catch { /* private */ } } };
  const theme = () => document.documentElement.dataset.theme ?? (dark.matches ? "dark" : "light");
  const tell = () => { toggle.textContent = theme() === "dark" ? "Light theme" : "Dark theme"; };

  function switchTheme() {
    document.documentElement.dataset.theme = theme() === "dark" ? "light" : "dark";
    kept.set(theme());
    tell();
  }

  // Print: nothing stays folded.

  let folded = [];
  function unfold() {
    if (folded.length) return;
    folded = all("details:not([open])");
    for (const each of folded) each.open = true;
  }
  function fold() {
    for (const each of folded) each.open = false;
    folded = [];
  }

  // A browser that does not seek in an address of data gets the same bytes as a file.

  function asFile(video) {
    const [head, body] = video.src.split(",");
    if (!head.startsWith("data:")) return;
    const bytes = Uint8Array.from(atob(body), (letter) => letter.charCodeAt(0));
    video.src = URL.createObjectURL(new Blob([bytes], { type: "video/mp4" }));
  }

  const measure = () => {
    const height = getComputedStyle(form).position === "sticky" ? form.offsetHeight : 0;
    document.documentElement.style.setProperty("--bar", `${height}px`);
  };

  form.addEventListener("input", () => { filter(); remember(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("click", (event) => {
    const { target } = event, button = target.closest("button"), link = target.closest("a[href^='#']");
    if (button?.name === "clear") { clear(); form.elements.q.focus(); }
    else if (button?.name === "theme") switchTheme();
    else if (button?.name === "numbers" || button?.name === "claims") download(button.name);
    else if (link) {
      const goal = document.getElementById(link.getAttribute("href").slice(1));
      if (goal) { event.preventDefault(); go(goal); if (goal.matches(".row")) remember(); }
    } else {
      const row = target.closest(".row[data-at]");
      if (row && !target.closest("summary, details")) { choose(row); remember(); }
    }
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, select, video");
    const row = event.target.closest(".row");
    if (event.key === "Escape") clear();
    else if (event.key === "/" && !typing) { event.preventDefault(); form.elements.q.focus(); }
    else if (row && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      const near = all(".row[data-at]", row.closest("table")).filter((each) => !each.hidden);
      const next = near[near.indexOf(row) + (event.key === "ArrowDown" ? 1 : -1)];
      if (next) { event.preventDefault(); one(".jump", next).focus(); }
    }
  });
  for (const video of all("video")) {
    video.poster = one(`#${video.dataset.still} image`).getAttribute("href");
    for (const name of ["timeupdate", "seeked", "play"]) video.addEventListener(name, () => leave(video));
    for (const name of ["pointerenter", "pointerdown", "focus"]) {
      video.addEventListener(name, () => { video.controls = true; });
    }
    video.addEventListener("error", () => asFile(video), { once: true });
  }
  addEventListener("hashchange", recall);
  addEventListener("beforeprint", unfold);
  addEventListener("afterprint", fold);
  matchMedia("print").addEventListener("change", (event) => (event.matches ? unfold() : fold()));
  dark.addEventListener("change", tell);
  new ResizeObserver(measure).observe(form);
  if (kept.get()) document.documentElement.dataset.theme = kept.get();
  tell();
  recall();
})();
