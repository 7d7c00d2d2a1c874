const { mkdtempSync, readdirSync, readFileSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");

/** Runs with all tests of the library. */
const WHOLE = ["", "__tests__/constructs"];

/** Fails a run of all tests in which the library never says one of its messages, or never refuses by one of its rules. */
module.exports = class SaidMessages {
  constructor({ testPathPattern, testNamePattern, shard }) {
    this.whole = WHOLE.includes(testPathPattern) && !testNamePattern && !shard;
  }

  onRunStart() {
    if (this.whole) process.env.MESSAGES_SAID = mkdtempSync(join(tmpdir(), "messages-"));
  }

  onRunComplete() {
    if (!this.whole) return;
    const folder = process.env.MESSAGES_SAID;
    const files = readdirSync(folder).map((name) =>
      JSON.parse(readFileSync(join(folder, name), "utf8")),
    );
    rmSync(folder, { recursive: true });
    const said = new Set(files.flatMap((file) => file.said));
    const declared = new Set(files.flatMap((file) => file.declared));
    const unsaid = [...declared].filter((message) => !said.has(message));
    if (unsaid.length === 0) return;
    this.error = new Error(`No test meets: ${unsaid.join(", ")}`);
    console.error(this.error.message);
  }

  getLastError() {
    return this.error;
  }
};
