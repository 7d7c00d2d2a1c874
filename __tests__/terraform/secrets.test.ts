import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as plans from "../stand-in/plan";
import { type AppliedStack, describeTerraform } from "../stand-in/terraform";
import { actionsIn, changeOf, expectNoChanges, planOf, succeeded, Workplace } from "./support";
import { unzip } from "./zip";

const SECRET = "recognisable-7f3a91";
const VAULT = "shop-vault";

describeTerraform("the value of the secret", () => {
  let workplace: Workplace;

  beforeEach(() => {
    workplace = new Workplace();
    workplace.tutorial({ KEYVAULT_NAME: VAULT });
  });

  afterEach(() => {
    workplace.close();
    jest.restoreAllMocks();
  });

  function opened(name: string, value = SECRET): Promise<AppliedStack> {
    return workplace.open(name, { variables: { keyvault_secret_value: value } });
  }

  test("it reaches the provider, as a write-only argument", async () => {
    // GIVEN
    const asked = jest.spyOn(plans, "writeOnlyGiven");
    const azure = await opened("azure");

    // WHEN
    succeeded(await azure.apply());

    // THEN
    const given = asked.mock.calls.map(([, config]) => config?.value_wo).filter(Boolean);
    expect(given).toEqual([SECRET]);
    const secret = changeOf(azure, "create", "azurerm_key_vault_secret");
    expect(secret.writeOnly).toEqual(["value_wo"]);
    expect(secret.attributes).toMatchObject({ value: null, value_wo: null, value_wo_version: 1 });
  });

  test("it is in no plan, in no state, in no other file and in nothing that terraform prints", async () => {
    // GIVEN
    const seen: Record<string, string> = {};
    const run = async (name: string) => {
      const stack = await opened(name);
      const planned = await stack.plan("-out=first.plan");
      seen[`${name} plan as JSON`] = JSON.stringify(await stack.show("first.plan"));
      const archive = unzip(readFileSync(join(stack.directory, "first.plan")));
      for (const [file, text] of Object.entries(archive)) seen[`${name} plan: ${file}`] = text;
      const applied = await stack.apply("first.plan");
      seen[`${name} output`] = [planned, applied].map((r) => succeeded(r) + r.stderr).join();
    };

    // WHEN
    await run("azure");
    await run("kubernetes");
    Object.assign(seen, workplace.files());

    // THEN
    const holdersOf = (text: string) => Object.keys(seen).filter((key) => seen[key].includes(text));
    expect(holdersOf(SECRET)).toEqual([]);
    // What is no secret is found wherever it has to be.
    const everywhere = ["azure", "kubernetes"].flatMap((name) => [
      `${name} plan as JSON`,
      `${name} plan: tfplan`,
      `${name} output`,
      `terraform.${name}.tfstate`,
    ]);
    expect(holdersOf(VAULT)).toEqual(expect.arrayContaining(everywhere));
  });

  test("terraform refuses it in an argument that is stored", async () => {
    // GIVEN
    workplace.edit("azure", "azurerm_key_vault_secret", (secret) => {
      secret.value = secret.value_wo;
      delete secret.value_wo;
      delete secret.value_wo_version;
    });

    // WHEN
    const planned = await (await opened("azure")).plan();

    // THEN
    expect(planned.code).toBe(1);
    expect(planned.stderr).toMatch(
      /Error: (Invalid use of ephemeral value|Ephemeral value used in non-ephemeral context)/,
    );
  });

  test("a new value is written with a new version, and only then", async () => {
    // GIVEN
    const azure = await opened("azure");
    succeeded(await azure.apply());

    // WHEN
    const same = await opened("azure", "another-value");
    await expectNoChanges(same);
    workplace.tutorial({ KEYVAULT_NAME: VAULT, KEYVAULT_SECRET_VERSION: "2" });
    const asked = jest.spyOn(plans, "writeOnlyGiven");
    const plan = await planOf(same);
    succeeded(await same.apply("next.plan"));

    // THEN
    expect(actionsIn(plan)).toEqual({
      "azurerm_key_vault_secret.vault_secrets_my-secret_9F0E1A35": "update",
    });
    expect(asked.mock.results.map(({ value }) => value)).toEqual([["value_wo"]]);
    expect(asked.mock.calls[0][1]).toMatchObject({ value_wo: "another-value" });
  });
});
