"use strict";

// ---- the address: #target&key=value&…, so that a link holds what is filtered and where sliders stand
const state = new Map();
function readAddress() {
  const [target, ...pairs] = location.hash.slice(1).split("&");
  for (const pair of pairs) {
    const [key, value] = pair.split("=").map(decodeURIComponent);
    state.set(key, value ?? "");
  }
  return decodeURIComponent(target);
}
function writeAddress(key, value, target = location.hash.slice(1).split("&")[0]) {
  if (value === "" || value === null) state.delete(key); else if (key) state.set(key, String(value));
  const pairs = [...state].map((pair) => pair.map(encodeURIComponent).join("="));
  history.replaceState(null, "", "#" + [target, ...pairs].join("&"));
}

// ---- the ledger: filters, search, arrow keys
const entries = [...document.querySelectorAll(".entry")];
const form = document.querySelector(".filters");
const FILTERS = ["q", "section", "kind", "verdict", "known"];
const field = (name) => document.getElementById("filter-" + name);
const lower = (text) => text.replace(/[A-Za-z]+/g, (word) => word.toLowerCase());
const wordsOf = (text) => lower(text).replace(/[.,;:]+(?=\s|$)/g, " ").split(/\s+/)
  .map((word) => word.replace(/^\((\d+)\)$/, "$1").replace(/^\\(?=\w)/, ""))
  .filter((word) => word && !/^(eqs?|equations?)$/.test(word));

const fits = (text, word) => /^\d+$/.test(word)
  ? (text + " ").includes(`#${word} `) || text.includes(`(${word})`)
  : /^[Ͱ-Ͽ]$/.test(word) ? ` ${text} `.includes(` ${word} `) : text.includes(word);

function filter() {
  const words = wordsOf(field("q").value);
  const wanted = FILTERS.slice(1).map((name) => [name, field(name).value]).filter(([, value]) => value);
  let shown = 0;
  for (const entry of entries) {
    entry.hidden = !(wanted.every(([name, value]) => entry.dataset[name] === value)
      && words.every((word) => fits(entry.dataset.text, word)));
    shown += !entry.hidden;
  }
  const some = words.length || wanted.length;
  for (const group of document.querySelectorAll(".group")) {
    const first = group.querySelector(".entry:not([hidden])");
    group.hidden = !first;
    rove(first);
    if (some) group.open = !group.hidden;
  }
  document.getElementById("nothing").hidden = shown > 0;
  field("count").textContent = shown ? `${shown} of ${entries.length}` : "nothing found";
}

function restore() {  // what the address says, else everything
  for (const name of FILTERS) field(name).value = state.get(name) ?? "";
  filter();
}

function unfold(entry) {  // the evidence is text until its row opens: so the page is a third of its size at first
  const folded = entry.querySelector("noscript");
  if (!folded) return;
  const evidence = document.createElement("div");
  evidence.className = "evidence";
  evidence.innerHTML = folded.textContent;
  folded.replaceWith(evidence);
}
document.addEventListener("toggle", (event) => { if (event.target.matches(".entry[open]")) unfold(event.target); }, true);

const rows = () => entries.filter((entry) => !entry.hidden && entry.closest(".group").open);
function rove(entry) {  // one row of a group is in the order of the Tab key, the others are reached with the arrows
  const current = entry?.parentElement.querySelector(".entry > summary[tabindex='0']");
  if (current) current.tabIndex = -1;
  if (entry) entry.firstElementChild.tabIndex = 0;
}
entries.forEach((entry) => { entry.firstElementChild.tabIndex = -1; });

if (form) {
  form.addEventListener("input", (event) => {
    filter();
    writeAddress(event.target.id.replace("filter-", ""), event.target.value, "ledger");
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => { for (const name of FILTERS) writeAddress(name, ""); setTimeout(restore); });
  document.querySelector("#nothing button").addEventListener("click", () => form.reset());
  document.getElementById("entries").addEventListener("keydown", (event) => {
    const row = event.target.closest(".entry > summary")?.parentElement;
    const step = { ArrowDown: 1, ArrowUp: -1, Home: -1e9, End: 1e9 }[event.key];
    if (!row || !step || event.target.closest("a")) return;
    const all = rows();
    all[Math.min(Math.max(all.indexOf(row) + step, 0), all.length - 1)].firstElementChild.focus();
    event.preventDefault();
  });
  document.getElementById("entries").addEventListener("focusin", (event) => rove(event.target.closest(".entry")));
}

function openTarget() {
  const before = state.size && new Map(state);
  const name = readAddress();
  if (before && state.size) writeAddress("", null, name);  // a plain link keeps what is set
  if (form) restore();
  const target = document.getElementById(name);
  if (!target) return;
  if (target.hidden) { form.reset(); for (const key of FILTERS) state.delete(key); restore(); }
  for (let one = target; one; one = one.parentElement) if (one.matches("details")) one.open = true;
  target.scrollIntoView();
  if (target.matches(".entry")) { rove(target); target.firstElementChild.focus({ preventScroll: true }); }
}
addEventListener("hashchange", openTarget);
document.addEventListener("click", (event) => {  // the same link twice changes no address
  const link = event.target.closest("a[href^='#']");
  if (link && link.getAttribute("href") === location.hash.split("&")[0]) openTarget();
});

// ---- what scrolls sideways is reached by the keyboard, and nothing else is a stop
function reach() {
  for (const one of document.querySelectorAll(".formula, .brief, .effect, .prose")) {
    if (!one.checkVisibility()) continue;  // to measure what is collapsed would lay it out
    if (one.scrollWidth > one.clientWidth + 1) one.tabIndex = 0; else one.removeAttribute("tabindex");
  }
}
for (const name of ["load", "resize"]) addEventListener(name, () => requestIdleCallback(reach));
document.addEventListener("toggle", () => requestIdleCallback(reach), true);

// ---- print: everything that is collapsed by default and is no evidence
addEventListener("beforeprint", () => document.querySelectorAll(".group, .claims-of, .wide").forEach((one) => {
  one.dataset.was = one.open;
  one.open = true;
}));
addEventListener("afterprint", () => document.querySelectorAll("[data-was]").forEach((one) => {
  one.open = one.dataset.was === "true";
  delete one.dataset.was;
}));

// ---- a look at an equation where it is mentioned, and its source to take away
const preview = document.getElementById("preview");
function look(event) {
  const link = event.target.closest?.("a[href^='#eq-']");
  const shown = link && document.querySelector(`[id="${link.getAttribute("href").slice(1)}"] .brief`);
  preview.hidden = !shown;
  document.querySelector("[aria-describedby='preview']")?.removeAttribute("aria-describedby");
  if (!shown) return;
  preview.replaceChildren(...[...shown.childNodes].map((node) => node.cloneNode(true)));
  link.setAttribute("aria-describedby", "preview");
  const { left, bottom, top } = link.getBoundingClientRect(), { offsetWidth: width, offsetHeight: height } = preview;
  preview.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
  preview.style.top = `${bottom + height + 8 < innerHeight ? bottom + 4 : Math.max(4, top - height - 4)}px`;
}
for (const name of ["mouseover", "focusin"]) document.addEventListener(name, look);
for (const name of ["wheel", "touchmove", "click"]) document.addEventListener(name, () => { preview.hidden = true; }, { passive: true });
document.addEventListener("keydown", (event) => { if (event.key === "Escape") preview.hidden = true; });
document.addEventListener("click", async (event) => {
  const button = event.target.closest(".copy");
  if (!button) return;
  const source = button.closest(".entry")?.querySelector("math")?.getAttribute("alttext")
    ?? button.parentElement.previousElementSibling.textContent;
  try { await navigator.clipboard.writeText(source); button.textContent = "Copied"; }
  catch { button.textContent = "The browser does not allow it"; }
});

// ---- the derivation: what an equation rests on, and what falls with it
const edges = document.querySelector(".edges");
for (const node of document.querySelectorAll(".node")) {
  const mark = (on) => {
    document.querySelector("svg.graph").classList.toggle("some", on);
    document.querySelectorAll(".graph .near, .graph .fallen").forEach((one) => one.classList.remove("near", "fallen"));
    document.getElementById("graph-told").textContent = on ? node.getAttribute("aria-label") : "\u00a0";
    if (!on) return;
    const below = new Set(node.dataset.falls.split(" ").filter(Boolean));
    for (const path of edges.children) {
      const { from, to } = path.dataset, here = node.dataset.number;
      if (to === here) document.querySelector(`.node[data-number="${from}"]`).classList.add("near");
      path.classList.toggle("near", to === here);
      path.classList.toggle("fallen", below.has(to) && (from === here || below.has(from)));
    }
    for (const number of below) document.querySelector(`.node[data-number="${number}"]`).classList.add("fallen");
  };
  for (const name of ["mouseenter", "focus"]) node.addEventListener(name, () => mark(true));
  for (const name of ["mouseleave", "blur"]) node.addEventListener(name, () => mark(false));
}
openTarget();
addEventListener("load", () => location.hash && setTimeout(openTarget));  // a browser's own jump takes the focus away
