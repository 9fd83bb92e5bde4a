// <blue-green>: the page of Blue-Green Deploy as one element, for `bluegreen serve` and for Jenkins. Attributes:
//   kind             overview, environment or deployment
//   src              address of the JSON document (docs/page-json.md)
//   environment-link, deployment-link   addresses of other pages, with {environment} and {id}
//   overview-link    address of the overview; left out where there is none
//   commands         what the viewer may do: any of "rollback approve adopt restore abort"
//   command-action   address commands are posted to, with {command}
//   approve-link     where approvals are given instead (Jenkins: the input page)
//   receipt-link     address of the HTML receipt; left out where there is none
//   csrf-header, csrf-token   sent with every POST; left out, Jenkins' crumb is used
//   theme            "jenkins" follows Jenkins' theme; otherwise the system's preference decides

import { el } from "./dom.js";
import { Poll } from "./poll.js";
import { DeploymentView } from "./deployment.js";
import { EnvironmentView } from "./environment.js";
import { OverviewView } from "./overview.js";

const VIEWS = { overview: OverviewView, environment: EnvironmentView, deployment: DeploymentView };
const DARK = matchMedia("(prefers-color-scheme: dark)");

class BlueGreen extends HTMLElement {
  connectedCallback() {
    const root = this.shadowRoot || this.attachShadow({ mode: "open" });
    const View = VIEWS[this.getAttribute("kind")] || OverviewView;
    this.view = new View(this);
    this.problem = el("p", { class: "banner", role: "status", hidden: true });
    root.replaceChildren(
      el("link", { rel: "stylesheet", href: new URL("lib/uPlot.min.css", import.meta.url).href }),
      el("link", { rel: "stylesheet", href: new URL("bluegreen.css", import.meta.url).href }),
      el("div", { class: "page" }, this.problem, this.view.element),
    );
    this.followTheme();
    this.poll = new Poll(
      this.getAttribute("src"),
      (json) => {
        this.setAttribute("aria-busy", "false");
        return this.view.show(json);
      },
      (problem, again) => this.complain(problem, again),
    );
    this.poll.start();
  }

  disconnectedCallback() {
    this.poll.stop();
    DARK.removeEventListener("change", this.repaint);
    this.themes.disconnect();
  }

  /** Asks for the document at once. */
  refresh() {
    this.poll.now();
  }

  /** The address of another page; null where it has none. */
  link(name, values = {}) {
    const template = this.getAttribute(`${name}-link`);
    return template && template.replace(/\{(\w+)\}/g, (_, key) => encodeURIComponent(values[key] ?? ""));
  }

  may(command) {
    return (this.getAttribute("commands") || "").split(/\s+/).includes(command);
  }

  /** The value of a CSS variable here, for what is drawn on a canvas. */
  colour(name) {
    return getComputedStyle(this).getPropertyValue(name).trim();
  }

  followTheme() {
    const html = document.documentElement;
    this.repaint = () => {
      const named = this.getAttribute("theme") === "jenkins" ? html.dataset.theme || "light" : "system";
      this.toggleAttribute("dark", named.endsWith("system") ? DARK.matches : named.startsWith("dark"));
      this.view.repaint?.();
    };
    this.themes = new MutationObserver(this.repaint);
    this.themes.observe(html, { attributeFilter: ["data-theme"] });
    DARK.addEventListener("change", this.repaint);
    this.repaint();
  }

  complain(problem, again) {
    this.problem.hidden = problem === null;
    this.problem.textContent = problem === null ? "" : `No news: ${problem}. Asking again in ${again} s.`;
  }
}

customElements.define("blue-green", BlueGreen);
