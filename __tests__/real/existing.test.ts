import { KubernetesCluster } from "@cdktf/provider-azurerm/lib/kubernetes-cluster";
import type { App } from "cdktf";
import { ResourceGroup } from "../../constructs";
import { TestStack } from "../support/synth";
import { Deployment } from "./deployment";
import { Lab } from "./lab";
import { describeReal } from "./parts";

/** The subscription that the example names. */
const SUBSCRIPTION = "00000000-0000-0000-0000-000000000000";

/** A cluster as `az aks create` makes it. */
const byHand =
  (groupName: string, name: string) =>
  (app: App): void => {
    const stack = new TestStack(app, "by-hand");
    const group = new ResourceGroup(stack, "group", { name: groupName, location: "eastus" });
    new KubernetesCluster(stack, "cluster", {
      name,
      resourceGroupName: group.name,
      location: group.location,
      dnsPrefix: "myAKSClust-myResourceGroup-000000",
      defaultNodePool: { name: "nodepool1", vmSize: "Standard_DS2_v2", nodeCount: 3 },
      identity: { type: "SystemAssigned" },
    });
  };

/** Makes that cluster. Its next plan is not empty: the provider reads back what nobody wrote. */
async function makeByHand(lab: Lab, groupName: string, name: string): Promise<void> {
  const made = new Deployment(lab, "by-hand");
  made.synth(byHand(groupName, name));
  await made.plan("by-hand");
  await made.applyPlan("by-hand");
}

interface State {
  readonly resources: readonly {
    readonly id: string;
    readonly properties: {
      readonly securityProfile?: { readonly workloadIdentity?: { readonly enabled: boolean } };
    };
  }[];
}

/** Whether the cluster of a name has workload identity. */
async function hasWorkloadIdentity(lab: Lab, name: string): Promise<boolean> {
  const { resources } = await lab.state<State>();
  const cluster = resources.find(({ id }) => id.endsWith(`/managedClusters/${name}`));
  return cluster?.properties.securityProfile?.workloadIdentity?.enabled ?? false;
}

describeReal("a cluster made by hand that is imported", () => {
  let lab: Lab;

  beforeAll(async () => {
    lab = await Lab.start("--subscription", SUBSCRIPTION);
  });

  afterAll(() => lab.stop());

  test("is not replaced, it has workload identity, and it plans empty", async () => {
    // GIVEN
    await makeByHand(lab, "myResourceGroup", "myAKSCluster");

    // WHEN
    const imported = new Deployment(lab, "import");
    imported.example("import-cluster.ts");
    const planned = await imported.plan("platform");
    await imported.applyPlan("platform");

    // THEN
    expect(Object.values(planned)).toEqual(["update"]);
    expect(await hasWorkloadIdentity(lab, "myAKSCluster")).toBe(true);
    await imported.expectNoChanges("platform");
  });
});

describeReal("a cluster of another program on which workload identity is enabled", () => {
  let lab: Lab;

  beforeAll(async () => {
    lab = await Lab.start();
  });

  afterAll(() => lab.stop());

  test("has workload identity, and keeps it when the program that enabled it is destroyed", async () => {
    // GIVEN
    await makeByHand(lab, "platform", "shared");
    expect(await hasWorkloadIdentity(lab, "shared")).toBe(false);

    // WHEN
    const user = new Deployment(lab, "user", { waits: "1s" });
    user.example("enable-on-cluster.ts");
    await user.apply();

    // THEN
    expect(await hasWorkloadIdentity(lab, "shared")).toBe(true);
    await user.destroy();
    expect(await hasWorkloadIdentity(lab, "shared")).toBe(true);
  });
});

describeReal("the example of a cluster without workload identity", () => {
  test("comes, keeps its trust, plans empty and is destroyed", async () => {
    // GIVEN
    const lab = await Lab.start();
    try {
      // WHEN
      const deployment = new Deployment(lab, "disable", { waits: "1s" });
      deployment.example("disable.ts");
      await deployment.apply();

      // THEN
      expect(await hasWorkloadIdentity(lab, "shared")).toBe(false);
      await deployment.destroy();
    } finally {
      await lab.stop();
    }
  });
});
