"use strict";

// ---- entries: filters, search, and links that open what they lead to
const entries = [...document.querySelectorAll(".entry")];
const form = document.querySelector(".filters");

function filter() {
  const words = document.getElementById("filter-text").value.toLowerCase().split(/\s+/).filter(Boolean);
  const wanted = ["section", "kind", "verdict"].map((name) => [name, document.getElementById("filter-" + name).value]);
  let shown = 0;
  for (const entry of entries) {
    const fits = wanted.every(([name, value]) => !value || entry.dataset[name] === value)
      && words.every((word) => entry.dataset.text.includes(word));
    entry.hidden = !fits;
    shown += fits;
  }
  document.getElementById("filter-count").textContent = `${shown} of ${entries.length}`;
}

if (form) {
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(filter));
}

function openTarget() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target?.matches("details.entry")) {
    if (target.hidden) { form.reset(); setTimeout(filter); }
    target.hidden = false;
    target.open = true;
    target.scrollIntoView();
    target.querySelector("summary").focus({ preventScroll: true });
  }
}
addEventListener("hashchange", openTarget);
document.addEventListener("click", (event) => {  // the same link twice changes no hash
  const link = event.target.closest("a[href^='#eq-']");
  if (link && link.getAttribute("href") === location.hash) openTarget();
});
openTarget();

// ---- graph: what an equation rests on, and what rests on it
const edges = document.querySelector(".edges");
for (const node of document.querySelectorAll(".node")) {
  const mark = (on) => {
    edges.classList.toggle("some", on);
    document.querySelectorAll(".graph .near").forEach((one) => one.classList.remove("near"));
    document.getElementById("graph-told").textContent = on ? node.getAttribute("aria-label") : "";
    if (!on) return;
    for (const path of edges.children) {
      const { from, to } = path.dataset;
      if (from !== node.dataset.number && to !== node.dataset.number) continue;
      path.classList.add("near");
      const other = from === node.dataset.number ? to : from;
      document.querySelector(`.node[data-number="${other}"]`).classList.add("near");
    }
  };
  for (const name of ["mouseenter", "focus"]) node.addEventListener(name, () => mark(true));
  for (const name of ["mouseleave", "blur"]) node.addEventListener(name, () => mark(false));
}

// ---- twins
const colour = (name) => {  // a custom property may be light-dark(...): let the browser resolve it
  const probe = document.createElement("span");
  probe.style.color = `var(--${name})`;
  document.body.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
};

function unpack({ bdata, shape }) {
  const bytes = Uint8Array.from(atob(bdata), (character) => character.charCodeAt(0));
  const flat = new Float32Array(bytes.buffer);
  return Array.from({ length: shape[0] }, (_, row) => flat.subarray(row * shape[1], (row + 1) * shape[1]));
}

const show = (value) => (typeof value === "number" ? String(Number(value.toPrecision(3))) : value);

function slider(parent, name, label, values, start, changed) {
  const id = `${name}-${parent.children.length}`;
  const holder = document.createElement("label");
  const text = document.createElement("span"), output = document.createElement("output"), input = document.createElement("input");
  text.textContent = label;
  output.htmlFor = id;
  input.setAttribute("aria-label", label);  // the output beside it is what the label element would name
  Object.assign(input, { type: "range", id, min: 0, max: values.length - 1, step: 1, value: start });
  const tell = () => {
    output.textContent = show(values[input.value]);
    input.setAttribute("aria-valuetext", output.textContent);
  };
  input.addEventListener("input", () => { tell(); changed(); });
  tell();
  holder.append(text, output, input);
  parent.append(holder);
  return { get index() { return Number(input.value); }, set index(value) { input.value = value; tell(); } };
}

function parts(root, kind, count) {
  const controls = document.createElement("div"), plots = document.createElement("div");
  controls.className = "controls";
  plots.className = `plots ${kind}`;
  root.append(controls, plots);
  const divs = Array.from({ length: count }, () => {
    const div = document.createElement("div");
    div.className = "plot";
    div.setAttribute("role", "group");
    div.setAttribute("aria-label", "plot");
    plots.append(div);
    return div;
  });
  return [controls, divs];
}

// no bar of buttons: a double click resets, and one of its buttons would send the picture away
const CONFIG = { responsive: true, displayModeBar: false, plotlyServerURL: "" };
const COLOURS = () => matchMedia("(prefers-color-scheme: dark)").matches
  ? ["#56b4e9", "#f0905a", "#3fc79a", "#e3a3c6", "#f0c54d"] : ["#0072b2", "#d55e00", "#009e73", "#b05a91", "#b07a00"];

function layout(x, y, more = {}) {
  const ink = colour("ink"), line = colour("line");
  const axis = { gridcolor: line, linecolor: line, zerolinecolor: line, automargin: true, exponentformat: "power", minexponent: 2 };
  return {
    margin: { l: 50, r: 12, t: 26, b: 44 }, paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)",
    font: { color: ink, size: 12, family: "system-ui, sans-serif" }, ...more,
    xaxis: { ...axis, ...x, title: { text: x.title, font: { size: 12 } } },
    yaxis: { ...axis, ...y, title: { text: y.title, font: { size: 12 } } },
  };
}

function ticks(low, high) {
  const values = [];
  for (let power = Math.floor(low); power <= high; power++) {
    for (const digit of [1, 2, 5]) {
      const value = digit * 10 ** power, log = Math.log10(value);
      if (log >= low - 1e-9 && log <= high + 1e-9) values.push(value);
    }
  }
  return { tickvals: values.map(Math.log10), ticktext: values.map(show) };
}

function mapTwin(root, name, data) {
  const [controls, [map, across, along]] = parts(root, "map", 3);
  const grids = data.planes.map((study) => study.map(unpack));
  const logarithmic = data.scale !== "linear";
  const middle = (axis) => axis.values.length >> 1;
  const draw = () => {
    const plane = (grids[levels[1]?.index ?? 0])[levels[0].index];
    const [low, high] = data.limits[levels[0].index].map((value) => (logarithmic ? Math.log10(value) : value));
    const z = logarithmic ? plane.map((row) => row.map(Math.log10)) : plane;
    const x = data.x.values, y = data.y.values, i = column.index, j = row.index;
    const where = `${data.x.symbol} = %{x:.3g}<br>${data.y.symbol} = %{y:.3g}<br><b>%{customdata:.4g}</b><extra></extra>`;
    const line = { width: 1, color: data.scale === "ratio" ? "#000" : "#fff", dash: "dot" };
    Plotly.react(map, [{
      type: "heatmap", x, y, z, customdata: plane, zmin: low, zmax: high, hovertemplate: where,
      colorscale: data.scale === "ratio" ? "RdBu" : "Viridis", reversescale: data.scale === "ratio",
      colorbar: { orientation: "h", thickness: 12, y: 1.02, yanchor: "bottom", len: 1, ...(logarithmic ? ticks(low, high) : {}) },
    }], layout({ title: data.x.label }, { title: data.y.label }, {
      margin: { l: 50, r: 12, t: 60, b: 44 },
      shapes: [
        { type: "line", x0: x[i], x1: x[i], yref: "paper", y0: 0, y1: 1, line },
        { type: "line", y0: y[j], y1: y[j], xref: "paper", x0: 0, x1: 1, line },
      ],
    }), CONFIG);
    const type = logarithmic ? "log" : "linear";
    const cut = (div, axis, values, title) => Plotly.react(div,
      [{ x: axis.values, y: values, mode: "lines", line: { color: COLOURS()[0] }, hovertemplate: `${axis.symbol} = %{x:.3g}<br><b>%{y:.4g}</b><extra></extra>` }],
      layout({ title: axis.symbol }, { type }, { title: { text: title, font: { size: 12 } } }), CONFIG);
    cut(across, data.x, Array.from(plane[j]), `cut at ${data.y.symbol} = ${show(y[j])}`);
    cut(along, data.y, plane.map((values) => values[i]), `cut at ${data.x.symbol} = ${show(x[i])}`);
    root.dataset.drawn = `${levels.map((one) => one.index)};${i},${j}`;
  };
  const levels = data.sliders.map((one, place) =>
    slider(controls, name, one.label, one.values, place ? one.values.indexOf(data.first) : 0, draw));
  const column = slider(controls, name, `cut at ${data.x.symbol}`, data.x.values, middle(data.x), draw);
  const row = slider(controls, name, `cut at ${data.y.symbol}`, data.y.values, middle(data.y), draw);
  draw();
  map.on("plotly_click", ({ points: [point] }) => {
    [row.index, column.index] = point.pointIndex ?? point.pointNumber;
    draw();
  });
  return draw;
}

function curveTwin(root, name, data) {
  const [controls, divs] = parts(root, "curves", data.panels.length);
  const draws = data.panels.map((panel, place) => {
    const lines = panel.lines.map((line) => ({ ...line, rows: unpack(line.values) }));
    const draw = () => {
      Plotly.react(divs[place], lines.map((line, index) => ({
        x: panel.x.values, y: Array.from(line.rows[level.index]), name: line.name, mode: "lines",
        line: { color: COLOURS()[index % 5], dash: index % 2 ? "dash" : "solid" },
        hovertemplate: `${panel.x.symbol} = %{x:.3g}<br><b>%{y:.4g}</b><extra></extra>`,
      })), layout({ title: panel.x.label, type: panel.x.log ? "log" : "linear" }, { type: panel.log ? "log" : "linear" },
        { legend: { orientation: "h", y: 1.02, yanchor: "bottom" }, showlegend: true, margin: { l: 50, r: 12, t: 50, b: 44 } }), CONFIG);
      root.dataset.drawn = `${place}:${level.index}`;
    };
    const level = slider(controls, name, panel.slider.label, panel.slider.values, 0, draw);
    draw();
    return draw;
  });
  return () => draws.forEach((draw) => draw());
}

const redraws = [];
const seen = new IntersectionObserver((items) => {
  for (const { isIntersecting, target } of items) {
    if (!isIntersecting) continue;
    seen.unobserve(target);
    const data = JSON.parse(target.querySelector("script").textContent);
    redraws.push((data.kind === "map" ? mapTwin : curveTwin)(target, target.dataset.name, data));
    document.getElementById("js-plotly-tester")?.setAttribute("aria-hidden", "true");  // where it measures text
  }
}, { rootMargin: "600px" });
document.querySelectorAll(".twin").forEach((one) => seen.observe(one));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => redraws.forEach((redraw) => redraw()));
