import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { inspect } from "node:util";
import { WorkloadIdentityError } from "../../../constructs";
import * as errors from "../../support/all-errors";
import { ERRORS_GUIDE } from "../../support/errors-guide";
import { errorsPage, firstLine } from "../../support/errors-page";
import { newCluster } from "../../support/fixtures";
import { committedPage, prose } from "../../support/markdown";
import { RUNTIME_ERRORS } from "../../support/runtime-errors";
import { synth } from "../../support/synth";

const ALL_TESTS = join(__dirname, "..");

/** All tests of the library but this one, without the backslashes of their texts. */
const TESTS = readdirSync(ALL_TESTS, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".test.ts") && basename(name) !== basename(__filename))
  .map((name) => readFileSync(join(ALL_TESTS, name), "utf8").replace(/\\/g, ""))
  .join("\n");

/** The first words of a message's longest part that does not depend on the values in it. */
function firstWords(error: Error): string {
  const parts = firstLine(error).split(/https:\S+|[:"`]|\b(?:aks|orders|rg)\b/);
  const [longest] = parts.sort((a, b) => b.length - a.length);
  return longest.trim().split(" ").slice(0, 5).join(" ");
}

test("the page of errors is current; `npm run docs` writes it", () => {
  expect(committedPage("errors.md")).toBe(errorsPage());
});

test("an error is found by its code: one section for each, and an index of all", () => {
  // GIVEN
  const page = errorsPage();
  const codes = Object.values(ERRORS_GUIDE).flatMap(
    ({ sample }) => /\n {2}code: {4}(.*)$/.exec(sample.message)?.[1] ?? [],
  );

  // THEN
  const known = [...new Set(codes)].sort();
  expect(known).toEqual(expect.arrayContaining(["invalid-name", "missing-value"]));
  expect([...page.matchAll(/^### `([a-z-]+)`$/gm)].map(([, code]) => code)).toEqual(known);
  expect([...page.matchAll(/^\| \[`(.*)`\]\(#\1\) \| \S/gm)].map(([, code]) => code)).toEqual(
    known,
  );
});

test("messages with one code stand in its section, each with its cause", () => {
  const [, section] = errorsPage().split("### `one-role-only`");
  const own = section.split("\n#")[0];
  expect(own.match(/^ {2}code: {4}one-role-only$/gm)).toHaveLength(2);
  expect(own.match(/^- Cause: /gm)).toHaveLength(2);
});

test("every error of the library is explained", () => {
  expect(Object.keys(ERRORS_GUIDE).sort()).toEqual(Object.keys(errors).sort());
});

describe.each(Object.entries(ERRORS_GUIDE))(
  "the error %s",
  (_key, { sample, cause, cure, warning, when }) => {
    test("is on the page with its cause and cure", () => {
      const page = errorsPage();
      for (const text of [sample.message, prose(cause), prose(cure)]) expect(page).toContain(text);
    });

    test("says where it is and how to fix it", () => {
      if (when) return;
      expect(sample.message).toMatch(/^\[azure\/orders\] .*[.]$/m);
      if (!warning) expect(sample.message).toMatch(/\n {2}fix: {5}\S.*\n {2}code: {4}[a-z-]+$/);
    });

    test("is met by a test", () => {
      expect(firstWords(sample).length).toBeGreaterThan(10);
      expect(TESTS).toContain(firstWords(sample));
    });
  },
);

test("the page has the codes that users report", () => {
  const page = errorsPage();
  const codes = ["70021", "700211", "700212", "700213", "700222", "90061"];
  for (const code of codes) expect(page).toContain(`### AADSTS${code}: `);
  for (const name of ["ForbiddenByRbac", "RoleAssignmentExists", "Unexpected Identity Change"]) {
    expect(page).toContain(name);
  }
});

test.each(RUNTIME_ERRORS)("$error has a source", ({ source }) => {
  expect(source).toMatch(/^https:\/\//);
});

test("an error's stack trace is its message, and the line of the program that made the mistake", () => {
  let error = new Error();
  try {
    synth((scope) => newCluster(scope).addFederatedIdentity("x", { serviceAccountName: "A" }));
  } catch (thrown) {
    error = thrown as Error;
  }
  const [line, ...others] = (error.stack ?? "")
    .replace(`${error.name}: ${error.message}\n`, "")
    .split("\n");
  expect(line).toMatch(/^ {4}at .*errors\.test\.ts:\d+:\d+\)?$/);
  expect(others).toEqual([]);
});

test("an error that nobody catches is shown without what its message says already", () => {
  const error = new WorkloadIdentityError("[azure/orders] wrong.", "some-code", "azure/orders");
  expect({ code: error.code, path: error.path }).toEqual({
    code: "some-code",
    path: "azure/orders",
  });
  expect(inspect(error).replace(/\n.*errors\.test\.ts.*$/, "")).toBe(
    "WorkloadIdentityError: [azure/orders] wrong.",
  );
});
