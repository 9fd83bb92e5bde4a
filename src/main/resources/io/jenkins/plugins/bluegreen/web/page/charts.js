// Traffic split, latency and requests of a deployment over one time axis. The sides differ by dash and hatching as well as by colour.

import uPlot from "./lib/uPlot.esm.js";
import { el, section, table } from "./dom.js";
import { count, length, split, time } from "./format.js";

const SYNC = "deployment";

export class Charts {
  constructor(host) {
    this.host = host;
    this.frames = ["Traffic split", "Latency", "Requests"].map((name) => el("figure", { class: "chart" }, el("figcaption", {}, name)));
    this.values = el("details", { "data-keep": "values" }, el("summary", {}, "The values as a table"));
    this.element = section("Over time", ...this.frames, this.values);
    this.plots = [];
    this.resized = new ResizeObserver(() => this.resize());
    this.resized.observe(this.element);
    this.values.addEventListener("toggle", () => this.fillTable());
  }

  show(d) {
    this.deployment = d;
    const data = [splitData(d), latencyData(d), requestData(d)];
    if (this.plots.length === 0) this.draw(data);
    else this.plots.forEach((plot, index) => plot.setData(data[index]));
    // uPlot draws, and empties its legend, in a microtask of its own, which comes before this one.
    queueMicrotask(() => this.plots.forEach(tellNewest));
    const words = [splitWords(d), latencyWords(d), requestWords(d)];
    this.frames.forEach((frame, index) => frame.querySelector(".u-wrap").setAttribute("aria-label", words[index]));
    this.fillTable();
  }

  /** Draws all again in the colours that hold now. */
  repaint() {
    if (!this.deployment || this.plots.length === 0) return;
    this.plots.forEach((plot) => plot.destroy());
    this.plots = [];
    this.show(this.deployment);
  }

  draw(data) {
    const pen = palette(this.host);
    const range = () => [0, seconds(this.deployment, this.deployment.chart.to) || 1];
    const from = Date.parse(this.deployment.chart.from);
    // Over a chart without samples the pointer is at no second.
    const at = (second) =>
      Number.isFinite(from + second) ? `${length(second * 1000)}, ${time(new Date(from + second * 1000).toISOString(), from)}` : "";
    const options = [splitOptions(pen), latencyOptions(pen), requestOptions(pen)];
    this.plots = options.map((own, index) => {
      const plot = new uPlot(common(own, pen, range, at, this.width()), data[index], this.frames[index]);
      const wrap = plot.root.querySelector(".u-wrap");
      wrap.setAttribute("role", "img");
      return plot;
    });
  }

  width() {
    return Math.max(260, Math.floor(this.element.getBoundingClientRect().width));
  }

  resize() {
    const width = this.width();
    this.plots.filter((plot) => plot.width !== width).forEach((plot) => plot.setSize({ width, height: plot.height }));
  }

  fillTable() {
    if (!this.values.open || !this.deployment) return;
    const d = this.deployment;
    const shares = d.shares.map((each) => [time(each.at, d.startedAt), split(each.landed), split(each.asked)]);
    const bins = d.requests.bins.map((bin) => [
      time(bin.at, d.startedAt),
      ...["blue", "green"].flatMap((colour) => [`${count(bin[colour].requests)} / ${count(bin[colour].badAnswers)}`, length(bin[colour].p95Millis)]),
      count(sum(bin, "lost")),
    ]);
    this.values.replaceChildren(
      this.values.firstChild,
      table("Traffic split over time", ["At", "In live traffic", "Asked for"], shares, "Nothing yet."),
      table(`Requests per ${length(d.requests.widthMillis)}`, ["At", "blue: requests / bad answers", "blue: p95", "green: requests / bad answers", "green: p95", "lost"], bins, "No samples."),
    );
  }
}

/** While nobody points at anything, the legend tells the newest value of each line. */
function tellNewest(plot) {
  if (plot.cursor.left >= 0) return;
  const newest = (column) => column.findLastIndex((value) => value !== null);
  plot.setLegend({ idxs: plot.data.map((column) => (newest(column) < 0 ? null : newest(column))) });
}

const seconds = (d, iso) => (Date.parse(iso) - Date.parse(d.chart.from)) / 1000;

/** Shares as steps: a point at each change, and one at the right end. */
function splitData(d) {
  const points = [...d.shares, { ...d.shares[d.shares.length - 1], at: d.chart.to }];
  return [points.map((each) => seconds(d, each.at)), points.map(() => 100), points.map((each) => each.landed.blue), points.map((each) => each.asked.blue)];
}

/** Bins with a gap wherever nothing was seen for more than two of them. */
function binned(d, ...values) {
  const width = d.requests.widthMillis / 1000;
  const columns = [[], ...values.map(() => [])];
  let before = null;
  for (const bin of d.requests.bins) {
    const at = seconds(d, bin.at) + width / 2;
    if (before !== null && at - before > 2.5 * width) push(columns, before + width, values.map(() => null));
    push(columns, at, values.map((value) => value(bin)));
    before = at;
  }
  return columns;
}

function push(columns, at, values) {
  columns[0].push(at);
  values.forEach((value, index) => columns[index + 1].push(value));
}

const latencyData = (d) =>
  binned(d, (bin) => bin.blue.p95Millis, (bin) => bin.blue.p50Millis, (bin) => bin.green.p95Millis, (bin) => bin.green.p50Millis);

const sum = (bin, what) => bin.blue[what] + bin.green[what] + bin.none[what];
const failures = (bin) => sum(bin, "failures");
const requests = (bin) => sum(bin, "requests");

/** Stacked: blue from the bottom, all on top of it; failures over both. */
const requestData = (d) => binned(d, requests, (bin) => bin.blue.requests, failures);

const splitWords = (d) => `Traffic split over time. Now in live traffic: ${split(d.traffic.landed)}. ${d.writes.length} weight writes.`;

function latencyWords(d) {
  const { totals } = d.requests;
  return totals
    ? `Latency over time. 95th percentile: blue ${length(totals.blue.p95Millis)}, green ${length(totals.green.p95Millis)}.`
    : "Latency over time: no samples.";
}

function requestWords(d) {
  const { totals } = d.requests;
  if (!totals) return "Requests over time: no samples.";
  return `Requests over time: ${count(requests(totals))}, of which ${count(sum(totals, "lost"))} were lost and ${count(sum(totals, "badAnswers"))} answered badly.`;
}

function palette(host) {
  const colour = (name) => host.colour(`--bg-${name}`);
  const pen = { ink: colour("ink"), soft: colour("soft"), line: colour("line"), blue: colour("blue"), green: colour("green"), bad: colour("bad") };
  return { ...pen, tint: colour("blue-tint"), wash: colour("blue-wash"), hatch: hatching(pen.green, colour("green-tint")) };
}

/** Diagonal lines on a tint: what green is filled with. */
function hatching(lines, ground) {
  const tile = document.createElement("canvas");
  const size = Math.round(8 * devicePixelRatio);
  tile.width = tile.height = size;
  const pen = tile.getContext("2d");
  pen.fillStyle = ground;
  pen.fillRect(0, 0, size, size);
  pen.strokeStyle = lines;
  pen.lineWidth = 1.2 * devicePixelRatio;
  for (const shift of [-size, 0, size]) {
    pen.beginPath();
    pen.moveTo(shift, size);
    pen.lineTo(shift + size, 0);
    pen.stroke();
  }
  return pen.createPattern(tile, "repeat");
}

function common(own, pen, range, at, width) {
  const axis = { stroke: pen.soft, font: "11px system-ui, sans-serif", grid: { stroke: pen.line, width: 1 }, ticks: { stroke: pen.line, size: 4 } };
  return {
    width,
    cursor: { sync: { key: SYNC }, drag: { x: false, y: false }, points: { size: 5 } },
    legend: { live: true },
    ...own,
    scales: { x: { time: false, range }, ...own.scales },
    axes: [
      { ...axis, size: 28, values: (_, ticks) => ticks.map((tick) => (tick === 0 ? "0" : length(tick * 1000))), space: 70 },
      { ...axis, size: 56, ...own.axis },
    ],
    series: [{ label: "At", value: (_, value) => (value === null ? "–" : at(value)) }, ...own.series],
  };
}

const percent = (_, value) => (value === null ? "–" : `${value} %`);
const millis = (_, value) => length(value);

function splitOptions(pen) {
  const steps = uPlot.paths.stepped({ align: 1 });
  return {
    height: 170,
    scales: { y: { range: [0, 100] } },
    axis: { splits: () => [0, 50, 100], values: (_, ticks) => ticks.map((tick) => `${tick} %`) },
    bands: [{ series: [1, 2], fill: () => pen.hatch }],
    series: [
      { label: "green", stroke: pen.green, width: 0, paths: steps, points: { show: false }, value: (plot, _, __, index) => (index === null ? "–" : `${100 - plot.data[2][index]} %`) },
      { label: "blue", stroke: pen.blue, width: 2, fill: pen.tint, paths: steps, points: { show: false }, value: percent },
      { label: "blue, asked for", stroke: pen.ink, width: 1, dash: [3, 3], paths: steps, points: { show: false }, value: percent },
    ],
  };
}

function latencyOptions(pen) {
  const line = (label, stroke, width, dash) => ({ label, stroke, width, dash, points: { show: false }, value: millis });
  return {
    height: 180,
    scales: { y: { range: (_, __, max) => [0, Math.max(10, max * 1.15 || 0)] } },
    axis: { values: (_, ticks) => ticks.map((tick) => `${count(tick)} ms`) },
    series: [line("blue p95", pen.blue, 2), line("blue median", pen.blue, 1), line("green p95", pen.green, 2, [6, 4]), line("green median", pen.green, 1, [6, 4])],
  };
}

function requestOptions(pen) {
  const bars = uPlot.paths.bars({ size: [0.9, 40], align: 0 });
  const bar = (label, fill, stroke, value) => ({ label, fill, stroke, width: 0, paths: bars, points: { show: false }, value });
  const number = (_, value) => count(value);
  const green = (plot, value, _, index) => (index === null || value === null ? "–" : count(value - plot.data[2][index]));
  return {
    height: 140,
    scales: { y: { range: (_, __, max) => [0, Math.max(4, max * 1.1 || 0)] } },
    series: [bar("green requests", () => pen.hatch, pen.green, green), bar("blue requests", pen.wash, pen.blue, number), bar("failed", pen.bad, pen.bad, number)],
  };
}
