// Commands to a deployment or an environment: a POST after a question, with the token that the server or Jenkins asks for.

import { el } from "./dom.js";
import { split, words } from "./format.js";
import { reason } from "./poll.js";

const QUESTIONS = {
  rollback: {
    button: "Roll back now",
    title: "Roll back now?",
    text: (d) => `All traffic returns to ${d.from} with release ${d.previous}. The deployment of ${d.release} ends.`,
    yes: "Roll back",
    style: "danger",
  },
  approve: {
    button: "Approve and shift traffic",
    title: "Approve this release?",
    text: (d) => `${d.release} gets its first share of traffic. The approval holds for the evidence shown, and nothing else.`,
    yes: "Approve",
    style: "primary",
  },
  adopt: {
    button: "Adopt",
    title: "Adopt what was found?",
    short: () => "what was found on the rules is what we want; the deployment goes on from there",
    text: () => "The weights that somebody else wrote become what this deployment wants, and it goes on from there.",
    yes: "Adopt",
    style: "plain",
  },
  restore: {
    button: "Restore",
    title: "Restore and go on?",
    short: (d) => (d.halt.seen.length > 0 ? `write ${split(d.traffic.asked)} again and go on` : `try again, from ${words(d.halt.from)}`),
    text: (d) => `The deployment writes what it had asked for (${split(d.traffic.asked)}) and goes on.`,
    yes: "Restore",
    style: "plain",
  },
  abort: {
    button: "Abort",
    title: "Abort the deployment?",
    short: (d) => `all traffic goes back to ${d.from} with ${d.previous}`,
    text: (d) => `All traffic returns to ${d.from} with release ${d.previous}.`,
    yes: "Abort",
    style: "danger",
  },
  stop: {
    button: "Stop environment",
    title: "Stop the environment?",
    text: (e) => `${e.name} answers nobody until it is started again: its instances are ended, and then its database is stopped.`,
    yes: "Stop",
    style: "danger",
  },
  start: {
    button: "Start environment",
    title: "Start the environment?",
    text: (e) => `${e.name} wakes up: first its database, then its live side at the size it had. Both cost money again.`,
    yes: "Start",
    style: "primary",
  },
};

/** The button of a command; `body()` gives what is sent with it. */
export function commandButton(host, name, about, body = () => ({})) {
  const question = QUESTIONS[name];
  return el(
    "button",
    { type: "button", class: `button ${question.style}`, "data-keep": `command-${name}`, click: () => ask(host, name, about, body()) },
    question.button,
  );
}

/** A button with what it does, in a few words beside it. */
export const explainedButton = (host, name, deployment) =>
  el("li", {}, commandButton(host, name, deployment), el("span", {}, QUESTIONS[name].short(deployment)));

function ask(host, name, about, body) {
  const question = QUESTIONS[name];
  const problem = el("p", { class: "problem", role: "alert" });
  const yes = el("button", { type: "button", class: `button ${question.style}`, click: send }, question.yes);
  const dialog = el(
    "dialog",
    { "aria-labelledby": "question", "aria-describedby": "question-text", close: () => dialog.remove() },
    el("h2", { id: "question" }, question.title),
    el("p", { id: "question-text" }, question.text(about)),
    problem,
    el("div", { class: "buttons" }, el("button", { type: "button", class: "button plain", autofocus: true, click: () => dialog.close() }, "Cancel"), yes),
  );
  host.shadowRoot.append(dialog);
  dialog.showModal();

  async function send() {
    yes.disabled = true;
    problem.textContent = "";
    try {
      await post(host, name, body);
      dialog.close();
      host.refresh();
    } catch (failed) {
      problem.textContent = `Not done: ${failed.message}`;
      yes.disabled = false;
    }
  }
}

async function post(host, name, body) {
  const address = host.getAttribute("command-action").replaceAll("{command}", encodeURIComponent(name));
  // Jenkins keeps its crumb in the data of <head>; elsewhere the page gives the token by attribute.
  const header = host.getAttribute("csrf-header") || document.head.dataset.crumbHeader;
  const token = host.getAttribute("csrf-token") || document.head.dataset.crumbValue;
  const answer = await fetch(address, {
    method: "POST",
    credentials: "same-origin",
    headers: { "Content-Type": "application/json", Accept: "application/json", ...(header ? { [header]: token } : {}) },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(await reason(answer));
}
