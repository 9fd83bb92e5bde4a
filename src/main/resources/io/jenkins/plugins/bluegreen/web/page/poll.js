// Asks for a JSON document again and again: as often as its view wants, slower while it fails or nobody looks, not at all when it is finished.

const FIRST_RETRY = 2000;
const SLOWEST = 30_000;
const HIDDEN = 15_000;

export class Poll {
  /**
   * @param {string} address of the document
   * @param {(document: object) => number} onDocument answers after how many milliseconds to ask again, 0 for never
   * @param {(problem: string|null, again: number) => void} onProblem what is wrong and in how many seconds it is tried again; null when all is well again
   */
  constructor(address, onDocument, onProblem) {
    this.address = address;
    this.onDocument = onDocument;
    this.onProblem = onProblem;
    this.failures = 0;
    this.stopped = false;
    this.wake = () => document.hidden || this.now();
  }

  start() {
    document.addEventListener("visibilitychange", this.wake);
    this.now();
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
    this.request?.abort();
    document.removeEventListener("visibilitychange", this.wake);
  }

  /** Asks at once, also after it had finished. */
  now() {
    clearTimeout(this.timer);
    this.request?.abort();
    if (!this.stopped) this.ask();
  }

  async ask() {
    const request = new AbortController();
    this.request = request;
    try {
      const answer = await fetch(this.address, {
        signal: request.signal,
        credentials: "same-origin",
        headers: { Accept: "application/json" },
      });
      if (!answer.ok) throw new Error(await reason(answer));
      const wait = this.onDocument(await answer.json());
      this.failures = 0;
      this.onProblem(null, 0);
      if (wait > 0) this.again(document.hidden ? Math.max(wait, HIDDEN) : wait);
    } catch (problem) {
      if (request.signal.aborted) return;
      const wait = Math.min(SLOWEST, FIRST_RETRY * 2 ** this.failures);
      this.failures += 1;
      this.onProblem(problem.message || String(problem), Math.round(wait / 1000));
      this.again(wait);
    }
  }

  again(wait) {
    if (!this.stopped) this.timer = setTimeout(() => this.ask(), wait);
  }
}

/** The server's own sentence where it gave one. */
export async function reason(answer) {
  const text = await answer.text().catch(() => "");
  try {
    return JSON.parse(text).error || `the server answered ${answer.status}`;
  } catch {
    return `the server answered ${answer.status} ${answer.statusText}`.trim();
  }
}
