import { IDENTITY_OF_CREDENTIAL } from "../support/bindings";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { runTerraform } from "../stand-in/binary";
import { type AppliedStack, describeTerraform, openForApply } from "../stand-in/terraform";
import { changeOf, expectInOrder, expectNoChanges, hasRole, succeeded } from "./support";

const EXAMPLE = join(__dirname, "..", "..", "examples", "addons.ts");

/** Where cdktf would keep it beside the program. */
function keepStateIn(folder: string): void {
  const file = join(folder, "cdk.tf.json");
  const stack = JSON.parse(readFileSync(file, "utf8")) as { terraform: { backend: object } };
  stack.terraform.backend = { local: { path: join(folder, "terraform.tfstate") } };
  writeFileSync(file, JSON.stringify(stack));
}

describeTerraform("the example of add-ons", () => {
  let root: string;
  let platform: AppliedStack;
  let validated: string;
  const outputs: Record<string, string> = {};

  // Applied once: it has every add-on.
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), "addons-"));
    process.env.CDKTF_OUTDIR = root;
    try {
      jest.isolateModules(() => {
        // eslint-disable-next-line @typescript-eslint/no-require-imports
        require(EXAMPLE);
      });
    } finally {
      delete process.env.CDKTF_OUTDIR;
    }
    const folder = join(root, "stacks", "platform");
    keepStateIn(folder);
    platform = await openForApply(folder, { applyMilliseconds: 25 });
    succeeded(await platform.init());
    validated = succeeded(await platform.validate());
    succeeded(await platform.apply());
    const { directory, env } = platform;
    const options = { directory, env, timeoutMilliseconds: 60_000 };
    const shown = succeeded(await runTerraform(["output", "-json"], options));
    for (const [name, { value }] of Object.entries(
      JSON.parse(shown) as Record<string, { value: string }>,
    )) {
      outputs[name] = value;
    }
  });

  afterAll(() => {
    platform.close();
    rmSync(root, { recursive: true, force: true });
  });

  test("is valid, is applied, and plans empty after", async () => {
    expect(validated).toContain("The configuration is valid.");
    await expectNoChanges(platform);
  });

  test("gives values as YAML in which the label is text and the client id is known", () => {
    expect(outputs["external-dns-values"]).toContain('"azure.workload.identity/use": "true"');
    expect(parse(outputs["external-dns-values"])).toEqual({
      podAnnotations: {
        "cdktf-aks-workload-identity/client-id": expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
      podLabels: { "azure.workload.identity/use": "true" },
      provider: { name: "azure" },
      serviceAccount: {
        annotations: {
          "azure.workload.identity/client-id": expect.stringMatching(/^[0-9a-f-]{36}$/),
          "azure.workload.identity/tenant-id": expect.stringMatching(/^[0-9a-f-]{36}$/),
        },
        create: true,
        name: "external-dns",
      },
    });
    expect(parse(outputs["keda-values"])).toMatchObject({
      podIdentity: { azureWorkload: { enabled: true } },
    });
    expect(parse(outputs["loki-values"])).toMatchObject({
      loki: {
        storage: {
          type: "azure",
          azure: { accountName: "platformtelemetry", useFederatedToken: true },
        },
      },
    });
  });

  test("gives snippets with the names that are in the ids of scopes", () => {
    const file = parse(outputs["external-dns-file"]) as { data: { "azure.json": string } };
    expect(JSON.parse(file.data["azure.json"])).toEqual({
      tenantId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      subscriptionId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      resourceGroup: "platform",
      useWorkloadIdentityExtension: true,
    });
    expect(parse(outputs["velero-location"])).toMatchObject({
      configuration: {
        backupStorageLocation: [
          {
            bucket: "velero",
            config: {
              useAAD: "true",
              storageAccount: "platformbackups",
              storageAccountURI: "https://platformbackups.blob.core.windows.net",
              resourceGroup: "platform",
            },
          },
        ],
      },
    });
    expect(outputs.issuer).toContain('hostedZoneName: "example.com"');
  });

  test("installs the extension after trusts and roles work", () => {
    const extension = changeOf(platform, "create", "azurerm_kubernetes_cluster_extension");
    expect(extension.attributes.configuration_settings).toEqual({
      "workloadIdentity.enable": "true",
      "workloadIdentity.azureClientId": expect.stringMatching(/^[0-9a-f-]{36}$/),
      "workloadIdentity.azureTenantId": expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    const trust = changeOf(
      platform,
      "create",
      "azurerm_federated_identity_credential",
      ({ subject, [IDENTITY_OF_CREDENTIAL]: parent }) =>
        subject === "system:serviceaccount:flux-system:kustomize-controller" &&
        String(parent).endsWith("flux-extension"),
    );
    expectInOrder(trust, extension);
    const role = changeOf(
      platform,
      "create",
      "azurerm_role_assignment",
      hasRole("AppGw for Containers Configuration Manager"),
    );
    expect(role.attributes.scope).toMatch(/resourceGroups\/MC_platform_platform_westeurope$/);
  });
});
