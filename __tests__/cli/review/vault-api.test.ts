import { reviewOf } from "../../../cli/review/review";
import { readSynthesized } from "../../../cli/terraform/read/synthesized";
import { comes, found, review, stays, type Written } from "../support/written-plan";

const AZURERM = "registry.terraform.io/hashicorp/azurerm";
const VAULT = { "azurerm_key_vault.main": stays({ name: "shop" }) };

/** What a plan asks of azurerm, by the key of the provider. */
const asking = (version_constraint: string | undefined, full_name = AZURERM) => ({
  azurerm: { name: "azurerm", full_name, version_constraint },
});

/** Both risks that a plan has. */
function risksOf(changes: Record<string, Written>, providers: Record<string, unknown>): string[] {
  const result = review(changes, { providers });
  return ["vault-api-retires", "vault-api-may-retire"].flatMap((id) =>
    found(result, id).map((finding) => `${id}: ${finding}`),
  );
}

describe("a plan of a stack with vaults", () => {
  test.each(["4.55.0", "~> 4.80.0", "< 4.81", "3.117.1"])(
    "that asks for azurerm %s is told of the day on which it ends",
    (version) => {
      expect(risksOf(VAULT, asking(version))).toEqual([
        `vault-api-retires: provider.azurerm: asks for ${version}, with azurerm_key_vault.main`,
      ]);
    },
  );

  test.each(["~> 4.0", ">= 3.0", "~> 4.55"])("that lets in azurerm %s may be", (version) => {
    expect(risksOf(VAULT, asking(version))).toEqual([
      `vault-api-may-retire: provider.azurerm: lets in ${version}, with azurerm_key_vault.main`,
    ]);
  });

  test.each(["4.81.0", "~> 4.81", ">= 4.81.0", "~> 5.0", "soon", undefined])(
    "that asks for azurerm %s is not",
    (version) => {
      expect(risksOf(VAULT, asking(version))).toEqual([]);
    },
  );

  test("is told what to do, and when", () => {
    const { risks } = review(VAULT, { providers: asking("4.55.0") });
    expect(risks.find(({ id }) => id === "vault-api-retires")).toMatchObject({
      severity: "medium",
      standing: true,
      about:
        "a stack with vaults asks for an azurerm that cannot manage them from 27 February 2027 on",
      reason:
        "Azure's API versions for vaults before 2026-02-01 retire on that day, and azurerm has 2026-02-01 from 4.81.0 on: ask for that version in required_providers, with this library by ProviderVersion.raiseTo.",
    });
    const open = review(VAULT, { providers: asking("~> 4.0") }).risks;
    expect(open.find(({ id }) => id === "vault-api-may-retire")).toMatchObject({
      severity: "low",
      about:
        "a stack with vaults lets in an azurerm that cannot manage them from 27 February 2027 on",
      reason:
        "Azure's API versions for vaults before 2026-02-01 retire on that day, and azurerm has 2026-02-01 from 4.81.0 on. Which version runs is in the lock file, .terraform.lock.hcl: raise it there, or let in none below.",
    });
  });

  test("brings it with its first vault, and leaves it behind with the last", () => {
    const first = review(
      { "azurerm_key_vault.main": comes({ name: "shop" }) },
      {
        providers: asking("4.55.0"),
      },
    );
    expect(first.risks.find(({ id }) => id === "vault-api-retires")?.standing).toBe(false);
    expect(
      risksOf({ "azurerm_key_vault.main": { before: { name: "shop" } } }, asking("4.55.0")),
    ).toEqual([]);
  });

  test("has what all its modules ask for, as Terraform does", () => {
    const providers = {
      ...asking("~> 4.0"),
      "module.vaults:azurerm": {
        name: "azurerm",
        full_name: AZURERM,
        version_constraint: ">= 4.81",
      },
    };
    expect(risksOf(VAULT, providers)).toEqual([]);
    providers["module.vaults:azurerm"].version_constraint = "< 4.60";
    expect(risksOf(VAULT, providers)).toEqual([
      "vault-api-retires: provider.azurerm: asks for ~> 4.0, < 4.60, with azurerm_key_vault.main",
    ]);
  });

  test("is known by what azurerm looks a vault up for, in modules and of any kind", () => {
    const changes = {
      "module.a.azurerm_key_vault_key.signing": stays({ name: "signing" }),
      "azurerm_key_vault_certificate.tls": comes({ name: "tls" }),
      "data.azurerm_key_vault_secret.token": comes({ name: "token" }),
    };
    expect(risksOf(changes, asking("4.55.0"))).toEqual([
      "vault-api-retires: provider.azurerm: asks for 4.55.0, with module.a.azurerm_key_vault_key.signing, azurerm_key_vault_certificate.tls, data.azurerm_key_vault_secret.token",
    ]);
  });

  test("is known of OpenTofu's registry too", () => {
    const [finding] = risksOf(VAULT, asking("4.55.0", "registry.opentofu.org/hashicorp/azurerm"));
    expect(finding).toMatch(/^vault-api-retires: /);
  });
});

test("nothing is said of other resources, of managed HSMs, and of another provider of that name", () => {
  const group = { "azurerm_resource_group.main": stays({ name: "shop" }) };
  expect(risksOf(group, asking("4.55.0"))).toEqual([]);
  const hsm = "azurerm_key_vault_managed_hardware_security_module";
  expect(risksOf({ [`${hsm}.main`]: stays({ name: "shop" }) }, asking("4.55.0"))).toEqual([]);
  expect(risksOf(VAULT, asking("1.0.0", "registry.terraform.io/example/azurerm"))).toEqual([]);
});

describe("a synthesized stack with a vault", () => {
  const risks = (required: object, type = "azurerm_key_vault") =>
    reviewOf(
      [
        readSynthesized("shop", {
          terraform: { required_providers: JSON.parse(JSON.stringify(required)) },
          resource: { [type]: { main: { name: "shop" } } },
        }),
      ],
      [],
    ).review.risks.flatMap(({ id, findings }) =>
      id.startsWith("vault-api") ? findings.map(({ detail }) => `${id}: ${detail}`) : [],
    );

  test.each([
    ["azurerm", "azurerm"],
    ["azurerm", "hashicorp/azurerm"],
    ["azurerm", "registry.terraform.io/hashicorp/azurerm"],
    ["azure", "hashicorp/azurerm"],
    ["azurerm", undefined],
  ])("that calls %s %s is told of it", (name, source) => {
    expect(risks({ [name]: { source, version: "4.55.0" } })).toEqual([
      "vault-api-retires: asks for 4.55.0, with azurerm_key_vault.main",
    ]);
    expect(risks({ [name]: { source, version: "4.81.0" } })).toEqual([]);
  });

  test("is told of it for a key too, and of nothing where it asks for no version", () => {
    expect(risks({ azurerm: { version: "~> 4.0" } }, "azurerm_key_vault_key")).toEqual([
      "vault-api-may-retire: lets in ~> 4.0, with azurerm_key_vault_key.main",
    ]);
    expect(risks({ azurerm: { source: "hashicorp/azurerm" } })).toEqual([]);
    expect(risks({})).toEqual([]);
  });
});
