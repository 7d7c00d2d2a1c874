import { spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { tutorial } from "../../main";
import { manyIdentities } from "../cli/support/many-identities";
import { AZURE, GITHUB, PIPELINES, scriptNamed } from "./pipelines";

const ROOT = join(__dirname, "..", "..");
const PLANS = join(ROOT, "__tests__/cli/fixtures/real-plans");

const REVIEW = "Plan and review both stacks";
const APPLY = "Apply what was approved";
const VERIFY = "Verify what was deployed";

/** Terraform as far as the pipelines call it: it plans what lies in `planned`, and keeps a log. */
const TERRAFORM = `
stack="\${1##*/}" command="$2"
echo "$stack $command" >> "$HERE/log"
case "$command" in
  plan) [ ! -f "$HERE/planned/$stack.fails" ] || { echo "Error: no such host" >&2; exit 1; }
        cp "$HERE/planned/$stack.json" "\${3#-out=}" ;;
  show) cat "$4" ;;
  output) [ ! -f "$HERE/planned/state.fails" ] || { echo "Error: state unreachable" >&2; exit 1; }
          cat "$HERE/outputs/$stack.json" 2>/dev/null || echo '{}' ;;
  apply) [ -s "$3" ] ;;
esac`;

/** `verify` talks to a cluster, and has its own tests: here it says what lies in `verified`. */
const NPX = `shift
if [ "$1" = verify ]; then
  echo "$*" >> "$HERE/log"
  cat "$HERE/verified"
  exit "$(cat "$HERE/status")"
fi
exec "${process.execPath}" "${join(ROOT, "cli/bin/aks-workload-identity.js")}" "$@"`;

let here: string;
const file = (...parts: string[]) => join(here, ...parts);
const read = (...parts: string[]) => readFileSync(file(...parts), "utf8");
const log = () => (existsSync(file("log")) ? read("log").trim().split("\n") : []);

/** What a stack's next plan is. */
const planned = (stack: string, plan: string) =>
  copyFileSync(join(PLANS, `tutorial-${stack}-${plan}.json`), file("planned", `${stack}.json`));

/** What a command of the machine does. */
function command(name: string, script: string): void {
  writeFileSync(file("bin", name), `#!/usr/bin/env bash\nset -euo pipefail\n${script}\n`);
  chmodSync(file("bin", name), 0o755);
}

/** Runs a step as the service does. */
function step(pipeline: string, name: string, env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(
    "bash",
    ["--noprofile", "--norc", "-eo", "pipefail", "-c", scriptNamed(pipeline, name)],
    {
      cwd: here,
      encoding: "utf8",
      env: {
        ...process.env,
        HERE: here,
        PATH: `${file("bin")}${delimiter}${process.env.PATH}`,
        RUNNER_TEMP: file("temp"),
        AGENT_TEMPDIRECTORY: file("temp"),
        GITHUB_STEP_SUMMARY: file("summary.md"),
        servicePrincipalId: "id",
        tenantId: "tenant",
        AZURESUBSCRIPTION_SERVICE_CONNECTION_ID: "connection",
        AZURE_SUBSCRIPTION_ID: "subscription",
        ...env,
      },
    },
  );
  return { status, output: stdout + stderr };
}

beforeEach(() => {
  here = mkdtempSync(join(tmpdir(), "pipeline-"));
  for (const folder of ["bin", "temp", "planned", "outputs"]) mkdirSync(file(folder));
  command("terraform", TERRAFORM);
  command("npx", NPX);
  tutorial({}, { outdir: file("cdktf.out") }).synth();
  planned("azure", "create");
});

afterEach(() => rmSync(here, { recursive: true }));

/** The cluster is there, and its objects can be planned. */
function deployed(): void {
  writeFileSync(file("outputs/azure.json"), '{"oidc_issuer_url":{"value":"https://issuer/"}}');
  planned("azure", "noop");
  planned("kubernetes", "create");
}

describe.each(PIPELINES)("the pipeline of %s", (_name, pipeline) => {
  const REVIEWED = [
    "azure init",
    "azure plan",
    "azure show",
    "azure output",
    "kubernetes init",
    "kubernetes plan",
    "kubernetes show",
  ];

  test("reviews the plans of both stacks, and leaves none behind", () => {
    deployed();
    expect(step(pipeline, REVIEW).status).toBe(0);
    expect(log()).toEqual(REVIEWED);
    expect(existsSync(file("temp/plans"))).toBe(false);
    expect(JSON.parse(read("approved/azure.json"))).toMatchObject({ version: 3 });
    expect(JSON.parse(read("approved/kubernetes.json"))).toMatchObject({ version: 3 });
    expect(read("review.md")).toContain("# Review of workload identities");
  });

  test("reviews the kubernetes stack as it is synthesized before there is a cluster", () => {
    expect(step(pipeline, REVIEW).status).toBe(0);
    expect(log()).toEqual(REVIEWED.slice(0, 4));
    expect(existsSync(file("approved/kubernetes.json"))).toBe(false);
    expect(read("review.md")).toContain("kubernetes: what will change; no plan is given for it");
  });

  test.each([
    ["plan of the azure stack", "azure.fails"],
    ["plan of the kubernetes stack", "kubernetes.fails"],
    ["look at the state", "state.fails"],
  ])("fails where the %s fails, and leaves no plan behind", (_what, marker) => {
    deployed();
    writeFileSync(file("planned", marker), "");
    expect(step(pipeline, REVIEW).status).toBe(1);
    expect(existsSync(file("review.md"))).toBe(false);
    expect(existsSync(file("temp/plans"))).toBe(false);
  });

  test("fails at a critical risk after it has written the review", () => {
    deployed();
    planned("azure", "destroy");
    expect(step(pipeline, REVIEW).status).toBe(1);
    expect(read("review.md")).toContain("cluster-replaced");
  });

  test("writes a comment that fits for an estate of 300 teams", () => {
    writeFileSync(file("planned/azure.json"), JSON.stringify(manyIdentities(300, "create")));
    expect(step(pipeline, REVIEW).status).toBe(0);
    expect(read("review.md").length).toBeLessThan(65_536);
  });

  test("applies the very plans that it has compared, one stack after the other", () => {
    deployed();
    step(pipeline, REVIEW);
    rmSync(file("log"));
    writeFileSync(
      file("outputs/kubernetes.json"),
      '{"access_check_command":{"value":"kubectl logs job/check"}}',
    );
    expect(step(pipeline, APPLY).status).toBe(0);
    expect(log()).toEqual([
      ...["init", "plan", "show", "apply"].map((one) => `azure ${one}`),
      ...["init", "plan", "show", "apply", "output"].map((one) => `kubernetes ${one}`),
    ]);
    expect(existsSync(file("temp/plans"))).toBe(false);
    const summary = read(pipeline === GITHUB ? "summary.md" : "deployment.md");
    expect(summary).toContain("# Review of workload identities");
    expect(summary).toContain(
      "The access check has passed; `kubectl logs job/check` shows what it found.",
    );
  });

  test("applies nothing of a stack whose plan differs from what was approved", () => {
    deployed();
    step(pipeline, REVIEW);
    planned("azure", "disable");
    const { status, output } = step(pipeline, APPLY);
    expect(status).toBe(1);
    expect(output).toMatch(/^not approved: risk: high workload-identity-off: /m);
    expect(log().filter((line) => line.endsWith("apply"))).toEqual([]);
    expect(existsSync(file("temp/plans"))).toBe(false);
  });

  test("applies the azure stack alone where the cluster was not there at the review", () => {
    step(pipeline, REVIEW);
    const { status, output } = step(pipeline, APPLY);
    expect(status).toBe(0);
    expect(log().filter((line) => line.endsWith("apply"))).toEqual(["azure apply"]);
    expect(output).toContain("The cluster is new.");
  });

  test.each([0, 1, 2])("restates what was verified, and ends with its %d", (exitCode) => {
    // GIVEN
    const SUBSCRIPTION = "11111111-2222-4333-8444-555555555555";
    tutorial({ SUBSCRIPTION }, { outdir: file("cdktf.out") }).synth();
    mkdirSync(file("approved"));
    writeFileSync(file("approved/kubernetes.json"), "{}");
    writeFileSync(file("verified"), "# Workload identities, as they are\n");
    writeFileSync(file("status"), `${exitCode}`);

    // WHEN
    const { status, output } = step(pipeline, VERIFY);

    // THEN
    expect(status).toBe(exitCode);
    expect(log()).toEqual([
      `verify --cluster /subscriptions/${SUBSCRIPTION}/resourceGroups/myResourceGroup/providers/Microsoft.ContainerService/managedClusters/myAKSCluster --wait 10m --format md`,
    ]);
    if (pipeline === AZURE) expect(output).toContain(`uploadsummary]${file("verified.md")}`);
    expect(read(pipeline === GITHUB ? "summary.md" : "verified.md")).toBe(
      "# Workload identities, as they are\n",
    );
  });

  test("verifies nothing where there is a new cluster alone", () => {
    expect(step(pipeline, VERIFY).status).toBe(0);
    expect(log()).toEqual([]);
  });

  test("applies nothing without an approved review", () => {
    const { status, output } = step(pipeline, APPLY);
    expect(status).toBe(2);
    expect(output).toContain(`"approved/azure.json" cannot be read.`);
    expect(log()).not.toContain("azure apply");
  });
});

describe("the approved review on GitHub", () => {
  const FETCH = "Fetch the approved review";
  const env = {
    GITHUB_RUN_ID: "7",
    GITHUB_REPOSITORY: "o/r",
    GITHUB_SHA: "c",
    GITHUB_WORKFLOW: "w",
  };
  const gh = (head: string, run: string) =>
    command(
      "gh",
      `echo "$*" >> "$HERE/log"
case "$1 $2" in api*) echo ${head} ;; "run list") echo ${run} ;; esac`,
    );

  test("of a push is that of the pull request", () => {
    gh("abc", "42");
    expect(step(GITHUB, FETCH, { ...env, GITHUB_EVENT_NAME: "push" }).status).toBe(0);
    expect(log()[0]).toContain("api repos/o/r/commits/c/pulls");
    expect(log()[1]).toContain("--event pull_request --commit abc");
    expect(log()[2]).toBe("run download 42 --name approved --dir approved");
  });

  test("of a run by hand is its own", () => {
    gh("abc", "42");
    expect(step(GITHUB, FETCH, { ...env, GITHUB_EVENT_NAME: "workflow_dispatch" }).status).toBe(0);
    expect(log()).toEqual(["run download 7 --name approved --dir approved"]);
  });

  test("is missed where nobody has opened a pull request", () => {
    gh("", "");
    const { status, output } = step(GITHUB, FETCH, { ...env, GITHUB_EVENT_NAME: "push" });
    expect(status).toBe(1);
    expect(output).toContain("No pull request has a review of this commit.");
  });
});

describe("the approved review on Azure DevOps", () => {
  const FIND = "Find the approved review";
  const env = {
    BUILD_BUILDID: "7",
    BUILD_SOURCEVERSION: "c",
    BUILD_REPOSITORY_ID: "r",
    SYSTEM_ACCESSTOKEN: "token",
    SYSTEM_COLLECTIONURI: "https://dev.azure.com/o/",
    SYSTEM_TEAMPROJECTID: "p",
    SYSTEM_DEFINITIONID: "3",
  };
  const curl = (query: unknown, builds: unknown) =>
    command(
      "curl",
      `echo "$*" >> "$HERE/log"
case "$*" in *pullrequestquery*) cat > "$HERE/query"; echo '${JSON.stringify(query)}' ;; *) echo '${JSON.stringify(builds)}' ;; esac`,
    );

  test("of a merge is that of the pull request", () => {
    curl({ results: [{ c: [{ pullRequestId: 12 }] }] }, { value: [{ id: 42 }] });
    const { status, output } = step(AZURE, FIND, { ...env, BUILD_REASON: "IndividualCI" });
    expect({ status, output }).toEqual({
      status: 0,
      output: "##vso[task.setvariable variable=approvedRun]42\n",
    });
    expect(JSON.parse(read("query"))).toEqual({
      queries: [{ type: "lastMergeCommit", items: ["c"] }],
    });
    expect(log()[1]).toContain("branchName=refs/pull/12/merge");
    expect(log()[1]).toContain("$top=1");
  });

  test("of a run by hand is its own", () => {
    const { output } = step(AZURE, FIND, { ...env, BUILD_REASON: "Manual" });
    expect(output).toBe("##vso[task.setvariable variable=approvedRun]7\n");
  });

  test("is missed where nobody has opened a pull request", () => {
    curl({ results: [{}] }, { value: [] });
    const { status, output } = step(AZURE, FIND, { ...env, BUILD_REASON: "IndividualCI" });
    expect(status).toBe(1);
    expect(output).toContain("No pull request has a review of this commit.");
  });
});
