import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { POD, STACK, withPod } from "./sample-stack";
import { AppliedStack, describeTerraform, openForApply } from "./terraform";

const SECRET = "a value that no file may hold";

interface ShownState {
  readonly values: {
    readonly outputs: { readonly vault: { readonly value: string } };
    readonly root_module: {
      readonly resources: { readonly type: string; readonly values: { [name: string]: unknown } }[];
    };
  };
}

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "stack-"));
});

afterEach(() => rmSync(directory, { recursive: true, force: true }));

function write(stack: object): void {
  writeFileSync(join(directory, "main.tf.json"), JSON.stringify(stack, null, 2));
}

describeTerraform("terraform with stand-in providers", () => {
  let stack: AppliedStack | undefined;

  afterEach(() => {
    stack?.close();
    stack = undefined;
  });

  async function opened(options: Parameters<typeof openForApply>[1] = {}): Promise<AppliedStack> {
    stack = await openForApply(directory, { variables: { secret: SECRET }, ...options });
    expect(await stack.init()).toMatchObject({ code: 0 });
    return stack;
  }

  test("a stack goes from init to destroy, and its second plan is empty", async () => {
    // GIVEN
    write(STACK);
    let identityStarted = () => {};
    const untilIdentityStarts = new Promise<void>((resolve) => (identityStarted = resolve));
    const stack = await opened({
      webhook: "from-1.6",
      applyMilliseconds: (typeName) => {
        if (typeName === "azurerm_user_assigned_identity") identityStarted();
        return typeName === "azurerm_key_vault" ? untilIdentityStarts : 0;
      },
    });

    // WHEN
    const validated = await stack.validate();
    const planned = await stack.plan("-out=first.plan");
    const applied = await stack.apply();
    const replanned = await stack.plan("-detailed-exitcode");

    // THEN
    expect(validated).toMatchObject({ code: 0, stderr: "" });
    expect(planned.stdout).toContain("Plan: 8 to add, 0 to change, 0 to destroy.");
    expect(applied).toMatchObject({ code: 0, stderr: "" });
    expect(replanned.stdout).toContain("No changes.");
    expect(replanned.code).toBe(0);

    const state = await stack.show<ShownState>();
    expect(state.values.outputs.vault.value).toBe("https://demo-vault.vault.azure.net/");

    const finished = (type: string) => stack.applied.find((c) => c.typeName === type)!.finished;
    const started = (type: string) => stack.applied.find((c) => c.typeName === type)!.started;
    expect(finished("azurerm_role_assignment")).toBeLessThan(started("time_sleep"));
    expect(finished("time_sleep")).toBeLessThan(started("azurerm_key_vault_secret"));
    expect(started("azurerm_user_assigned_identity")).toBeLessThan(finished("azurerm_key_vault"));

    // WHEN
    const destroyed = await stack.destroy();

    // THEN
    expect(destroyed.stdout).toContain("Destroy complete! Resources: 8 destroyed.");
    const deleted = stack.applied.filter(({ action }) => action === "delete");
    expect(deleted.map(({ typeName }) => typeName).pop()).toBe("azurerm_resource_group");
  });

  test("a write-only value reaches the provider and no file", async () => {
    // GIVEN
    write(STACK);
    const stack = await opened();

    // WHEN
    await stack.plan("-out=first.plan");
    expect(await stack.apply()).toMatchObject({ code: 0 });

    // THEN
    const change = stack.applied.find(({ typeName }) => typeName === "azurerm_key_vault_secret");
    expect(change).toMatchObject({ action: "create", name: "greeting", writeOnly: ["value_wo"] });
    expect(readFileSync(join(directory, "terraform.tfstate"), "utf8")).not.toContain(SECRET);
    expect(JSON.stringify(await stack.show("first.plan"))).not.toContain(SECRET);
  });

  test("the webhook rewrites a labelled pod with the client id of its service account", async () => {
    // GIVEN
    write(STACK);
    const stack = await opened({ webhook: "up-to-1.5" });

    // WHEN
    await stack.apply();

    // THEN
    const shown = await stack.show<ShownState>();
    const pod = shown.values.root_module.resources.find(({ type }) => type === "kubernetes_pod_v1");
    const identity = stack.applied.find(({ name, typeName }) => {
      return name === "reader" && typeName === "azurerm_user_assigned_identity";
    });
    const tokens = "/var/run/secrets/azure/tokens";
    expect(pod?.values.spec).toMatchObject([
      {
        container: [
          {
            env: [
              { name: "AZURE_CLIENT_ID", value: identity?.attributes.client_id },
              { name: "AZURE_TENANT_ID" },
              { name: "AZURE_FEDERATED_TOKEN_FILE", value: `${tokens}/azure-identity-token` },
              { name: "AZURE_AUTHORITY_HOST", value: "https://login.microsoftonline.com/" },
            ],
            volume_mount: [{ name: "azure-identity-token", mount_path: tokens, read_only: true }],
          },
        ],
        volume: [{ name: "azure-identity-token" }],
      },
    ]);
  });

  test("a labelled pod that ignores nothing is planned for replacement", async () => {
    // GIVEN
    write(withPod({ ...POD, depends_on: ["kubernetes_service_account_v1.reader"] }));
    const stack = await opened({ webhook: "from-1.6" });

    // WHEN
    await stack.apply();
    const replanned = await stack.plan("-detailed-exitcode");

    // THEN
    expect(replanned.code).toBe(2);
    expect(replanned.stdout).toContain("# kubernetes_pod_v1.reader must be replaced");
  });

  test("a changed name replaces, a changed tag updates, and an unlabelled pod stays", async () => {
    // GIVEN
    write(withPod({ ...POD, metadata: { name: "reader" } }));
    const stack = await opened({ webhook: "from-1.6" });
    await stack.apply();

    // WHEN
    const changed = structuredClone(withPod({ ...POD, metadata: { name: "reader" } }));
    changed.resource.azurerm_user_assigned_identity.reader.name = "writer";
    Object.assign(changed.resource.azurerm_key_vault.vault, { tags: { team: "a" } });
    write(changed);
    const replanned = await stack.plan();

    // THEN
    expect(replanned.stdout).toContain("azurerm_user_assigned_identity.reader must be replaced");
    expect(replanned.stdout).toContain("azurerm_key_vault.vault will be updated in-place");
    expect(replanned.stdout).not.toContain("# kubernetes_pod_v1.reader");
  });

  test("an answer replaces what a data source would report", async () => {
    // GIVEN
    write({
      provider: { azurerm: [{ features: [{}] }] },
      data: {
        azurerm_kubernetes_cluster: { it: { name: "demo", resource_group_name: "demo" } },
      },
      output: {
        issuer: { value: "${data.azurerm_kubernetes_cluster.it.oidc_issuer_url}" },
        ca: {
          sensitive: true,
          value:
            "${base64decode(data.azurerm_kubernetes_cluster.it.kube_config[0].cluster_ca_certificate)}",
        },
      },
    });

    // WHEN
    await (await opened()).apply();
    const usual = await stack!.show<{ values: { outputs: object } }>();
    stack!.close();
    const off = { azurerm_kubernetes_cluster: () => ({ oidc_issuer_enabled: false }) };
    await (await opened({ answers: off })).apply();
    const answered = await stack!.show<{ values: { outputs: object } }>();

    // THEN
    expect(usual.values.outputs).toMatchObject({
      issuer: {
        value: expect.stringMatching(/^https:\/\/eastus\.oic\.prod-aks\.azure\.com\/.+\/$/),
      },
      ca: { value: expect.stringContaining("-----BEGIN CERTIFICATE-----") },
    });
    expect(answered.values.outputs).toMatchObject({ issuer: { value: "" } });
  });

  test("an unknown argument fails validate by its name", async () => {
    // GIVEN
    write(withPod({ ...POD, spec: { ...POD.spec, service_acount_name: "typo" } }));

    // WHEN
    const validated = await (await opened()).validate();

    // THEN
    expect(validated.code).toBe(1);
    expect(validated.stderr).toContain('No argument or block type is named "service_acount_name"');
  });
});
