// One deployment, from its plan to its receipt.

import { commandButton, explainedButton } from "./actions.js";
import { Charts } from "./charts.js";
import { Slot, el, section, table } from "./dom.js";
import { between, count, dollars, length, mood, person, split, time, words, zone } from "./format.js";
import { crumbs, figures, sideCard, splitBar, standing } from "./parts.js";

const BUSY = 1000;
const CALM = 3000;

/** Every part with what it depends on and how it is built, in the order of the page; the charts stand beside the phases. */
const PARTS = {
  head: [(d) => [d.id, d.phase, d.outcome, d.reason, d.commands, d.keepUntil, d.approval, d.rollbackBoundMillis], head],
  attention: [(d) => [d.waitingForApproval, d.evidence?.hash, d.halt], attention],
  // In a halt nothing is on its way: what was asked for is told above, beside what was found.
  traffic: [(d) => [d.traffic, d.halt], (d) => splitBar(d.traffic.landed, d.halt ? null : d.traffic.asked, { [d.from]: d.previous, [d.to]: d.release })],
  plan: [(d) => [d.plan, d.step, d.phase, d.halt, d.heading], plan],
  numbers: [(d) => d.receipt, numbers],
  phases: [(d) => [d.phases, d.finished || d.now], phases],
  sides: [(d) => [d.sides, d.problems, d.requests.totals], sides],
  guards: [(d) => d.guards, guards],
  writes: [(d) => d.writes, writes],
  evidence: [(d) => [d.evidence, d.approval, d.waitingForApproval], settledEvidence],
  journal: [(d) => d.events.length, journal],
};

export class DeploymentView {
  constructor(host) {
    this.slots = Object.entries(PARTS).map(([name, [key, build]]) => [new Slot((d) => build(d, host), { class: `part-${name}` }), key]);
    this.charts = new Charts(host);
    this.news = el("p", { class: "hidden", role: "status" });
    const parts = this.slots.map(([slot]) => slot.element);
    const beside = Object.keys(PARTS).indexOf("phases");
    this.element = el(
      "div",
      {},
      this.news,
      parts.slice(0, beside),
      el("div", { class: "columns" }, this.charts.element, parts[beside]),
      parts.slice(beside + 1),
    );
  }

  /** @returns {number} milliseconds until there may be news, 0 when nothing can happen any more */
  show(d) {
    document.title = `${d.release} to ${d.environment}: ${words(d.phase)}`;
    for (const [slot, key] of this.slots) slot.show(key(d), d);
    this.charts.show(d);
    const news = `${words(d.phase)}: ${d.reason}`;
    if (this.news.textContent !== news) this.news.textContent = news;
    if (d.finished) return 0;
    return d.doneForCaller || d.waitingForApproval ? CALM : BUSY;
  }

  repaint() {
    this.charts.repaint();
  }
}

function head(d, host) {
  const back = d.commands.includes("rollback") && host.may("rollback");
  const receipt = host.link("receipt", d);
  return [
    crumbs(["Environments", host.link("overview")], [d.environment, host.link("environment", d) ?? undefined], [d.id]),
    el(
      "header",
      { class: "head" },
      el(
        "div",
        {},
        el("h1", {}, `${d.release} → ${d.environment}`, " ", standing(d)),
        el("p", { class: `reason ${mood(d.phase)}` }, d.reason),
        d.failure && d.failure !== d.reason && el("p", { class: "reason bad" }, `Taken back: ${d.failure}`),
        el(
          "p",
          { class: "quiet" },
          `from ${d.previous}, asked for by ${person(d.by)}, ${time(d.startedAt)} ${zone()}`,
          d.approval && `, approved by ${d.approval.by || "its caller"}`,
          d.keepUntil && ` · the other side stays ready until ${time(d.keepUntil)}`,
          receipt && d.doneForCaller && [" · ", el("a", { href: receipt }, "receipt")],
        ),
      ),
      back &&
        el(
          "div",
          { class: "way-back" },
          commandButton(host, "rollback", d),
          d.rollbackBoundMillis && el("p", { class: "quiet" }, `takes at most ${length(d.rollbackBoundMillis)}`),
        ),
    ),
  ];
}

/** Why a deployment halts, in words for somebody who has just been woken. */
const HALTS = {
  stranger: "somebody else changed the weights",
  "both sides unhealthy": "both sides are unhealthy",
  "schema forbids rollback": "the old release cannot run on the present database schema",
  deadline: "it takes too long, and neither going on nor going back is safe",
};

/** What a person is asked for: an approval, or a way out of a halt. */
function attention(d, host) {
  if (d.halt) {
    return el(
      "section",
      { class: "attention bad", "aria-label": "A person is needed" },
      el("h2", {}, `A person is needed: ${HALTS[d.halt.cause] || d.halt.cause}`),
      el("p", {}, "Nothing is changed until somebody decides; the weights stay as they were found."),
      d.halt.seen.length > 0 && el("p", {}, `Found on the rules: ${d.halt.seen.map(split).join("; ")}. Asked for: ${split(d.traffic.asked)}.`),
      el("ul", { class: "decisions" }, ["adopt", "restore", "abort"].filter((each) => d.commands.includes(each) && host.may(each)).map((each) => explainedButton(host, each, d))),
    );
  }
  if (!d.waitingForApproval || !d.evidence) return null;
  const why = el("input", { id: "why", type: "text", maxlength: "500", autocomplete: "off" });
  const elsewhere = host.link("approve", d);
  return el(
    "section",
    { class: "attention", "aria-label": "Approval" },
    el("h2", {}, `${d.release} waits for an approval`),
    el("p", { class: "quiet" }, `Nothing has moved yet. Without an answer by ${time(d.approvalExpiresAt)} it is taken back.`),
    evidence(d.evidence),
    host.may("approve") &&
      !elsewhere &&
      el(
        "div",
        { class: "buttons" },
        el("label", { for: "why" }, "Reason"),
        why,
        commandButton(host, "approve", d, () => ({ evidence: d.evidence.hash, reason: why.value })),
      ),
    elsewhere && el("p", {}, el("a", { class: "button primary", href: elsewhere }, "Answer the approval")),
  );
}

function numbers(d) {
  const { receipt } = d;
  return figures([
    ["probes", count(receipt.probes.requests)],
    ["probes lost", count(receipt.probes.lost), receipt.probes.lost > 0],
    ["bad answers", count(receipt.probes.badAnswers), receipt.probes.badAnswers > 0],
    ["longest gap", length(receipt.probes.longestGapMillis)],
    // What there is nothing to tell of is left out: a row of dashes is no news.
    ...(receipt.deployMillis ? [["deployment", length(receipt.deployMillis)]] : []),
    ...(receipt.rollbackMillis ? [["rollback", length(receipt.rollbackMillis)]] : []),
    ...(receipt.propagationMillis.length ? [["longest propagation", length(Math.max(...receipt.propagationMillis))]] : []),
    ["AWS calls", count(receipt.apiCalls)],
    ...(receipt.secondSide.dollars === null ? [] : [["second side cost", dollars(receipt.secondSide.dollars)]]),
  ]);
}

/** The plan as a row of steps, the one in progress marked. */
function plan(d) {
  const forward = d.heading === "FORWARD";
  const phase = d.halt ? d.halt.from : d.phase;
  const begun = phase === "SHIFTING" || phase === "BAKING";
  const past = !begun && !["PLANNED", "PREPARING", "VERIFYING", "VERIFIED"].includes(phase);
  const state = (index) => (!forward ? "left" : past || (begun && index < d.step) ? "done" : begun && index === d.step ? "now" : "ahead");
  return el(
    "ol",
    { class: "plan", "aria-label": "Plan" },
    d.plan.map((step, index) =>
      el(
        "li",
        { class: state(index), "aria-current": state(index) === "now" ? "step" : null },
        state(index) === "done" && "✓ ",
        el("b", {}, `${step.percent} %`),
        ` for ${length(step.holdMillis)}`,
      ),
    ),
  );
}

function phases(d) {
  return section(
    "Phases",
    el(
      "ol",
      { class: "phases" },
      d.phases.map((each, index) => {
        const now = index === d.phases.length - 1;
        return el(
          "li",
          { class: now ? `now ${mood(each.phase)}` : mood(each.phase), "aria-current": now ? "step" : null },
          el("span", { class: "phase" }, words(each.phase)),
          el("span", { class: "quiet" }, `${time(each.from, d.startedAt)}${now && d.finished ? "" : ` · ${between(each.from, each.to || d.now)}`}`),
          el("p", {}, each.reason),
        );
      }),
    ),
  );
}

function sides(d) {
  return section(
    "Sides",
    d.problems.length > 0 && el("ul", { class: "banner" }, d.problems.map((each) => el("li", {}, each))),
    el("div", { class: "pair" }, d.sides.map((each) => sideCard(each, `${each.role} side`, d.requests.totals?.[each.colour]))),
  );
}

const JUDGEMENTS = { PASS: ["good", "✓ pass"], FAIL: ["bad", "! fail"], NOT_ENOUGH_EVIDENCE: ["calm", "· not enough evidence"] };

function guards(d) {
  if (d.guards.length === 0) return null;
  const rows = d.guards.map((each) => {
    const [kind, text] = JUDGEMENTS[each.judgement];
    return [each.guard, el("span", { class: `pill ${kind}` }, text), each.reason];
  });
  return section("Guards", table("Guards", ["Guard", "Verdict", "Why"], rows));
}

function writes(d) {
  const rows = d.writes.map((each) => [
    el("span", { class: "nowrap" }, time(each.askedAt, d.startedAt)),
    el("span", { class: "nowrap" }, split(each.split)),
    person(each.by),
    each.why,
    each.readBackAt ? between(each.askedAt, each.readBackAt) : "not yet",
    each.settledAt ? length(each.propagationMillis) : "not yet",
  ]);
  const columns = ["Asked", "Split", "By", "Why", "Read back after", "In live traffic after"];
  return section("Weight writes", table("Weight writes", columns, rows, "No weight has been written yet."));
}

function settledEvidence(d) {
  if (!d.evidence || d.waitingForApproval) return null;
  const { approval } = d;
  return section(
    "Evidence",
    approval && el("p", {}, `Approved by ${approval.by || "its caller"}, ${time(approval.at)}${approval.reason ? `: ${approval.reason}` : ""}`),
    evidence(d.evidence),
  );
}

function evidence(taken) {
  const list = (name, values) =>
    el("div", {}, el("h3", {}, name), el("dl", { class: "facts" }, values.map((each) => el("div", {}, el("dt", {}, each.name), el("dd", {}, each.value)))));
  return el(
    "div",
    {},
    el("div", { class: "pair" }, list("Facts, which an approval is bound to", taken.facts), list("Measured meanwhile", taken.measurements)),
    el("p", { class: "quiet" }, `taken ${time(taken.at)}, hash `, el("code", { title: taken.hash }, taken.hash.slice(0, 12))),
  );
}

function journal(d) {
  const rows = d.events.map((each) => [el("span", { class: "nowrap" }, time(each.at, d.startedAt)), each.sentence]);
  return section("Journal", el("details", { "data-keep": "journal" }, el("summary", {}, `${count(rows.length)} entries`), table("Journal", ["At", "What happened"], rows, "Nothing has happened yet.")));
}
