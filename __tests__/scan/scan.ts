import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { missingForTerraform } from "../stand-in/terraform";
import expected from "./expected.json";
import { plansToScan } from "./plans";

/** Why each finding of a plan is expected, by `<check> <resource>`. */
type Expected = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What checkov reports of a plan. */
interface Report {
  readonly results: {
    readonly failed_checks: readonly {
      readonly check_id: string;
      readonly check_name: string;
      readonly resource: string;
    }[];
  };
  readonly summary: {
    readonly passed: number;
    readonly failed: number;
    readonly parsing_errors: number;
  };
}

const ROOT = join(__dirname, "..", "..");
const REQUIREMENTS = join(__dirname, "requirements.txt");
const VENV = join(ROOT, "node_modules", ".cache", "scan");
const BIN = join(VENV, process.platform === "win32" ? "Scripts" : "bin");

/** Installs checkov of the exact version in an environment of its own; says what is missing for that. */
function missingForScan(): string | undefined {
  const terraform = missingForTerraform();
  if (terraform) return terraform;
  const wanted = readFileSync(REQUIREMENTS, "utf8");
  const stamp = join(VENV, "installed.txt");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return undefined;
  rmSync(VENV, { recursive: true, force: true });
  const python = ["python3", "python"].find(
    (name) => spawnSync(name, ["-c", "import venv, ensurepip"]).status === 0,
  );
  if (!python) return "Python 3 with venv";
  if (spawnSync(python, ["-m", "venv", VENV]).status !== 0) return "a virtual environment";
  const install = ["install", "--quiet", "--disable-pip-version-check", "-r", REQUIREMENTS];
  const { status, stderr } = spawnSync(join(BIN, "pip"), install, { encoding: "utf8" });
  if (status !== 0) return `${wanted.trim()} from PyPI (${stderr.trim().split("\n").at(-1)})`;
  writeFileSync(stamp, wanted);
  return undefined;
}

function reportOf(plan: string): Report {
  const folder = mkdtempSync(join(tmpdir(), "scan-"));
  try {
    const file = join(folder, "plan.json");
    writeFileSync(file, plan);
    const args = ["-f", file, "--framework", "terraform_plan", "--output", "json"];
    const { stdout, stderr } = spawnSync(
      join(BIN, "checkov"),
      [...args, "--compact", "--quiet", "--skip-download"],
      { encoding: "utf8", cwd: folder, maxBuffer: 64 * 1024 * 1024 },
    );
    if (!stdout.startsWith("{")) throw new Error(`checkov reported nothing:\n${stdout}${stderr}`);
    const report = JSON.parse(stdout) as Partial<Report>;
    if (!report.results || !report.summary) return NOTHING;
    return report as Report;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What is reported of a plan in which checkov has no check for any resource. */
const NOTHING: Report = {
  results: { failed_checks: [] },
  summary: { passed: 0, failed: 0, parsing_errors: 0 },
};

/** What a plan's report and what is expected of it do not have in common. */
function differences(name: string, report: Report): string[] {
  const known = (expected as Expected)[name] ?? {};
  const found = new Map(
    report.results.failed_checks.map(({ check_id, resource, check_name }) => [
      `${check_id} ${resource}`,
      check_name,
    ]),
  );
  return [
    ...(report.summary.parsing_errors > 0 ? [`${name}: checkov could not read the plan`] : []),
    ...[...found]
      .filter(([key]) => !(key in known))
      .map(([key, title]) => `${name}: new finding ${key}: ${title}`),
    ...Object.keys(known)
      .filter((key) => !found.has(key))
      .map((key) => `${name}: ${key} is expected, and is found no more`),
  ];
}

async function scan(): Promise<void> {
  const missing = missingForScan();
  if (missing) {
    console.log(`SKIPPED the scan of the plans [missing: ${missing}]`);
    return;
  }
  const problems: string[] = [];
  for (const [name, plan] of await plansToScan()) {
    const report = reportOf(plan);
    const { passed, failed } = report.summary;
    console.log(`${name}: ${passed} checks passed, ${failed} failed`);
    problems.push(...differences(name, report));
  }
  for (const problem of problems) console.error(problem);
  console.log(problems.length === 0 ? "every failure is expected" : `${problems.length} problems`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}

void scan();
