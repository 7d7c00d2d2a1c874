import { basename } from "node:path";
import { Deployment } from "./deployment";
import { Lab } from "./lab";
import { describeReal, versionOf } from "./parts";
import { clientsOf } from "./pods";

const SECRET = `Planted-${process.pid}-7f3a91`;
const POD = "sample-workload-identity-key-vault";
const CHECK = "workload-identity-sa-access-check";
const CLUSTER = "azurerm_kubernetes_cluster.cluster";

/** The tutorial's cluster as the simulator has it. */
interface State {
  readonly resources: readonly {
    readonly id: string;
    readonly type: string;
    readonly properties: {
      readonly oidcIssuerProfile: { readonly issuerURL: string };
      readonly securityProfile?: { readonly workloadIdentity?: { readonly enabled: boolean } };
    };
  }[];
}

describeReal("the tutorial", () => {
  let lab: Lab;
  let deployment: Deployment;

  // GIVEN an Azure in which roles take effect after three minutes, and trusts after twenty seconds, and a strict namespace
  beforeAll(async () => {
    lab = await Lab.start("--rbac-delay", "180s", "--fic-delay", "20s");
    lab.kubectl(["label", "namespace", "default", "pod-security.kubernetes.io/enforce=restricted"]);
    deployment = new Deployment(lab, "tutorial", { secret: SECRET });
  });

  afterAll(() => lab.stop());

  const cluster = async () => {
    const { resources } = await lab.state<State>();
    const [found] = resources.filter(({ id }) => /\/managedClusters\/[^/]+$/.test(id));
    return found.properties;
  };

  test("comes with one apply of each stack, its access check passes, and it plans empty", async () => {
    // WHEN
    deployment.tutorial();
    await deployment.apply();

    // THEN
    const clientId = await deployment.output("azure", "identity_client_id");
    expect(clientsOf(lab.read("pod", POD))).toEqual([clientId]);
    expect(lab.read("job", CHECK).status).toMatchObject({ succeeded: 1 });
  });

  test("leaves the value of the secret in no file and no output", () => {
    const looked = deployment.filesWith("azurerm_key_vault_secret").map((path) => basename(path));
    expect(looked).toEqual(expect.arrayContaining(["cdk.tf.json", "next.plan", "azure.tfstate"]));
    expect(deployment.filesWith(SECRET)).toEqual([]);
    expect(deployment.printed).not.toContain(SECRET);
  });

  test("switches workload identity off and on again in place, with the same issuer", async () => {
    // GIVEN
    const { issuerURL } = (await cluster()).oidcIssuerProfile;

    for (const enabled of [false, true]) {
      // WHEN
      deployment.tutorial({ WORKLOAD_IDENTITY: String(enabled) });
      const planned = await deployment.plan("azure");
      await deployment.applyPlan("azure");

      // THEN
      expect(planned).toEqual({ [CLUSTER]: "update" });
      await deployment.expectNoChanges("azure");
      const { securityProfile, oidcIssuerProfile } = await cluster();
      expect(securityProfile?.workloadIdentity?.enabled ?? false).toBe(enabled);
      expect(oidcIssuerProfile.issuerURL).toBe(issuerURL);
    }
  });

  test("is destroyed, and leaves nothing in its group", async () => {
    // WHEN
    await deployment.destroy();

    // THEN
    expect((await lab.state<State>()).resources).toEqual([]);
  });
});

describeReal("the tutorial that azurerm 4.55 deployed, with the one that it asks for", () => {
  let lab: Lab;

  beforeAll(async () => {
    lab = await Lab.start();
  });

  afterAll(() => lab.stop());

  test("plans empty with it, is applied and is destroyed", async () => {
    // GIVEN
    const deployment = new Deployment(lab, "raised", { waits: "1s" });
    deployment.tutorial();
    deployment.prepare({ versions: { azurerm: versionOf("azurermBefore").version } });
    await deployment.apply();

    // WHEN
    deployment.prepare({ versions: { azurerm: versionOf("azurerm").version } });

    // THEN
    for (const name of deployment.names) expect(await deployment.plan(name)).toEqual({});
    await deployment.apply();
    await deployment.destroy();
  });
});
