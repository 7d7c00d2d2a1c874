import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { App, TerraformStack } from "cdktf";
import { KeyVaultAccess, ProviderVersion, Synthesis } from "../../../constructs";
import { newGroup } from "../../support/fixtures";
import { synthApp, type TestStack, warningsOf } from "../../support/synth";

const ASKED = "terraform.required_providers.azurerm.version";
const VAULT_ID =
  "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/orders";

const warningOf = (asked: string) =>
  `The stack asks for azurerm ${asked}, which manages vaults by a version of Azure's API that retires on 27 February 2027 (https://learn.microsoft.com/azure/key-vault/general/migrate-api-version): from then on Azure takes only those that azurerm has from 4.81.0 on. Ask for that version with \`ProviderVersion.raiseTo(azurerm, "4.81.0")\`: it takes what these bindings write, and a state needs no change.`;

/** The warnings of a stack that asks for a version of azurerm. */
const warnings = (asked: string | undefined, build: (stack: TestStack) => unknown) =>
  warningsOf((stack) => {
    if (asked !== undefined) stack.addOverride(ASKED, asked);
    build(stack);
  });

const newVault = (stack: TestStack) =>
  new KeyVaultAccess(stack, "vault", { resourceGroup: newGroup(stack) });

const MAKERS: Record<string, (stack: TestStack) => unknown> = {
  "a vault": newVault,
  "a vault that is looked up": (stack) =>
    KeyVaultAccess.fromVaultName(stack, "vault", { vaultName: "orders", resourceGroupName: "rg" }),
  "a secret of a vault of which only the id is known": (stack) =>
    KeyVaultAccess.fromVaultAttributes(stack, "vault", { vaultId: VAULT_ID }).addSecret("token"),
};

describe.each(Object.entries(MAKERS))("a stack with %s", (_what, build) => {
  test("is warned of where it asks for an azurerm below 4.81", () => {
    expect(warnings("4.55.0", build)).toEqual([warningOf("4.55.0")]);
    expect(warnings("~> 4.80.0", build)).toEqual([warningOf("~> 4.80.0")]);
  });

  test("is not where it asks for 4.81 or a later version, or may get one", () => {
    for (const asked of [undefined, "4.81.0", "~> 4.81", ">= 4.55", "5.10.0"]) {
      expect(warnings(asked, build)).toEqual([]);
    }
  });
});

test("a vault of which only the id is known is not warned of: azurerm asks nothing of it", () => {
  expect(
    warnings("4.55.0", (stack) => {
      const vault = KeyVaultAccess.fromVaultAttributes(stack, "vault", { vaultId: VAULT_ID });
      vault.key("signing");
      vault.certificate("tls");
    }),
  ).toEqual([]);
});

test("another provider of that name is none that is known", () => {
  expect(
    warnings("1.0.0", (stack) => {
      stack.addOverride("terraform.required_providers.azurerm.source", "example/azurerm");
      newVault(stack);
    }),
  ).toEqual([]);
});

describe("the version that the stack asks for", () => {
  /** The warnings of all stacks of an app, each with a vault that is looked up. */
  function warned(ask: (provider: AzurermProvider, stack: TerraformStack) => void): string[] {
    const apps: App[] = [];
    synthApp((outdir) => {
      const app = new App({ outdir, stackTraces: false });
      for (const id of ["one", "two"]) {
        const stack = new TerraformStack(app, id);
        const provider = new AzurermProvider(stack, "azurerm", { features: [{}] });
        for (const vaultName of ["orders", "billing"]) {
          KeyVaultAccess.fromVaultName(stack, vaultName, { vaultName, resourceGroupName: "rg" });
        }
        ask(provider, stack);
      }
      apps.push(app);
      return app;
    });
    return Object.values(apps[0].manifest.stacks).flatMap(({ name, annotations }) =>
      annotations.map(({ message }) => `${name}: ${message}`),
    );
  }

  test("is that of the bindings, unless it is raised", () => {
    // GIVEN
    const versions = new Set<string | undefined>();
    const found = warned(({ terraformGeneratorMetadata: made }) =>
      versions.add(made?.providerVersion),
    );
    const [version] = versions;

    // THEN
    const old = version === "4.55.0";
    expect(found).toEqual(old ? ["one", "two"].map((id) => `${id}: ${warningOf("4.55.0")}`) : []);
    expect(warned((provider) => ProviderVersion.raiseTo(provider, "4.81.0"))).toEqual([]);
  });

  test("is said once for each stack, whatever is in it and however often it is validated", () => {
    const apps: App[] = [];
    synthApp((outdir) => {
      const app = new App({ outdir, stackTraces: false });
      const stack = new TerraformStack(app, "one");
      new AzurermProvider(stack, "azurerm", { features: [{}] });
      stack.addOverride(ASKED, "4.55.0");
      for (const vaultName of ["orders", "billing"]) {
        KeyVaultAccess.fromVaultName(stack, vaultName, { vaultName, resourceGroupName: "rg" });
      }
      Synthesis.allOrNothing(app);
      apps.push(app);
      return app;
    });
    expect(apps[0].manifest.stacks.one.annotations.map(({ message }) => message)).toEqual([
      warningOf("4.55.0"),
    ]);
  });
});
