import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TimeProvider } from "@cdktf/provider-time/lib/provider";
import { LocalBackend, TerraformStack } from "cdktf";
import {
  KeyVaultAccess,
  ManagedIdentity,
  ProviderVersion,
  ResourceGroup,
  WorkloadIdentityCluster,
  WorkloadServiceAccount,
} from "../../constructs";
import type { StandInOptions } from "../stand-in/provider";
import { type AppliedStack, describeTerraform } from "../stand-in/terraform";
import { actionsIn, expectNoChanges, planOf, succeeded, Workplace } from "./support";

const NAMES = { clusterName: "aks", resourceGroupName: "rg" };
const CLUSTER_ID =
  "/subscriptions/00000000-0000-4000-8000-00000000000b/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/aks";

describeTerraform("what already exists", () => {
  let workplace: Workplace;
  beforeEach(() => (workplace = new Workplace()));
  afterEach(() => workplace.close());

  /** A stack of a test's own, opened with what the look-ups are to answer. */
  function open(
    build: (stack: TerraformStack) => void,
    answers: StandInOptions["answers"] = {},
    existing: StandInOptions["existing"] = {},
  ): Promise<AppliedStack> {
    workplace.synth((app) => {
      const stack = new TerraformStack(app, "existing");
      new LocalBackend(stack, { path: "../../../terraform.existing.tfstate" });
      ProviderVersion.raiseTo(new AzurermProvider(stack, "azurerm", { features: [{}] }), "4.81.0");
      new TimeProvider(stack, "time");
      build(stack);
    });
    return workplace.open("existing", { answers, existing });
  }

  const federate = (stack: TerraformStack) => {
    WorkloadIdentityCluster.fromClusterName(stack, "cluster", NAMES).addFederatedIdentity("a", {
      serviceAccountName: "a",
    });
  };

  test("a cluster whose issuer is on is federated with that issuer, verbatim", async () => {
    // GIVEN
    const issuer = "https://eastus.oic.prod-aks.azure.com/t/u/";
    const stack = await open(federate, {
      azurerm_kubernetes_cluster: () => ({ oidc_issuer_enabled: true, oidc_issuer_url: issuer }),
    });

    // WHEN
    succeeded(await stack.apply());

    // THEN
    const credential = stack.applied.find(
      ({ typeName }) => typeName === "azurerm_federated_identity_credential",
    );
    expect(credential?.attributes.issuer).toBe(issuer);
    await expectNoChanges(stack);
  });

  test.each([
    ["off", { oidc_issuer_enabled: false, oidc_issuer_url: "" }],
    ["on, and its URL empty", { oidc_issuer_enabled: true, oidc_issuer_url: "" }],
  ])("a cluster whose issuer is %s fails the plan, which says what to do", async (_how, answer) => {
    // GIVEN
    const stack = await open(federate, { azurerm_kubernetes_cluster: () => answer });

    // WHEN
    const { code, stdout, stderr } = await stack.plan();

    // THEN
    expect(code).toBe(1);
    const words = `${stdout}${stderr}`.replace(/[\s│]+/g, " ");
    expect(words).toContain("The OIDC issuer of the AKS cluster aks is off");
    expect(words).toContain("az aks update --name aks --resource-group rg --enable-oidc-issuer");
  });

  const readSecret = (stack: TerraformStack) => {
    const identity = ManagedIdentity.fromIdentityName(stack, "identity", {
      identityName: "orders",
      resourceGroupName: "rg",
    });
    KeyVaultAccess.fromVaultName(stack, "vault", {
      vaultName: "orders",
      resourceGroupName: "rg",
    })
      .secret("db-password")
      .grantRead(identity);
  };

  test("a vault with Azure RBAC and purge protection is granted without a word", async () => {
    // GIVEN
    const stack = await open(readSecret, {
      azurerm_key_vault: () => ({
        rbac_authorization_enabled: true,
        purge_protection_enabled: true,
      }),
    });

    // WHEN
    const applied = succeeded(await stack.apply());

    // THEN
    expect(applied).not.toContain("Warning");
    await expectNoChanges(stack);
  });

  test("a vault with access policies fails the plan, which says what to do", async () => {
    // GIVEN
    const stack = await open(readSecret, {
      azurerm_key_vault: () => ({
        rbac_authorization_enabled: false,
        purge_protection_enabled: true,
      }),
    });

    // WHEN
    const { code, stdout, stderr } = await stack.plan();

    // THEN
    expect(code).toBe(1);
    const words = `${stdout}${stderr}`.replace(/[\s│]+/g, " ");
    expect(words).toContain("The Key Vault orders gives access by access policies");
  });

  test("a vault without purge protection is granted with a warning", async () => {
    // GIVEN
    const stack = await open(readSecret, {
      azurerm_key_vault: () => ({
        rbac_authorization_enabled: true,
        purge_protection_enabled: false,
      }),
    });

    // WHEN
    const applied = succeeded(await stack.apply()).replace(/[\s│]+/g, " ");

    // THEN
    expect(applied).toContain("Warning: Check block assertion failed");
    expect(applied).toContain("The Key Vault orders is not protected against purging");
  });

  test("a cluster is imported by the next plan, not created", async () => {
    // GIVEN
    const stack = await open((scope) => {
      new WorkloadIdentityCluster(scope, "cluster", {
        resourceGroup: ResourceGroup.fromResourceGroupName(scope, "group", {
          resourceGroupName: "rg",
        }),
        name: "aks",
      }).importFrom(CLUSTER_ID);
    });

    // THEN
    const actions = actionsIn(await planOf(stack));
    expect(actions["azurerm_kubernetes_cluster.cluster"]).not.toBe("create");
  });

  test("an account that exists is annotated, in a stack that looks its cluster up", async () => {
    // GIVEN
    const stack = await open(
      (scope) => {
        const cluster = WorkloadIdentityCluster.fromClusterName(scope, "cluster", NAMES);
        cluster.connect(scope);
        WorkloadServiceAccount.annotate(scope, "account", {
          identity: cluster.addFederatedIdentity("a", { serviceAccountName: "a" }),
        });
      },
      {},
      { serviceAccounts: ["default/a"] },
    );

    // WHEN
    succeeded(await stack.apply());

    // THEN
    const annotated = stack.applied.find(({ typeName }) => typeName === "kubernetes_annotations");
    expect(annotated?.attributes.annotations).toHaveProperty(["azure.workload.identity/client-id"]);
    await expectNoChanges(stack);
  });

  test("a cluster with Entra ID fails the plan of a connection by certificate", async () => {
    // GIVEN
    const stack = await open(
      (scope) => {
        const cluster = WorkloadIdentityCluster.fromClusterName(scope, "cluster", NAMES);
        cluster.connect(scope);
      },
      {
        azurerm_kubernetes_cluster: () => ({
          oidc_issuer_enabled: true,
          oidc_issuer_url: "https://eastus.oic.prod-aks.azure.com/t/u/",
          azure_active_directory_role_based_access_control: [
            { admin_group_object_ids: [], azure_rbac_enabled: true, tenant_id: "t" },
          ],
        }),
      },
    );

    // WHEN
    const { code, stdout, stderr } = await stack.plan();

    // THEN
    expect(code).toBe(1);
    expect(`${stdout}${stderr}`.replace(/[\s│]+/g, " ")).toContain(
      "The AKS cluster aks logs in by Microsoft Entra ID, and its kubeconfig holds no certificate.",
    );
  });

  test("the app uses what exists in all its parts", async () => {
    // GIVEN
    workplace.tutorial({
      EXISTING_CLUSTER: "true",
      EXISTING_IDENTITY: "true",
      EXISTING_KEYVAULT: "true",
      EXISTING_SERVICE_ACCOUNT: "true",
      KEYVAULT_NAME: "orders",
    });

    // WHEN
    const azure = await workplace.open("azure", {
      answers: {
        azurerm_key_vault: () => ({
          rbac_authorization_enabled: true,
          purge_protection_enabled: true,
        }),
      },
    });
    succeeded(await azure.apply());
    const existing = { serviceAccounts: ["default/workload-identity-sa"] };
    const kubernetes = await workplace.open("kubernetes", { existing });
    succeeded(await kubernetes.apply());

    // THEN
    const made = [...azure.applied, ...kubernetes.applied].map(({ typeName }) => typeName);
    expect([...new Set(made)].sort()).toEqual([
      "azurerm_federated_identity_credential",
      "azurerm_key_vault_secret",
      "azurerm_role_assignment",
      "kubernetes_annotations",
      "kubernetes_job_v1",
      "kubernetes_pod_v1",
      "time_sleep",
    ]);
    await expectNoChanges(azure);
    await expectNoChanges(kubernetes);
  });
});
