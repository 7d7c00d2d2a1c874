import { StatusLine } from "../../text/status-line";
import { visible } from "../../text/visible";
import type { Report } from "../report";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/**
 * Says what is waited for: to a person each second, in one line that is rewritten; elsewhere in a line of its
 * own each minute.
 */
export class Waiting {
  private readonly status = new StatusLine();
  private readonly timer = setInterval(() => this.say(), SECOND);
  private report?: Report;
  private next = Date.now() + MINUTE;

  /** `end` is when the waiting ends; where it does not wait, only a person sees it. */
  constructor(
    private readonly end: number,
    private readonly waits: boolean,
  ) {}

  /** What was seen last; from then on the line tells it. */
  public saw(report: Report): void {
    if (!this.report) this.next = 0;
    this.report = report;
    this.say();
  }

  public stop(): void {
    clearInterval(this.timer);
    this.status.clear();
  }

  private say(): void {
    const now = Date.now();
    const left = Math.max(0, Math.ceil((this.end - now) / SECOND));
    const line = this.report
      ? `${missing(this.report)}; waiting up to ${left} s`
      : "looking at the cluster";
    this.status.show(line);
    if (this.status.isSeen || !this.waits || now < this.next) return;
    this.next = now + MINUTE;
    process.stderr.write(visible(`${line}\n`));
  }
}

/** How many workloads do not work yet, and the first of them with what is wrong. */
function missing({ workloads, counts }: Report): string {
  const first = workloads.find(({ verdict }) => verdict === "pending");
  const finding = first?.findings.find(({ level }) => level === "pending");
  const named = [first?.workload, finding?.id].filter((one) => one !== undefined);
  return `${counts.pending} pending${named.length > 0 ? `, first ${named.join(": ")}` : ""}`;
}
