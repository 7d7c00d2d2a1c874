import { visible } from "../../text/visible";
import { type Finding, type Link, LINKS, type Report, type WorkloadReport } from "../report";

/** What was found, as test results: a suite for each workload, a case for each link. */
export function junit({ workloads, unseen }: Report): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites name="aks-workload-identity verify">',
    ...workloads.map(suite),
    ...(unseen.length > 0 ? [blind(unseen)] : []),
    "</testsuites>",
    "",
  ].join("\n");
}

function suite(report: WorkloadReport): string {
  const { workload, links } = report;
  const cases = LINKS.filter((link) => links[link] !== "skipped");
  const count = (...states: string[]) =>
    cases.filter((link) => states.includes(links[link])).length;
  return [
    `  <testsuite name="${escaped(workload)}" tests="${cases.length}" failures="${count("broken", "pending")}" skipped="${count("unproven")}">`,
    ...cases.map((link) => testCase(report, link)),
    "  </testsuite>",
  ].join("\n");
}

function testCase({ workload, links, findings, unseen }: WorkloadReport, link: Link): string {
  const head = `    <testcase classname="${escaped(workload)}" name="${link}"`;
  const own = findings.filter((one) => one.link === link && one.level !== "warning");
  const [first] = own;
  switch (links[link]) {
    case "broken":
    case "pending":
      return `${head}><failure type="${first?.id ?? links[link]}" message="${escaped(first?.text ?? "")}">${escaped(own.map(told).join("\n\n"))}</failure></testcase>`;
    case "unproven": {
      const why = [...own.map(({ text }) => text), ...unseen].join("; ");
      return `${head}><skipped message="${escaped(why)}"/></testcase>`;
    }
    default: {
      const notes = findings.filter((one) => one.link === link);
      if (notes.length === 0) return `${head}/>`;
      return `${head}><system-out>${escaped(notes.map(told).join("\n\n"))}</system-out></testcase>`;
    }
  }
}

function blind(unseen: readonly string[]): string {
  return [
    '  <testsuite name="cluster" tests="1" failures="0" skipped="1">',
    `    <testcase classname="cluster" name="lists"><skipped message="${escaped(unseen.join("; "))}"/></testcase>`,
    "  </testsuite>",
  ].join("\n");
}

function told({ text, got, expected, fix }: Finding): string {
  return [
    text,
    ...(got === undefined ? [] : [`got: ${got}`]),
    ...(expected === undefined ? [] : [`expected: ${expected}`]),
    ...fix.map((one) => `fix: ${one}`),
  ].join("\n");
}

function escaped(text: string): string {
  return visible(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
