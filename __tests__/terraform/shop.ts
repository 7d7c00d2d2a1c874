import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TimeProvider } from "@cdktf/provider-time/lib/provider";
import { type App, LocalBackend, TerraformStack } from "cdktf";
import {
  KeyVaultAccess,
  ManagedIdentity,
  ProviderVersion,
  ResourceGroup,
  WorkloadDeployment,
  WorkloadIdentityCluster,
  WorkloadJob,
  WorkloadPod,
  WorkloadServiceAccount,
} from "../../constructs";

/** What the tests change between two applies. */
export interface ShopOptions {
  /** The image of the pod; `shop:1`, as for the other workloads, by default. */
  readonly podImage?: string;
  /** The name of the identity; `shop` by default. */
  readonly identityName?: string;
  /** As for the cluster. */
  readonly workloadIdentity?: boolean;
  /** Whether the identity has one more role. */
  readonly anotherRole?: boolean;
  /** What the Job runs; an apply waits for its end. */
  readonly command?: string[];
}

/** The variable of the secret. */
export const VARIABLES = { vault_api_key_value: "any" };

/**
 * A team's own stack "shop", with the cluster and what runs on it together: one identity for the
 * service accounts `web` and `batch`, and a grant that the program makes after the workloads.
 */
export class Shop extends TerraformStack {
  constructor(
    app: App,
    {
      podImage = "shop:1",
      identityName = "shop",
      workloadIdentity,
      anotherRole,
      command,
    }: ShopOptions = {},
  ) {
    super(app, "shop");
    // The default path is absolute, and in the folder of whoever runs the tests.
    new LocalBackend(this, { path: "../../../terraform.shop.tfstate" });
    ProviderVersion.raiseTo(new AzurermProvider(this, "azurerm", { features: [{}] }), "4.81.0");
    new TimeProvider(this, "time");

    const resourceGroup = new ResourceGroup(this, "group", { name: "shop", location: "eastus" });
    const cluster = new WorkloadIdentityCluster(this, "cluster", {
      resourceGroup,
      name: "shop",
      workloadIdentity,
      keepFederations: workloadIdentity === false,
    });
    const vault = new KeyVaultAccess(this, "vault", { resourceGroup, name: "shop-vault" });
    const secret = vault.addSecret("api-key");
    const identity = new ManagedIdentity(this, "identity", { resourceGroup, name: identityName });
    const trust = (serviceAccountName: string) =>
      cluster.addFederatedIdentity(serviceAccountName, { identity, serviceAccountName });
    const web = trust("web");
    const batch = trust("batch");
    secret.grantRead(batch);

    cluster.connect(this);
    const running = (image: string) => [{ name: "main", image }];
    const site = new WorkloadServiceAccount(this, "web", { identity: web, createNamespace: false });
    const nightly = new WorkloadServiceAccount(this, "batch", {
      identity: batch,
      createNamespace: false,
    });
    new WorkloadDeployment(this, "site", {
      serviceAccount: site,
      name: "site",
      containers: running("shop:1"),
    });
    new WorkloadPod(this, "trial", {
      serviceAccount: site,
      name: "trial",
      containers: running(podImage),
    });
    new WorkloadJob(this, "import", {
      serviceAccount: nightly,
      name: "import",
      containers: [{ ...running("shop:1")[0], command }],
    });

    vault.grantKeysUse(web);
    if (anotherRole) identity.grant({ role: "Reader", scope: resourceGroup });
  }
}
