// Numbers, times and phases as people read them.

const number = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });

export const count = (value) => (value === null || value === undefined ? "–" : number.format(value));

/** `$0.0042`; a hundredth of a cent is much for a deployment. */
export const dollars = (value) => (value === null || value === undefined ? "–" : `$${value.toFixed(value < 1 ? 4 : 2)}`);

/** `850 ms`, `4.2 s`, `3 min 20 s`, `2 h 5 min`, `3 d 4 h`. */
export function length(millis) {
  if (millis === null || millis === undefined) return "–";
  if (millis < 1000) return `${Math.round(millis)} ms`;
  if (millis < 60_000) return `${number.format(millis / 1000)} s`;
  const seconds = Math.round(millis / 1000);
  const parts = [
    [Math.floor(seconds / 86_400), "d"],
    [Math.floor(seconds / 3600) % 24, "h"],
    [Math.floor(seconds / 60) % 60, "min"],
    [seconds % 60, "s"],
  ].filter(([value]) => value > 0);
  return parts.slice(0, 2).map((part) => part.join(" ")).join(" ");
}

export const between = (from, to) => length(Math.max(0, Date.parse(to) - Date.parse(from)));

/** `09:31:16`, with the day before it when that is another one than the day of `near`: the reader's today, or that of what is told around it. */
export function time(iso, near = Date.now()) {
  const at = new Date(iso);
  const text = clock.format(at);
  return day.format(at) === day.format(new Date(near)) ? text : `${day.format(at)}, ${text}`;
}

/** What the reader's clock goes by, such as `UTC` or `CET`. */
export const zone = () => new Intl.DateTimeFormat("en-GB", { timeZoneName: "short" }).formatToParts(new Date()).find((part) => part.type === "timeZoneName").value;

export const words = (constant) => constant.toLowerCase().replaceAll("_", " ");

export const person = (by) => by || "the engine";

export const split = (shares) => `blue ${shares.blue} / green ${shares.green}`;

/** How an outcome or phase is to be taken: `good`, `bad`, `busy` or `calm`. */
export function mood(state) {
  if (state === "SUCCEEDED" || state === "KEEPING") return "good";
  if (state === "HALTED" || state === "ROLLING_BACK" || state === "ROLLED_BACK") return "bad";
  return state === "PLANNED" ? "calm" : "busy";
}

/** A status as a pill whose sign and words say the same as its colour. */
export const SIGNS = { good: "✓", bad: "!", busy: "▸", calm: "·" };
