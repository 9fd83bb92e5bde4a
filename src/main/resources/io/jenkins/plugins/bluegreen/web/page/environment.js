// One environment: both sides, the rules, and its history.

import { commandButton } from "./actions.js";
import { Slot, el, section, table } from "./dom.js";
import { between, count, dollars, length, person, time } from "./format.js";
import { anchor, crumbs, figures, pill, sideCard, splitBar, standing } from "./parts.js";

export class EnvironmentView {
  constructor(host) {
    this.host = host;
    this.head = new Slot((json) => head(host, json));
    this.sides = new Slot((json) => section("Sides", el("div", { class: "pair" }, json.sides.map((each) => sideCard(each, each.colour === json.live ? "live" : "idle")))));
    this.history = new Slot((json) => history(host, json));
    this.rules = new Slot((rules) => section("Rules", table("Rules", ["Rule", "Reads"], rules.map((rule) => [el("code", {}, rule.arn), rule.seen || "not read"]), "No rule.")));
    this.element = el("div", {}, this.head.element, this.sides.element, this.history.element, this.rules.element);
  }

  show(json) {
    this.head.show({ ...json, now: null, history: null, sides: json.sides.map((each) => each.release) }, json);
    this.sides.show({ sides: json.sides, live: json.live });
    this.history.show({ name: json.name, history: json.history });
    this.rules.show(json.rules);
    return 3_000;
  }
}

function head(host, json) {
  const deployment = json.deployment;
  return [
    crumbs(["Environments", host.link("overview")], [json.name, undefined]),
    el("header", { class: "head" }, el("div", {}, el("h1", {}, json.name), el("p", { class: "quiet" }, json.region, " · ", el("a", { href: safe(json.url) }, json.url))), orders(host, json)),
    json.sleep && json.sleep.state !== "DONE" && sleep(json.sleep),
    json.problems.length > 0 && el("ul", { class: "banner" }, json.problems.map((each) => el("li", {}, each))),
    json.split && splitBar(json.split, null, Object.fromEntries(json.sides.map((each) => [each.colour, each.release]))),
    figures([
      ["live release", json.release || "–"],
      ["live side", json.live || "–"],
      ["live since", json.since ? time(json.since) : "–"],
      ["state", json.asleep === null ? "–" : json.asleep ? "asleep" : "awake"],
      ["rollback-ready until", json.rollbackReadyUntil ? time(json.rollbackReadyUntil) : "–"],
    ]),
    deployment &&
      !deployment.finished &&
      el("p", { class: "reason" }, anchor(host.link("deployment", { environment: json.name, id: deployment.id }), deployment.release), " ", standing(deployment), " ", deployment.reason),
  ];
}

/** What the environment can be told now by whoever is looking. */
function orders(host, json) {
  const offered = (json.orders || []).filter((each) => host.may(each));
  return offered.length > 0 && el("div", { class: "way-back" }, offered.map((each) => commandButton(host, each, { name: json.name })));
}

/** How the latest order goes; once it is done, the figures tell. */
const sleep = ({ order, state, says, by, at }) =>
  el("p", { class: state === "FAILED" ? "banner problem" : "banner", role: "status" }, `${order === "stop" ? "Stopping" : "Starting"} (${person(by)}, ${time(at)}): `, state === "FAILED" && "not done: ", says);

function history(host, { name, history: list }) {
  const rows = list.map((each) => [
    el("span", { class: "nowrap" }, anchor(host.link("deployment", { environment: name, id: each.id }), each.release)),
    pill(each.outcome),
    el("span", { class: "nowrap" }, time(each.startedAt)),
    each.doneAt ? [el("span", { class: "nowrap" }, between(each.startedAt, each.doneAt)), each.rollbackMillis > 0 && el("span", { class: "quiet" }, ` (back in ${length(each.rollbackMillis)})`)] : "–",
    el("span", { class: "nowrap" }, `${count(each.lost)} lost, ${count(each.badAnswers)} bad of ${count(each.requests)}`),
    dollars(each.secondSideDollars),
    person(each.by),
    each.reason,
  ]);
  return section("History", table("History", ["Release", "Outcome", "Started", "Took", "Probes", "Second side", "By", "Why"], rows, "No deployment yet."));
}

/** Only web addresses become links. */
const safe = (url) => (/^https?:\/\//i.test(url) ? url : null);
