import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TimeProvider } from "@cdktf/provider-time/lib/provider";
import { Annotations, App, type AppConfig, TerraformOutput, TerraformStack } from "cdktf";
import { withoutEffect } from "./app/effect";
import { deliverByGit, type Files, writeFiles } from "./app/gitops";
import { runProgram } from "./app/program";
import * as resources from "./app/resources";
import { readSettings, type Settings } from "./app/settings";
import { keepState } from "./app/state";
import { ROLES } from "./azure/roles";
import {
  AccessCheck,
  AzapiProvider,
  Grant,
  type IFederatedIdentity,
  type IKeyVaultAccess,
  type IWorkloadIdentityCluster,
  ProviderVersion,
  Synthesis,
  WorkloadPod,
} from "./constructs";

const READS_SECRETS = ROLES.KEY_VAULT_SECRETS_USER.name;

/** A stack of the tutorial, with its state and its login to Azure. */
class TutorialStack extends TerraformStack {
  constructor(app: App, id: string, settings: Settings) {
    super(app, id);
    this.addOverride("terraform.required_version", ">= 1.11");
    keepState(this, settings);
    const subscriptionId = settings.SUBSCRIPTION;
    const azurerm = new AzurermProvider(this, "azurerm", { features: [{}], subscriptionId });
    ProviderVersion.raiseTo(azurerm, "4.81.0");
  }

  protected output(id: string, description: string, value: string): void {
    new TerraformOutput(this, id, { description, value });
  }
}

/** Cluster, identity, trust, vault, secret and role. */
class AzureStack extends TutorialStack {
  public readonly cluster: IWorkloadIdentityCluster;
  public readonly vault: IKeyVaultAccess;
  public readonly federation: IFederatedIdentity;
  /** What others apply in place of the stack `kubernetes`. */
  public readonly files: Files;

  constructor(app: App, settings: Settings) {
    super(app, "azure", settings);
    new TimeProvider(this, "time");
    if (settings.EXISTING_CLUSTER && settings.WORKLOAD_IDENTITY !== undefined) {
      new AzapiProvider(this, "azapi", { subscriptionId: settings.SUBSCRIPTION });
    }
    const { group, vaultGroup } = resources.resourceGroups(this, settings);
    this.cluster = resources.cluster(this, settings, group);
    const identity = resources.identity(this, settings, group);
    this.federation = this.cluster.addFederatedIdentity("federation", {
      identity,
      namespace: settings.SERVICE_ACCOUNT_NAMESPACE,
      serviceAccountName: settings.SERVICE_ACCOUNT_NAME,
      credentialName: settings.FEDERATED_IDENTITY_CREDENTIAL_NAME,
    });
    this.vault = resources.vault(this, settings, vaultGroup);
    this.vault.addSecret(settings.KEYVAULT_SECRET_NAME, {
      variableName: "keyvault_secret_value",
      unsafeDefaultValue: "Hello!",
      version: settings.KEYVAULT_SECRET_VERSION,
    });
    if (settings.EXISTING_ROLES) {
      Grant.of(this.federation, { role: READS_SECRETS, scope: this.vault, existing: true });
    } else {
      this.vault.grantSecretsRead(this.federation);
    }

    this.output("oidc_issuer_url", "AKS_OIDC_ISSUER", this.cluster.oidcIssuerUrl);
    this.output("identity_client_id", "USER_ASSIGNED_CLIENT_ID", identity.clientId);
    this.output("identity_principal_id", "IDENTITY_PRINCIPAL_ID", identity.principalId);
    this.output("key_vault_url", "KEYVAULT_URL", this.vault.uri);
    this.output(
      "get_credentials_command",
      "Gives kubectl access to the cluster",
      `az aks get-credentials --name "${this.cluster.name}" --resource-group "${settings.RESOURCE_GROUP}"`,
    );
    this.files = settings.DELIVERY === "gitops" ? deliverByGit(this, settings, this) : {};
  }
}

/** Service account and pods. */
class KubernetesStack extends TutorialStack {
  constructor(app: App, settings: Settings, { cluster, vault, federation }: AzureStack) {
    super(app, "kubernetes", settings);
    cluster.connect(this);
    const serviceAccount = resources.serviceAccount(this, settings, federation);
    const sample = new WorkloadPod(this, "sample-workload", {
      serviceAccount,
      name: "sample-workload-identity-key-vault",
      containers: [
        {
          name: "oidc",
          image: "ghcr.io/azure/azure-workload-identity/msal-go",
          env: { KEYVAULT_URL: vault.uri, SECRET_NAME: settings.KEYVAULT_SECRET_NAME },
        },
      ],
    });
    if (settings.IMAGE) {
      new WorkloadPod(this, "application", {
        serviceAccount,
        name: "sample-workload-identity",
        podSecurity: settings.POD_SECURITY,
        containers: [{ name: settings.CONTAINER_NAME, image: settings.IMAGE }],
      });
    }

    const namespace = `--namespace "${settings.SERVICE_ACCOUNT_NAMESPACE}"`;
    if (settings.ACCESS_CHECK && settings.WORKLOAD_IDENTITY !== false) {
      const secret = vault.secret(settings.KEYVAULT_SECRET_NAME);
      const { name } = new AccessCheck(this, "access-check", { serviceAccount, secret });
      this.output(
        "access_check_command",
        "Shows what the access check found; it never prints the value",
        `kubectl logs job/${name} ${namespace}`,
      );
    }
    this.output(
      "describe_command",
      "Shows what the webhook injected",
      `kubectl describe pod ${sample.name} ${namespace} | grep "SECRET_NAME:"`,
    );
    this.output(
      "logs_command",
      "Shows whether the pod read the secret; it prints the value",
      `kubectl logs ${sample.name} ${namespace}`,
    );
  }
}

/**
 * The tutorial "Deploy and configure workload identity on an AKS cluster" as two stacks, or as one where
 * others apply what is in the cluster.
 */
export function tutorial(env: Record<string, string | undefined>, config?: AppConfig): App {
  const settings = readSettings(env);
  const app = new App({ stackTraces: false, ...config });
  const azure = new AzureStack(app, settings);
  for (const text of withoutEffect(settings, env)) Annotations.of(azure).addWarning(text);
  if (settings.DELIVERY === "terraform") new KubernetesStack(app, settings, azure);
  return app;
}

/** Synthesizes the tutorial, and writes the files that others apply. Returns the paths of these. */
export function synthesize(app: App): string[] {
  Synthesis.allOrNothing(app);
  return writeFiles(app.outdir, (app.node.findChild("azure") as AzureStack).files);
}

if (require.main === module) runProgram(() => synthesize(tutorial(process.env)));
