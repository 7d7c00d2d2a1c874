import { statSync } from "node:fs";
import { filePlan } from "../../../cli/terraform/read/plan-json";
import { StatusLine } from "../../../cli/text/status-line";
import { planFile } from "../support/plans";

/** A stream that keeps what is written. */
function stream(isTTY: boolean, columns = 80) {
  const written: string[] = [];
  const write = (text: string) => written.push(text) > 0;
  return { written, stream: { isTTY, columns, write } as unknown as typeof process.stderr };
}

const term = process.env.TERM;

beforeEach(() => {
  jest.useFakeTimers();
  process.env.TERM = "xterm";
});

afterEach(() => {
  jest.useRealTimers();
  process.env.TERM = term;
});

test("a terminal has one line, which is rewritten and gone in the end", () => {
  const { written, stream: terminal } = stream(true);
  const status = new StatusLine(terminal);
  jest.advanceTimersByTime(400);
  status.show("reading: 1 of 2 MB");
  status.show("reviewing");
  status.clear();
  status.clear();
  expect(written).toEqual(["\rreading: 1 of 2 MB\u001b[K", "\rreviewing\u001b[K", "\r\u001b[K"]);
});

test("what is quick needs no line", () => {
  const { written, stream: terminal } = stream(true);
  const status = new StatusLine(terminal);
  jest.advanceTimersByTime(200);
  status.show("reading");
  status.clear();
  expect(written).toEqual([]);
});

test("it never takes two lines, and no name in it colours or adds one", () => {
  const { written, stream: terminal } = stream(true, 30);
  const status = new StatusLine(terminal);
  jest.advanceTimersByTime(400);
  status.show(`reading \u001b[31m\n${"x".repeat(100)}`);
  expect(written).toEqual([`\rreading \\u001b[31m xxxxxxxxxx\u001b[K`]);
});

test.each([
  ["a pipe or file", false, "xterm"],
  ["a terminal that cannot rewrite", true, "dumb"],
])("%s gets none", (_what, isTTY, TERM) => {
  process.env.TERM = TERM;
  const { written, stream: other } = stream(isTTY);
  const status = new StatusLine(other);
  jest.advanceTimersByTime(400);
  status.show("reading");
  status.clear();
  expect(written).toEqual([]);
});

test("what is known to take long is said at once", () => {
  const { written, stream: terminal } = stream(true);
  const status = new StatusLine(terminal);
  status.show("reading a large plan", true);
  expect(written).toEqual(["\rreading a large plan\u001b[K"]);
});

test("the reading of a plan tells how large it is, before it is read", () => {
  const told: [string, number][] = [];
  const file = planFile("wide-scope");
  filePlan(file, (...one) => told.push(one));
  expect(told).toEqual([[`"${file}"`, statSync(file).size]]);
});
