"use strict";
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

// ---- the address: #target&key=value&…, so that a link holds what is filtered and where sliders stand
const state = new URLSearchParams();
function readAddress() {
  const [target, ...pairs] = location.hash.slice(1).split("&"), given = new URLSearchParams(pairs.join("&"));
  if (FILTERS.some((name) => given.has(name))) FILTERS.forEach((name) => state.delete(name));
  for (const [key, value] of given) state.set(key, value);
  writeAddress("", "", target);  // a plain link keeps what is set
  return decodeURIComponent(target);
}
function writeAddress(key, value, target = location.hash.slice(1).split("&")[0]) {
  if (value === "") state.delete(key); else state.set(key, value);
  const address = state.size ? `${target}&${state}` : target;
  if (address !== location.hash.slice(1)) history.replaceState(null, "", "#" + address);
}

// ---- what is folded is text until it is wanted: so the page opens with a third of its elements
const unfold = (selector, within) => all(selector, within).forEach((one) => { one.outerHTML = one.textContent; });
document.addEventListener("toggle", ({ target }) => {
  if (target.matches(".group[open]")) unfold(".brief > noscript", target);
  if (target.matches(".entry[open]")) unfold("noscript", target);
}, true);
addEventListener("beforeprint", () => unfold(".brief > noscript"));
addEventListener("keydown", (event) => {  // the browser's own search finds elements only
  if (event.key === "F3" || ((event.ctrlKey || event.metaKey) && event.key === "f")) unfold(".entry noscript");
});

// ---- the ledger: filters, search, arrow keys
const FILTERS = ["q", "section", "kind", "verdict", "known"];
const entries = all(".entry"), form = document.querySelector(".filters");
const field = (name) => document.getElementById("filter-" + name);
const lower = (text) => text.replace(/[A-Za-z]+/g, (word) => word.toLowerCase());
const wordsOf = (text) => lower(text).replace(/[.,;:]+(?=\s|$)/g, " ").split(/\s+/)
  .map((word) => word.replace(/^\((\d+)\)$/, "$1").replace(/^\\(?=\w)/, ""))
  .filter((word) => word && !/^(eqs?|equations?)$/.test(word));

const fits = (text, word) => /^\d+$/.test(word)
  ? (text + " ").includes(`#${word} `) || text.includes(`(${word})`)
  : /^[Ͱ-Ͽ]$/.test(word) ? ` ${text} `.includes(` ${word} `) : text.includes(word);

function filter() {  // by what the address says
  for (const name of FILTERS) if (field(name).value !== state.get(name)) field(name).value = state.get(name) ?? "";
  const words = wordsOf(field("q").value), wanted = FILTERS.slice(1).filter((name) => state.has(name));
  for (const entry of entries) {
    entry.hidden = !(wanted.every((name) => entry.dataset[name] === state.get(name))
      && words.every((word) => fits(entry.dataset.text, word)));
  }
  for (const group of all(".group")) {
    const first = group.querySelector(".entry:not([hidden])");
    group.hidden = !first;
    rove(first);
    if (words.length || wanted.length) group.open = !group.hidden;
  }
  const shown = entries.filter((entry) => !entry.hidden).length;
  document.getElementById("nothing").hidden = shown > 0;
  field("count").textContent = shown ? `${shown} of ${entries.length}` : "nothing found";
}

function rove(entry) {  // one row of a group is in the order of the Tab key, the others are reached with the arrows
  if (!entry) return;
  all(".entry > summary[tabindex='0']", entry.parentElement).forEach((one) => { one.tabIndex = -1; });
  entry.firstElementChild.tabIndex = 0;
}

if (form) {
  entries.forEach((entry) => { entry.firstElementChild.tabIndex = -1; });
  form.addEventListener("input", ({ target }) => {
    writeAddress(target.id.replace("filter-", ""), target.value, "ledger");
    filter();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => {
    FILTERS.forEach((name) => writeAddress(name, ""));
    filter();
  });
  document.querySelector("#nothing button").addEventListener("click", () => form.reset());
  const rows = document.getElementById("entries");
  rows.addEventListener("keydown", (event) => {
    const row = event.target.closest(".entry > summary")?.parentElement;
    const step = { ArrowDown: 1, ArrowUp: -1, Home: -1e9, End: 1e9 }[event.key];
    if (!row || !step || event.target.closest("a")) return;
    const shown = all(".group[open] > .entry:not([hidden])", rows), place = shown.indexOf(row) + step;
    shown[Math.min(Math.max(place, 0), shown.length - 1)].firstElementChild.focus();
    event.preventDefault();
  });
  rows.addEventListener("focusin", (event) => rove(event.target.closest(".entry")));
}

function openTarget() {
  const target = document.getElementById(readAddress());
  if (target?.hidden) FILTERS.forEach((name) => writeAddress(name, ""));
  if (form) filter();
  for (let one = target; one; one = one.parentElement) if (one.matches("details")) one.open = true;
  if (target?.matches(".entry")) {
    unfold(".brief > noscript", target.parentElement);  // before it is known where the row stands
    target.firstElementChild.focus({ preventScroll: true });
  }
  target?.scrollIntoView();
}
addEventListener("hashchange", openTarget);
document.addEventListener("click", (event) => {  // the same link twice changes no address
  const link = event.target.closest("a[href^='#']");
  if (link && link.getAttribute("href") === location.hash.split("&")[0]) openTarget();
});

// ---- what scrolls sideways is reached by the keyboard, and nothing else is a stop
const reach = new ResizeObserver((seen) => {
  const long = seen.map(({ target }) => target.scrollWidth > target.clientWidth + 1);
  seen.forEach(({ target }, place) => { if (long[place]) target.tabIndex = 0; else target.removeAttribute("tabindex"); });
});
all(".formula, .brief, .effect, .prose").forEach((one) => reach.observe(one));

// ---- a look at an equation where it is mentioned, and its source to take away
const preview = document.getElementById("preview");
function look({ target }) {
  const link = target.closest?.("a[href^='#eq-']");
  const shown = link && document.getElementById(link.getAttribute("href").slice(1))?.querySelector(".brief");
  preview.hidden = !shown;
  all("[aria-describedby='preview']").forEach((one) => one.removeAttribute("aria-describedby"));
  if (!shown) return;
  unfold("noscript", shown);
  preview.replaceChildren(...shown.cloneNode(true).childNodes);
  link.setAttribute("aria-describedby", "preview");
  const { left, bottom, top } = link.getBoundingClientRect(), { offsetWidth: width, offsetHeight: height } = preview;
  preview.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
  preview.style.top = `${bottom + height + 8 < innerHeight ? bottom + 4 : Math.max(4, top - height - 4)}px`;
}
for (const name of ["mouseover", "focusin"]) document.addEventListener(name, look);
for (const name of ["wheel", "touchmove", "click"]) document.addEventListener(name, () => { preview.hidden = true; }, { passive: true });
document.addEventListener("keydown", (event) => { if (event.key === "Escape") preview.hidden = true; });
document.addEventListener("click", async ({ target: button }) => {
  if (!button.matches(".copy")) return;
  const formula = button.closest(".entry, .side")?.querySelector("math");
  const source = formula?.getAttribute("alttext") ?? button.parentElement.previousElementSibling.textContent;
  try { await navigator.clipboard.writeText(source); button.textContent = "Copied"; }
  catch { button.textContent = "The browser does not allow it"; }
});

// ---- the derivation: what an equation rests on, and what falls with it
const graph = document.querySelector("svg.graph");
function point({ type, target }) {
  const node = /over|in$/.test(type) ? target.closest(".node") : null, here = node?.dataset.number;
  const below = new Set(node?.dataset.falls.split(" ")), above = new Set();
  graph.classList.toggle("some", Boolean(node));
  document.getElementById("graph-told").textContent = node?.getAttribute("aria-label") ?? "\u00a0";
  for (const path of all(".edges path", graph)) {
    const { from, to } = path.dataset;
    if (to === here) above.add(from);
    path.classList.toggle("near", to === here);
    path.classList.toggle("fallen", below.has(to) && (from === here || below.has(from)));
  }
  for (const one of all(".node", graph)) {
    one.classList.toggle("near", above.has(one.dataset.number));
    one.classList.toggle("fallen", below.has(one.dataset.number));
  }
}
for (const name of ["mouseover", "mouseout", "focusin", "focusout"]) graph?.addEventListener(name, point);

openTarget();
addEventListener("load", () => location.hash && setTimeout(openTarget));  // a browser's own jump takes the focus away
