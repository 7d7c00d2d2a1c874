import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { join } from "node:path";
import type { App } from "cdktf";
import { Shop } from "../terraform/shop";
import { Deployment } from "./deployment";
import { Lab } from "./lab";
import { describeReal } from "./parts";
import { eventually, ownersOfPods } from "./pods";

const CLI = join(__dirname, "..", "..", "cli", "bin", "aks-workload-identity.js");

/** What the simulator says of roles. */
interface State {
  readonly roleAssignments: readonly { readonly id: string }[];
}

/** What is broken, how, what verify finds of it, and how it is mended. */
interface Fault {
  readonly finding: string;
  readonly fix: "kubectl" | "run the app again";
  plant(): void | Promise<void>;
}

describeReal("a whole stack, and the faults that the tool finds in it", () => {
  let lab: Lab;
  let deployment: Deployment;

  // GIVEN an Azure in which roles and trusts take effect late, and waits that are as long
  beforeAll(async () => {
    lab = await Lab.start("--rbac-delay", "20s", "--fic-delay", "20s");
    deployment = new Deployment(lab, "one-stack", { waits: "25s" });
  });

  afterAll(() => lab.stop());

  const write = () =>
    deployment.synth((app: App) => void new Shop(app, { command: ["node", "--eval", ""] }));

  test("comes with one apply, and plans empty", async () => {
    // WHEN
    write();
    await deployment.apply();

    // THEN
    await eventually(
      () => ownersOfPods(lab, "default"),
      (owners) => owners.join() === "import,site,trial",
    );
  });

  /** What the tool says of the cluster, with what the app expects of it. */
  function verify(): SpawnSyncReturns<string> {
    const group = `/subscriptions/${lab.subscription}/resourceGroups/shop`;
    const cluster = `${group}/providers/Microsoft.ContainerService/managedClusters/shop`;
    const args = ["verify", "--out", deployment.outdir, "--cluster", cluster];
    return spawnSync(process.execPath, [CLI, ...args], { env: lab.nodeEnv, encoding: "utf8" });
  }

  /** Runs the commands of kubectl that the findings have for their fixes, without the words that follow. */
  function runFixes(printed: string): void {
    const commands = printed.match(/^ +(?:fix: +)?kubectl .*$/gm) ?? [];
    expect(commands).not.toEqual([]);
    for (const command of commands) lab.shell(command.replace(/^ +(fix: +)?|, and .*$/g, ""));
  }

  test("is verified: all of it works", () => {
    const { status, stdout, stderr } = verify();
    expect({ status, stdout: status === 0 ? "" : stdout + stderr }).toEqual({
      status: 0,
      stdout: "",
    });
  });

  const patchSite = (template: object) =>
    lab.kubectl(["patch", "deployment/site", "--patch", JSON.stringify({ spec: { template } })]);

  test.each<[string, () => Fault]>([
    [
      "the label of the pods is gone",
      () => ({
        finding: "label-missing",
        fix: "kubectl",
        plant: () =>
          void patchSite({ metadata: { labels: { "azure.workload.identity/use": null } } }),
      }),
    ],
    [
      "the client id on the account is another one",
      () => ({
        finding: "annotation-other",
        fix: "kubectl",
        plant: () =>
          void lab.kubectl([
            ...["annotate", "serviceaccount", "web", "--overwrite"],
            "azure.workload.identity/client-id=11111111-2222-4333-8444-555555555555",
          ]),
      }),
    ],
    [
      "a role is gone",
      () => ({
        finding: "role-missing",
        plant: async () => {
          const { roleAssignments } = await lab.state<State>();
          const ofSecret = roleAssignments.filter(({ id }) => id.includes("/secrets/api-key/"));
          for (const { id } of ofSecret) lab.deleteInAzure(id, "2022-04-01");
        },
        fix: "run the app again",
      }),
    ],
    [
      "the credential has another subject",
      () => ({
        finding: "subject-differs",
        plant: async () => {
          deployment.edit("shop", "azurerm_federated_identity_credential", (credential) => {
            const text = String(credential.subject);
            if (text.endsWith(":web")) credential.subject = text.replace(/web$/, "wbe");
          });
          await deployment.plan("shop");
          await deployment.applyPlan("shop");
          write();
        },
        fix: "run the app again",
      }),
    ],
  ])("is verified: where %s it is found, and works after its fix", async (_what, fault) => {
    // GIVEN
    const { finding, fix, plant } = fault();
    await plant();

    // WHEN
    const found = verify();

    // THEN
    expect(found.stdout).toContain(`FAIL ${finding}:`);
    expect(found.status).toBe(1);

    // WHEN
    if (fix === "kubectl") {
      runFixes(found.stdout);
      await eventually(verify, ({ stdout }) => !stdout.includes(`FAIL ${finding}:`));
    }
    // Whatever is deleted to be made again, the app makes again.
    await deployment.apply();

    // THEN
    const last = await eventually(verify, ({ status }) => status === 0).catch(verify);
    expect(last.stdout).not.toContain("FAIL");
    expect(last.status).toBe(0);
  });

  test("is destroyed", async () => {
    await deployment.destroy();
  });
});
