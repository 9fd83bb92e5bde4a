// All environments: what is live where, and what is going on.

import { Slot, el } from "./dom.js";
import { time } from "./format.js";
import { anchor, crumbs, side, splitBar, standing } from "./parts.js";

export class OverviewView {
  constructor(host) {
    this.list = new Slot((environments) => cards(host, environments), { class: "grid" });
    this.element = el("div", {}, crumbs(["Environments"]), el("h1", {}, "Environments"), this.list.element);
  }

  show(json) {
    this.list.show(json.environments);
    return 5_000;
  }
}

function cards(host, environments) {
  if (environments.length === 0) {
    return el("p", { class: "quiet" }, "No deployment has been stored yet. The first one appears here as soon as it is planned.");
  }
  return environments.map((each) => card(host, each));
}

function card(host, each) {
  const running = each.deployment && !each.deployment.doneForCaller;
  return el(
    "article",
    { class: `card ${urgency(each.deployment)}` },
    el("h2", {}, anchor(host.link("environment", { environment: each.name }), each.name), el("span", { class: "quiet" }, ` ${each.region}`)),
    el("p", { class: "release" }, each.release || "nothing released yet", each.live && [" on ", side(each.live)]),
    each.split && splitBar(each.split),
    el(
      "dl",
      { class: "facts" },
      fact("Live since", each.since && time(each.since)),
      fact("State", each.asleep === null ? null : each.asleep ? "asleep" : "awake"),
      fact("Rollback-ready until", each.rollbackReadyUntil && time(each.rollbackReadyUntil)),
      each.deployment &&
        fact(running ? "Under way" : "Last deployment", [
          anchor(host.link("deployment", { environment: each.name, id: each.deployment.id }), each.deployment.release),
          " ",
          standing(each.deployment),
        ]),
    ),
    urgency(each.deployment) && el("p", { class: "reason" }, el("b", {}, urgency(each.deployment) === "needed" ? "A person is needed: " : "Waits for an approval: "), each.deployment.reason),
    running && !urgency(each.deployment) && el("p", { class: "reason" }, each.deployment.reason),
  );
}

/** Where a person is waited for, the card says so from afar; its words say it too. */
const urgency = (deployment) => (deployment?.phase === "HALTED" ? "needed" : deployment?.waitingForApproval ? "asked" : "");

const fact = (name, value) => value && el("div", {}, el("dt", {}, name), el("dd", {}, value));
