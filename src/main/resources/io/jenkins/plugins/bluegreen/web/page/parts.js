// Parts that several views share.

import { el } from "./dom.js";
import { SIGNS, count, length, mood, words } from "./format.js";

/** A status as a pill; its sign and words say the same as its colour. */
export function pill(state) {
  const kind = mood(state);
  return el("span", { class: `pill ${kind}` }, el("span", { "aria-hidden": "true" }, SIGNS[kind]), " ", words(state));
}

/** Once its caller need not wait any longer, what came of a deployment says more than its phase. */
export const standing = (deployment) => pill(deployment.doneForCaller ? deployment.outcome : deployment.phase);

/** A side's name with its mark: blue a plain square, green a hatched one. */
export const side = (colour) => el("span", { class: "side" }, el("span", { class: `mark ${colour}`, "aria-hidden": "true" }), colour);

export const anchor = (address, text) => (address ? el("a", { href: address }, text) : text);

/** Path to where the reader is. */
export function crumbs(...steps) {
  return el(
    "nav",
    { class: "crumbs", "aria-label": "Where you are" },
    el("ol", {}, steps.filter(([text, address]) => text && address !== null).map(([text, address]) => el("li", {}, anchor(address, text)))),
  );
}

/** The smallest share, in percent, whose part of the bar has room for words. */
const ROOM = 20;

/** The traffic split as a bar; `asked` is marked where it differs from what is in live traffic. */
export function splitBar(landed, asked, names = {}) {
  const part = (colour) =>
    el(
      "div",
      { class: `part ${colour}`, "data-share": landed[colour] },
      landed[colour] >= ROOM && el("span", { class: "share" }, el("b", {}, colour), ` ${landed[colour]} %`),
    );
  const blue = part("blue");
  const green = part("green");
  blue.style.flexGrow = landed.blue;
  green.style.flexGrow = landed.green;
  const moving = asked && asked.blue !== landed.blue;
  const marker = moving && el("div", { class: "asked", "aria-hidden": "true" });
  if (marker) marker.style.insetInlineStart = `${asked.blue}%`;
  const text = `Live traffic: blue ${landed.blue} %, green ${landed.green} %` + (moving ? `; asked for blue ${asked.blue} %, green ${asked.green} %` : "");
  return el(
    "div",
    { class: "split" },
    el("div", { class: "bar", role: "img", "aria-label": text }, blue, green, marker),
    el(
      "div",
      { class: "ends" },
      ["blue", "green"].map((colour) => el("span", {}, side(colour), names[colour] ? ` ${names[colour]}` : "", ` · ${landed[colour]} %`)),
      moving && el("span", { class: "moving" }, `on its way to blue ${asked.blue} / green ${asked.green}`),
    ),
  );
}

/** Figures in a row; those with a third, true, value are bad news. */
export function figures(list) {
  return el(
    "dl",
    { class: "figures" },
    list.map(([name, value, bad]) => el("div", { class: bad ? "bad" : null }, el("dt", {}, name), el("dd", {}, value))),
  );
}

const bad = (number, what) => el("span", { class: number > 0 ? "problem" : null }, `${count(number)} ${what}`);

/** One side: release, group, capacity, targets; with `counts`, what its requests came to. */
export function sideCard(data, role, counts = null) {
  const seen = data.seen;
  return el(
    "article",
    { class: `card side-card ${data.colour}` },
    el("h3", {}, side(data.colour), el("span", { class: "quiet" }, role ? ` ${role}` : "")),
    el("p", { class: "release" }, (seen && seen.release) || data.release || "no release"),
    el("p", { class: "quiet" }, data.group),
    counts && el("p", {}, `${count(counts.requests)} probes`, ", ", bad(counts.lost, "lost"), ", ", bad(counts.badAnswers, "answered badly"), el("span", { class: "quiet" }, ` · median ${length(counts.p50Millis)}, 95 % within ${length(counts.p95Millis)}`)),
    seen
      ? [
          el("p", {}, `${seen.healthy} of ${seen.desired} healthy`, el("span", { class: "quiet" }, ` · min ${seen.min}, max ${seen.max}${seen.held ? " · scale-in held" : ""}`)),
          el("ul", { class: "targets" }, seen.targets.map(target)),
        ]
      : el("p", { class: "quiet" }, "Targets are not being watched."),
  );
}

const HEALTH = { healthy: "✓", unhealthy: "✕", draining: "↓", initial: "…", unused: "○", unavailable: "?" };

function target(each) {
  return el(
    "li",
    {},
    el("span", { class: `health ${each.health}` }, el("span", { "aria-hidden": "true" }, HEALTH[each.health] || "?"), ` ${each.health}`),
    el("code", {}, each.id),
    el("span", { class: "quiet" }, [each.release, each.reason].filter(Boolean).join(" · ")),
  );
}
