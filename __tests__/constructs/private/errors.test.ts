import { inspect } from "node:util";
import { WorkloadIdentityError } from "../../../constructs";
import { MESSAGES } from "../../../constructs/private/message";
import { errorsPage, firstLine } from "../../support/errors-page";
import { newCluster } from "../../support/fixtures";
import { committedPage } from "../../support/markdown";
import { RUNTIME_ERRORS } from "../../support/runtime-errors";
import { synth } from "../../support/synth";

test("the page of errors is current; `npm run docs` writes it", () => {
  expect(committedPage("errors.md")).toBe(errorsPage());
});

test("an error is found by its code: one section for each, and an index of all", () => {
  // GIVEN
  const page = errorsPage();
  const known = MESSAGES.flatMap(({ code }) => code ?? []).sort();

  // THEN
  expect(known).toEqual(expect.arrayContaining(["invalid-name", "missing-value"]));
  expect(known).toEqual([...new Set(known)]);
  expect([...page.matchAll(/^### `([a-z-]+)`$/gm)].map(([, code]) => code)).toEqual(known);
  expect([...page.matchAll(/^\| \[`(.*)`\]\(#\1\) \| \S/gm)].map(([, code]) => code)).toEqual(
    known,
  );
});

describe.each(MESSAGES.map((message) => [message.code ?? firstLine(message), message] as const))(
  "the message %s",
  (_key, message) => {
    test("says where it is and how to fix it", () => {
      const sample = message.sample();
      if (!message.planned) expect(sample).toMatch(/^\[azure\/orders\] .*[.]$/m);
      if (message.code) expect(sample).toMatch(/\n {2}fix: {5}\S.*\n {2}code: {4}[a-z-]+$/);
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
