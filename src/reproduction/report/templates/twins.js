"use strict";
{
async function integersOf(text) {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const inflated = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Int32Array(await new Response(inflated).arrayBuffer());
}
const show = (value) => (typeof value === "number" ? String(Number(value.toPrecision(3))) : value);
const colour = (name) => {  // a custom property may be light-dark(...): let the browser resolve it
  const probe = document.body.appendChild(document.createElement("span"));
  probe.style.color = `var(--${name})`;
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
};
const even = (low, high, count) => Array.from({ length: count }, (_, place) => low + (high - low) * (place + 0.5) / count);
const element = (parent, tag, properties = {}, ...children) => {
  const one = parent.appendChild(document.createElement(tag));
  Object.assign(one, properties);
  one.append(...children);
  return one;
};

// ---- numbers: a series evaluated here, or stored maps
function chebyshev(count, place) {
  const values = [1, place];
  for (let order = 2; order < count; order++) values.push(2 * place * values[order - 1] - values[order - 2]);
  return values.slice(0, count);
}

function seriesOf({ shape: [ns, nc, nb, nw], ends, variables, powers: [power, response], step, values }) {
  const there = { log: Math.log, sqrt: Math.sqrt };
  const basis = (axis, count, value) => {
    const [low, high] = ends[axis];
    return chebyshev(count, (2 * there[variables[axis]](value) - low - high) / (high - low));
  };
  return (s, c) => {  // what is left is a function of both axes of the figure
    const S = basis(0, ns, s), C = basis(1, nc, c), plane = new Float64Array(nb * nw);
    for (let i = 0; i < ns; i++) for (let j = 0; j < nc; j++) {
      const weight = step * S[i] * C[j], start = (i * nc + j) * nb * nw;
      for (let k = 0; k < plane.length; k++) plane[k] += weight * values[start + k];
    }
    return (b, omegas) => {
      const B = basis(2, nb, b), row = new Float64Array(nw);
      for (let k = 0; k < nb; k++) for (let l = 0; l < nw; l++) row[l] += B[k] * plane[k * nw + l];
      return omegas.map((w) => {
        const y = b * w / 2, W = basis(3, nw, w);
        let sum = power * Math.log(b) + response * Math.log(Math.tanh(y) / y);
        for (let l = 0; l < nw; l++) sum += row[l] * W[l];
        return Math.exp(sum);
      });
    };
  };
}

function recomputing(data) {  // levels: exponent, cut-off and, where there are any, couplings
  const series = seriesOf(data.series), xs = even(...data.x.ends, 110), ys = even(...data.y.ends, 90);
  return ([s, c, factor = 1]) => {
    const at = series(s, c), rows = (b, omegas) => at(b, omegas).map((value) => factor * value);
    return { xs, ys, rows: ys.map((y) => rows(y, xs)), told: data,
      along: (y) => rows(y, xs), across: (x) => ys.map((y) => rows(y, [x])[0]), at: (x, y) => rows(y, [x])[0] };
  };
}

function stored(data) {  // levels: places along the sliders
  const xs = data.x.values, ys = data.y.values;
  const nearest = (values, value) => values.reduce((best, one, place) => (Math.abs(one - value) < Math.abs(values[best] - value) ? place : best), 0);
  return ([first, second = 0]) => {
    const plane = data.planes[second][first], told = { ...data, ...data.each?.[first] };
    const [low, high] = plane.ends, back = told.scale === "log" ? Math.exp : Number;
    const rows = ys.map((_, row) => {
      let step = 0;
      return xs.map((_, place) => back(low + (high - low) * (step += plane.values[row * xs.length + place]) / 65535));
    });
    return { xs, ys, rows, told: { ...told, quantity: data.quantities?.[first] ?? data.quantity },
      along: (y) => rows[nearest(ys, y)], across: (x) => rows.map((row) => row[nearest(xs, x)]),
      at: (x, y) => rows[nearest(ys, y)][nearest(xs, x)] };
  };
}

// ---- controls: each keeps its place in the address
function slider(parent, name, told, changed) {
  const key = `${name}.${told.symbol}`, given = state.get(key), places = told.values;
  const log = !places && !told.linear && told.low > 0 && told.high > 20 * told.low;
  const there = log ? Math.log : Number, back = log ? Math.exp : Number;
  const [min, max, step] = places ? [0, places.length - 1, 1] : [there(told.low), there(told.high), "any"];
  const label = element(parent, "label");
  element(label, "span", {}, told.label);
  const output = element(label, "output"), input = element(label, "input", { type: "range", min, max, step, ariaLabel: told.label });
  const level = () => back(Number(input.value));
  const tell = () => { input.ariaValueText = output.textContent = show(places ? places[level()] : level()); };
  const set = (value) => {
    const inside = Math.min(Math.max(there(value), min), max);
    input.value = Number.isFinite(inside) ? inside : there(told.start);
    tell();
  };
  set(given ?? told.start);
  input.addEventListener("input", () => { tell(); changed(); });
  input.addEventListener("change", () => writeAddress(key, level()));  // at rest: a browser allows few a second
  return { level, set: (value) => { set(value); writeAddress(key, level()); } };
}

// ---- drawing
const DASHES = [[], [6, 3], [2, 3], [8, 3, 2, 3], [12, 4]];
const LINES = ["line1", "line2", "line3", "line4", "line5"];
const few = (u, values, place) => (u.scales[u.axes[place].scale].distr === 3  // of a decade, 1, 2 and 5
  ? values.map((value) => (/^[125]e/.test(value?.toExponential(6).replace(/\.?0+e/, "e")) ? value : null)) : values);
const axis = (told, more = {}) => ({
  filter: few,
  label: told.label, stroke: colour("ink"), labelSize: 22, size: 46, font: "12px system-ui", labelFont: "12px system-ui",
  ticks: { stroke: colour("line"), filter: few }, grid: { stroke: colour("line"), width: 1, filter: few }, ...more,
});
const powers = (_, values) => values.map((value) => (value === null ? "" : Math.abs(Math.log10(Math.abs(value || 1))) > 3.5 ? value.toExponential(0) : show(value)));

function plot(parent, label, options, data) {
  const holder = element(parent, "div", { className: "plot", role: "img", ariaLabel: label });
  const size = () => ({ width: holder.clientWidth || 300, height: options.height });
  const made = new uPlot({ ...options, ...size(), legend: { show: false, ...options.legend } }, data, holder);
  new ResizeObserver(() => { if (holder.clientWidth !== made.width) made.setSize(size()); }).observe(holder);
  return made;
}

const scaleOf = (told) => (told.scale === "log" ? Math.log : Number);

function blended(ctx, colours, ...line) {  // what a canvas fills with the colours along a line
  const gradient = ctx.createLinearGradient(...line);
  colours.forEach((one, place) => gradient.addColorStop(place / (colours.length - 1), one));
  return gradient;
}

function picture({ xs, ys, rows, told }) {
  const canvas = new OffscreenCanvas(Math.max(256, xs.length), ys.length), ctx = canvas.getContext("2d");
  ctx.fillStyle = blended(ctx, told.colours, 0, 0, 256, 0);
  ctx.fillRect(0, 0, 256, 1);
  const shades = ctx.getImageData(0, 0, 256, 1).data, image = new ImageData(xs.length, ys.length);
  const scale = scaleOf(told), [low, high] = told.limits.map(scale);
  rows.toReversed().flat().forEach((value, pixel) => {
    const shade = Math.round(255 * Math.min(Math.max((scale(value) - low) / (high - low), 0), 1));
    image.data.set(shades.subarray(4 * shade, 4 * shade + 4), 4 * pixel);
  });
  canvas.width = xs.length;
  ctx.putImageData(image, 0, 0);
  return canvas;
}

function levelsOf({ contours, limits: [low, high], scale }) {
  const levels = scale === "log" ? d3.range(Math.floor(Math.log10(low)), Math.log10(high)).map((power) => 10 ** power) : d3.ticks(low, high, 6);
  return contours.length ? contours : levels.filter((value) => value > low && value < high);
}

function drawMap(u, field) {
  const { ctx } = u, { left, top, width, height } = u.bbox, { xs, ys, told } = field;
  ctx.save();
  ctx.imageSmoothingEnabled = false;
  ctx.drawImage(field.canvas ??= picture(field), left, top, width, height);
  ctx.beginPath();
  ctx.rect(left, top, width, height);
  ctx.clip();
  const scale = scaleOf(told), traced = d3.contours().size([xs.length, ys.length]).smooth(true);
  const flat = field.flat ??= Float64Array.from(field.rows.flat(), scale);
  const at = ([x, y]) => [left + width * x / xs.length, top + height * (1 - y / ys.length)];
  ctx.font = `${11 * devicePixelRatio}px system-ui`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  levelsOf(told).forEach((level, number) => {
    let best = null;  // where its label stands: near the centre, and beside those of its neighbours
    ctx.strokeStyle = told.lines;
    ctx.lineWidth = (level === 1 && told.contours.includes(1) ? 1.8 : 0.8) * devicePixelRatio;
    for (const ring of traced.contour(flat, scale(level)).coordinates.flat()) {
      ctx.beginPath();
      for (let place = 1; place < ring.length; place++) {
        const [a, b] = [ring[place - 1], ring[place]];
        const frame = (p) => p[0] <= 0.5 || p[1] <= 0.5 || p[0] >= xs.length - 0.5 || p[1] >= ys.length - 0.5;
        if (frame(a) && frame(b)) continue;  // a ring closes along the frame, a contour does not
        ctx.moveTo(...at(a));
        ctx.lineTo(...at(b));
        const distance = Math.hypot(b[0] / xs.length - 0.3 - 0.2 * (number % 3), b[1] / ys.length - 0.5);
        if (!best || distance < best.distance) best = { distance, point: at(b) };
      }
      ctx.stroke();
    }
    if (best && best.distance < 0.6) {
      ctx.strokeStyle = "#fff";
      ctx.lineWidth = 3 * devicePixelRatio;
      ctx.strokeText(show(level), ...best.point);
      ctx.fillStyle = "#111";
      ctx.fillText(show(level), ...best.point);
    }
  });
  ctx.restore();
}

function drawBar(u, told) {  // beside the map; its axis gives the numbers
  const { ctx } = u, { left, top, width, height } = u.bbox, ratio = devicePixelRatio;
  ctx.fillStyle = blended(ctx, told.colours, 0, top + height, 0, top);
  ctx.fillRect(left + width + 8 * ratio, top, 14 * ratio, height);
}

function mapTwin(root, name, data) {
  const controls = element(root, "div", { className: "controls" });
  const reading = element(root, "p", { className: "reading" });
  const plots = element(root, "div", { className: "plots map" });
  const compute = data.series ? recomputing(data) : stored(data);
  let field, map, cuts;
  const changed = () => { field = compute(sliders.map((one) => one.level())); draw(); };
  const sliders = data.sliders.map((told) => slider(controls, name, told, changed));
  const span = ({ symbol, log, values, ends: [, end] }) => ({ label: `cut at ${symbol}`, symbol, linear: !log,
    low: values?.[0] ?? end / 400, high: values?.at(-1) ?? end, start: values?.[values.length >> 1] ?? end / 2 });
  const cut = { x: slider(controls, name, span(data.x), () => draw()), y: slider(controls, name, span(data.y), () => draw()) };
  const scaled = ({ scale, limits }) => ({ distr: scale === "log" ? 3 : 1, range: () => limits, auto: true });
  const build = () => {
    const { told } = field, log = (one) => ({ distr: one.log ? 3 : 1, time: false, range: () => one.ends, auto: true });
    map?.destroy();
    cuts?.forEach((one) => one.destroy());
    plots.replaceChildren();
    map = plot(plots, `Map of ${told.quantity}`, {
      height: 430, scales: { x: log(data.x), y: log(data.y), c: scaled(told) },
      series: [{}, { scale: "y" }, { scale: "c" }].map((one) => ({ ...one, points: { show: false } })),
      axes: [axis(data.x, { grid: { show: false } }), axis(data.y, { scale: "y", grid: { show: false } }),
        axis({ label: told.quantity }, { scale: "c", side: 1, gap: 26, size: 78, grid: { show: false }, values: powers })],
      cursor: { points: { show: false }, drag: { x: false, y: false } },
      hooks: {
        drawClear: [(u) => { drawMap(u, field); drawBar(u, field.told); }],
        draw: [(u) => {
          const { ctx } = u, { left, top, width, height } = u.bbox;
          ctx.setLineDash([4, 4]);
          ctx.strokeStyle = field.told.lines;
          for (const [a, b] of [[[u.valToPos(cut.x.level(), "x", true), top], [0, height]], [[left, u.valToPos(cut.y.level(), "y", true)], [width, 0]]]) {
            ctx.beginPath(); ctx.moveTo(...a); ctx.lineTo(a[0] + b[0], a[1] + b[1]); ctx.stroke();
          }
          ctx.setLineDash([]);
        }],
        setCursor: [(u) => { if (u.cursor.left >= 0) tell(u.posToVal(u.cursor.left, "x"), u.posToVal(u.cursor.top, "y")); else tell(); }],
      },
    }, [data.x.ends, data.y.ends, told.limits]);
    map.over.addEventListener("click", () => {
      const at = [map.posToVal(map.cursor.left, "x"), map.posToVal(map.cursor.top, "y")];
      cut.x.set(at[0]);
      cut.y.set(at[1]);
      draw();
    });
    cuts = [data.x, data.y].map((one) => plot(plots, `Cut along ${one.symbol}`, {
      height: 210, title: "", scales: { x: log(one), c: scaled(told) },
      series: [{}, { scale: "c", stroke: colour("line1"), width: 1.6, points: { show: false } }],
      axes: [axis(one), axis({ label: "" }, { scale: "c", size: 50, values: powers })],
      cursor: { drag: { x: false, y: false }, y: false },
    }, [one.ends, told.limits]));
  };
  const tell = (x = cut.x.level(), y = cut.y.level()) => {
    const value = field.at(x, y);
    reading.textContent = `${field.told.quantity}: ${show(value)} at ${data.x.symbol} = ${show(x)}, ${data.y.symbol} = ${show(y)}`;
    Object.assign(root.dataset, { value, at: `${x},${y}` });
  };
  let built = null;
  const draw = (anew = false) => {
    if (anew || built !== field.told.quantity) { build(); built = field.told.quantity; }
    map.redraw(false);
    cuts[0].setData([field.xs, field.along(cut.y.level())]);
    cuts[1].setData([field.ys, field.across(cut.x.level())]);
    tell();
    root.dataset.drawn = sliders.map((one) => show(one.level())).join(",");
  };
  changed();
  if (data.series) element(root, "p", { className: "hint" }, `Recomputed here from a series within ${data.series.error.toExponential(0)} of the library. ${data.note}`);
  return () => draw(true);
}

function curveTwin(root, name, data) {
  const controls = element(root, "div", { className: "controls" });
  const plots = element(root, "div", { className: "plots curves" });
  const draws = data.panels.map((panel, place) => {
    const hint = element(root, "p", { className: "hint" });
    let made = null;
    const rows = () => [panel.x.values, ...panel.lines.map((line) => line.rows[level.level()])];
    const build = () => {
      const old = made?.root.parentElement;
      made?.destroy();
      old?.remove();
      made = plot(plots, panel.lines.map((line) => line.name).join(", "), {
        height: 320, legend: { show: true }, scales: { x: { time: false, distr: panel.x.log ? 3 : 1 }, y: { distr: panel.log ? 3 : 1 } },
        axes: [axis(panel.x, { values: powers }), axis({ label: "" }, { size: 56, values: powers })],
        series: [{ label: panel.x.symbol, value: (_, value) => show(value) }, ...panel.lines.map((line, index) => ({
          label: line.name, stroke: colour(LINES[index % 5]), dash: DASHES[index % 5], width: 2, points: { show: panel.x.values.length < 15 },
          value: (_, value) => (value === null ? "–" : show(value)),
        }))],
        cursor: { drag: { x: false, y: false } },
      }, rows());
    };
    const draw = (anew = false) => {
      if (anew || !made) build(); else made.setData(rows());
      hint.textContent = panel.errors ? `Estimated error of the exact values: at most ${panel.errors[level.level()].toExponential(1)}.` : "";
      root.dataset.drawn = `${place}:${level.level()}`;
    };
    const level = slider(controls, name, panel.slider, () => draw());
    draw();
    return draw;
  });
  return () => draws.forEach((draw) => draw(true));
}

const redraws = [];
async function make(root) {
  const data = JSON.parse(root.querySelector("script").textContent);
  for (const one of [data.series, data.planes].flat(2)) if (one) one.values = await integersOf(one.values);
  redraws.push((data.kind === "map" ? mapTwin : curveTwin)(root, root.dataset.name, data));
}
const seen = new IntersectionObserver((items) => {
  for (const { isIntersecting, target } of items) {
    if (!isIntersecting) continue;
    seen.unobserve(target);
    make(target);
  }
}, { rootMargin: "200px" });
all(".twin").forEach((one) => seen.observe(one));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => redraws.forEach((redraw) => redraw()));
}
