import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, LocalBackend } from "cdktf";
import { AccessCheck, KeyVaultAccess, ResourceGroup } from "../../constructs";
import { accessCheckScript } from "../../constructs/access-check/access-check-script";
import { tutorial } from "../../main";
import { type AppliedStack, describeTerraform, openForApply } from "../stand-in/terraform";
import { newServiceAccount } from "../support/fixtures";
import { TestStack } from "../support/synth";

let folder: string;
let open: AppliedStack[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "check-"));
  open = [];
});

afterEach(() => {
  open.forEach((stack) => stack.close());
  rmSync(folder, { recursive: true, force: true });
});

const outdir = () => join(folder, "cdktf.out");

/** Opens a synthesized stack; what it applies takes some time, so that its order can be seen. */
async function opened(name: string): Promise<AppliedStack> {
  const stack = await openForApply(join(outdir(), "stacks", name), {
    applyMilliseconds: 20,
    existing: { namespaces: ["shop"] },
  });
  open.push(stack);
  expect(await stack.init()).toMatchObject({ code: 0 });
  return stack;
}

async function apply(stack: AppliedStack): Promise<void> {
  expect(await stack.apply()).toMatchObject({ code: 0, stderr: "" });
}

async function expectNoChanges(stack: AppliedStack): Promise<void> {
  const { code, stdout } = await stack.plan("-detailed-exitcode");
  expect(stdout).toContain("No changes.");
  expect(code).toBe(0);
}

/** The only change of a type. */
function changeOf(stack: AppliedStack, type: string) {
  const changes = stack.applied.filter(({ typeName }) => typeName === type);
  expect(changes).toHaveLength(1);
  return changes[0];
}

/** The access check of shop/orders with everything it needs in one stack. */
function synthOneStack({ version = 1, role = "Reader" } = {}): void {
  const app = new App({ outdir: outdir(), stackTraces: false });
  const stack = new TestStack(app, "all");
  new LocalBackend(stack, { path: join(folder, "all.tfstate") });
  const serviceAccount = newServiceAccount(stack);
  const resourceGroup = stack.node.findChild("group") as ResourceGroup;
  const vault = new KeyVaultAccess(stack, "vault", { resourceGroup });
  const secret = vault.addSecret("password", { unsafeDefaultValue: "x", version });
  new AccessCheck(stack, "check", { serviceAccount, secret });
  secret.grantRead(serviceAccount.identity);
  serviceAccount.identity.identity.grant({ role, scope: resourceGroup });
  app.synth();
}

describeTerraform("an access check in one stack", () => {
  test("comes after the waits of trust and grants, after the secret, and last", async () => {
    // GIVEN
    synthOneStack();
    const stack = await opened("all");

    // WHEN
    const validated = await stack.validate();
    await apply(stack);

    // THEN
    expect(validated).toMatchObject({ code: 0, stderr: "" });
    const check = changeOf(stack, "kubernetes_job_v1");
    const before = stack.applied.filter((change) => change !== check);
    expect(before.filter(({ typeName }) => typeName === "time_sleep")).toHaveLength(3);
    expect(before.map(({ typeName }) => typeName)).toEqual(
      expect.arrayContaining(["azurerm_federated_identity_credential", "azurerm_key_vault_secret"]),
    );
    for (const { finished } of before) expect(finished).toBeLessThan(check.started);
    expect(JSON.stringify(check.attributes)).toContain(JSON.stringify(accessCheckScript()));
    await expectNoChanges(stack);
  });

  test.each([
    ["the secret has a new version", { version: 2 }],
    ["the identity has another role", { role: "Contributor" }],
  ])("runs again when %s, and then no more", async (_what, change) => {
    // GIVEN
    synthOneStack();
    const stack = await opened("all");
    await apply(stack);

    // WHEN
    synthOneStack(change);
    const planned = await stack.plan();
    await apply(stack);

    // THEN
    expect(planned.stdout).toMatch(/kubernetes_job_v1\.check (must|will) be replaced/);
    await expectNoChanges(stack);
  });
});

describeTerraform("the access check of the app", () => {
  const synthTutorial = (env: Record<string, string> = {}) =>
    tutorial(env, { outdir: outdir() }).synth();

  test("is in the Kubernetes stack, after its service account, and runs once", async () => {
    // GIVEN
    synthTutorial();
    const azure = await opened("azure");
    const kubernetes = await opened("kubernetes");

    // WHEN
    await apply(azure);
    await apply(kubernetes);

    // THEN
    const typesOf = (stack: AppliedStack) => stack.applied.map(({ typeName }) => typeName);
    expect(typesOf(azure)).not.toContain("kubernetes_job_v1");
    expect(changeOf(kubernetes, "kubernetes_job_v1").started).toBeGreaterThan(
      changeOf(kubernetes, "kubernetes_service_account_v1").finished,
    );
    await expectNoChanges(azure);
    await expectNoChanges(kubernetes);
  });

  test("is replaced when the secret has a new version, and when the identity is a new one", async () => {
    // GIVEN
    synthTutorial();
    const azure = await opened("azure");
    const kubernetes = await opened("kubernetes");
    await apply(azure);
    await apply(kubernetes);

    const changes: Record<string, string>[] = [
      { KEYVAULT_SECRET_VERSION: "2" },
      { KEYVAULT_SECRET_VERSION: "2", USER_ASSIGNED_IDENTITY_NAME: "another" },
    ];
    for (const env of changes) {
      // WHEN
      synthTutorial(env);
      await apply(azure);
      const planned = await kubernetes.plan();
      await apply(kubernetes);

      // THEN
      expect(planned.stdout).toMatch(/kubernetes_job_v1\.access-check (must|will) be replaced/);
      await expectNoChanges(kubernetes);
    }
  });

  test("leaves nothing behind when it is turned off", async () => {
    // GIVEN
    synthTutorial();
    const azure = await opened("azure");
    const kubernetes = await opened("kubernetes");
    await apply(azure);
    await apply(kubernetes);

    // WHEN
    synthTutorial({ ACCESS_CHECK: "false" });
    const resources = ["kubernetes_job_v1"];
    const without = await openForApply(kubernetes.directory, { also: { resources } });
    open.push(without);
    const planned = await without.plan();

    // THEN
    expect(planned.stdout).toContain("kubernetes_job_v1.access-check will be destroyed");
    expect(planned.stdout).toContain("Plan: 0 to add, 0 to change, 2 to destroy.");
  });
});
