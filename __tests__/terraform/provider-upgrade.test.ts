import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "../cli/support/run";
import { IDENTITY_OF_CREDENTIAL } from "../support/bindings";
import { type AppliedStack, describeTerraform } from "../stand-in/terraform";
import { actionsIn, expectNoChanges, planOf, succeeded, Workplace } from "./support";

const CREDENTIAL = "azurerm_federated_identity_credential.cluster_federation_428FEDD9";

/** A state file, as far as a provider's version matters. */
interface StateFile {
  serial: number;
  readonly resources: readonly {
    readonly type: string;
    readonly instances: readonly { attributes: Record<string, unknown> }[];
  }[];
}

/** A state as azurerm 4.55 leaves it: the credential names its identity and its group, the cluster no provisioning. */
function asOf455(state: StateFile): StateFile {
  for (const { type, instances } of state.resources) {
    for (const { attributes } of instances) {
      if (type === "azurerm_kubernetes_cluster") delete attributes.node_provisioning_profile;
      if (type !== "azurerm_federated_identity_credential") continue;
      const [identity] = String(attributes.id).split("/federatedIdentityCredentials/");
      attributes.parent_id = identity;
      attributes.resource_group_name = identity.split("/")[4];
      delete attributes.user_assigned_identity_id;
    }
  }
  return { ...state, serial: state.serial + 1 };
}

describeTerraform("a state that azurerm 4.55 wrote", () => {
  let workplace: Workplace;
  let azure: AppliedStack;

  // GIVEN
  beforeEach(async () => {
    workplace = new Workplace();
    workplace.tutorial();
    azure = await workplace.open("azure");
    succeeded(await azure.apply());
    workplace.rewriteState("azure", (state) => asOf455(state as StateFile));
  });
  afterEach(() => workplace.close());

  test("plans nothing with this version of the provider: no credential is replaced", async () => {
    // WHEN
    const plan = await planOf(azure);

    // THEN
    expect(actionsIn(plan)).toEqual({});
    expect(plan.resource_changes.map(({ address }) => address)).toContain(CREDENTIAL);
  });

  test("is no change of access to the review", async () => {
    // WHEN
    const file = join(azure.directory, "raised.json");
    writeFileSync(file, JSON.stringify(await planOf(azure)));
    const { stdout } = await runCommand("review", "--json", "--no-out", "--plan", `azure=${file}`);

    // THEN
    expect(JSON.parse(stdout)).toMatchObject({ actions: [], accessChanges: [] });
  });

  test("holds what this version reads after the first apply", async () => {
    // WHEN
    succeeded(await azure.apply());

    // THEN
    const state = JSON.parse(workplace.stateOf("azure")) as StateFile;
    const [{ attributes }] = state.resources
      .filter(({ type }) => type === "azurerm_federated_identity_credential")
      .flatMap(({ instances }) => instances);
    expect(attributes[IDENTITY_OF_CREDENTIAL]).toMatch(/\/userAssignedIdentities\/[^/]+$/);
    await expectNoChanges(azure);
  });

  const replaced = IDENTITY_OF_CREDENTIAL === "parent_id" ? [] : [CREDENTIAL];
  const outcome = replaced.length > 0 ? "would replace the credential" : "plans nothing";
  test(`${outcome} when the first plan is made without a refresh`, async () => {
    // WHEN
    succeeded(await azure.plan("-refresh=false", "-out=blind.plan"));

    // THEN
    const actions = actionsIn(await azure.show("blind.plan"));
    const isReplaced = (action: string) => /delete/.test(action) && /create/.test(action);
    const found = Object.keys(actions).filter((address) => isReplaced(actions[address]));
    expect(found.filter((address) => address === CREDENTIAL)).toEqual(replaced);
  });
});
