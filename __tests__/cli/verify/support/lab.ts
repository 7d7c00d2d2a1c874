import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ArmServer, type AzureObject } from "./arm-server";
import { SUBSCRIPTION, TENANT } from "./live";

export const SIGNATURE = "signature-of-a-token-that-no-output-may-hold";
export const SECRET = "hunter2-the-value-of-a-variable";
const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/shop/providers`;
const VAULT = `${GROUP}/Microsoft.KeyVault/vaults/kv-shop`;
const READS_SECRETS = "4633458b-17de-408a-b874-0445c86b69e6";

/** A GUID of a number, the same each time. */
const guid = (kind: string, of: number) =>
  `${kind}${String(of).padStart(7, "0")}-2222-4333-8444-555555555555`;

/** What the fake kubectl answers from. */
export interface FakeCluster {
  server: string;
  issuer: string;
  tenant: string;
  signature: string;
  forbidden: string[];
  raw: Record<string, unknown>;
  items: Record<
    string,
    { kind: string; metadata: Record<string, unknown>; [key: string]: unknown }[]
  >;
  refusals?: Record<string, string>;
  logs?: string;
  unreachable?: boolean;
  garbled?: string;
}

/** A cluster and an Azure with as many workloads as are asked for, in which all is well. */
export class Lab {
  public static async start(workloads = 1, identities = workloads): Promise<Lab> {
    return new Lab(await ArmServer.start(), workloads, identities);
  }

  public readonly folder = mkdtempSync(join(tmpdir(), "verify-"));
  public readonly cluster: FakeCluster;

  private constructor(
    public readonly azure: ArmServer,
    workloads: number,
    identities: number,
  ) {
    const issuer = `${azure.origin()}/issuer/`;
    const names = Array.from({ length: workloads }, (_one, at) =>
      at === 0 ? "orders" : `app-${at}`,
    );
    const idOf = (at: number) => at % identities;
    azure.objects = [
      managedCluster(issuer),
      vault(),
      ...Array.from({ length: identities }, (_one, at) => identity(at)),
      ...Array.from({ length: identities }, (_one, at) => assignment(at)),
      ...names.map((name, at) => credential(idOf(at), name, issuer)),
    ];
    this.cluster = {
      server: "https://shop.hcp.westeurope.azmk8s.io:443",
      issuer,
      tenant: TENANT,
      signature: SIGNATURE,
      forbidden: [],
      raw: { "/apis": { groups: [{ name: "apps" }] } },
      items: {
        namespaces: [{ kind: "Namespace", metadata: { name: "shop", labels: {} } }],
        mutatingwebhookconfigurations: [webhookConfiguration()],
        serviceaccounts: names.map((name, at) => account(name, idOf(at))),
        deployments: [controller(), ...names.map(deployment)],
        pods: names.map((name, at) => pod(name, idOf(at))),
      },
    };
  }

  /** Runs the command as a person does. */
  public async verify(...args: string[]) {
    return this.run({ AZURE_CLIENT_SECRET: "secret" }, "--no-out", ...args);
  }

  public async run(login: Record<string, string>, ...args: string[]) {
    writeFileSync(join(this.folder, "cluster.json"), JSON.stringify(this.cluster));
    writeFileSync(join(this.folder, "ca.pem"), this.azure.cert);
    const bin = join(__dirname, "../../../../cli/bin/aks-workload-identity.js");
    const kubectl = join(__dirname, "fake-kubectl.js");
    const child = spawn(process.execPath, [bin, "verify", "--kubectl", kubectl, ...args], {
      cwd: this.folder,
      env: {
        PATH: process.env.PATH,
        NODE_EXTRA_CA_CERTS: join(this.folder, "ca.pem"),
        FAKE_KUBECTL: this.folder,
        ARM_METADATA_HOSTNAME: new URL(this.azure.origin()).host,
        AZURE_CLIENT_ID: "pipeline",
        AZURE_TENANT_ID: TENANT,
        AZURE_SUBSCRIPTION_ID: SUBSCRIPTION,
        ...login,
      },
    });
    const written = { stdout: "", stderr: "" };
    child.stdout.on("data", (chunk) => (written.stdout += String(chunk)));
    child.stderr.on("data", (chunk) => (written.stderr += String(chunk)));
    const status = await new Promise<number | null>((resolve) => child.on("close", resolve));
    return { status, ...written };
  }

  /** The calls of kubectl so far. */
  public calls(): string[] {
    const file = join(this.folder, "calls.jsonl");
    if (!existsSync(file)) return [];
    return readFileSync(file, "utf8")
      .trim()
      .split("\n")
      .map((line) => (JSON.parse(line) as string[]).join(" "));
  }

  /** Changes an object of Azure by the end of its id. */
  public change(id: string, properties: Record<string, unknown>): void {
    this.azure.objects = this.azure.objects.map((one) =>
      one.id.endsWith(id) ? { ...one, properties: { ...one.properties, ...properties } } : one,
    );
  }

  public stop(): void {
    this.azure.stop();
    rmSync(this.folder, { recursive: true });
  }
}

function managedCluster(issuerURL: string): AzureObject {
  return {
    id: `${GROUP}/Microsoft.ContainerService/managedClusters/shop`,
    name: "shop",
    properties: {
      provisioningState: "Succeeded",
      fqdn: "shop.hcp.westeurope.azmk8s.io",
      oidcIssuerProfile: { enabled: true, issuerURL },
      securityProfile: { workloadIdentity: { enabled: true } },
    },
  };
}

function vault(): AzureObject {
  return {
    id: VAULT,
    name: "kv-shop",
    properties: { enableRbacAuthorization: true, publicNetworkAccess: "Enabled" },
  };
}

const identityId = (at: number) =>
  `${GROUP}/Microsoft.ManagedIdentity/userAssignedIdentities/id-${at === 0 ? "orders" : at}`;

function identity(at: number): AzureObject {
  const id = identityId(at);
  const properties = { clientId: guid("c", at), principalId: guid("d", at), tenantId: TENANT };
  return { id, name: id.split("/").at(-1) ?? "", properties };
}

function credential(of: number, name: string, issuer: string): AzureObject {
  return {
    id: `${identityId(of)}/federatedIdentityCredentials/${name}`,
    name,
    properties: {
      issuer,
      subject: `system:serviceaccount:shop:${name}`,
      audiences: ["api://AzureADTokenExchange"],
    },
  };
}

function assignment(of: number): AzureObject {
  return {
    id: `${VAULT}/providers/Microsoft.Authorization/roleAssignments/${guid("a", of)}`,
    name: guid("a", of),
    properties: {
      scope: VAULT,
      principalId: guid("d", of),
      roleDefinitionId: `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/${READS_SECRETS}`,
    },
  };
}

function webhookConfiguration() {
  return {
    kind: "MutatingWebhookConfiguration",
    metadata: { name: "azure-wi-webhook-mutating-webhook-configuration" },
    webhooks: [
      {
        name: "mutation.azure-workload-identity.io",
        failurePolicy: "Fail",
        clientConfig: {
          service: { namespace: "kube-system", name: "azure-wi-webhook-webhook-service" },
        },
      },
    ],
  };
}

function controller() {
  return {
    kind: "Deployment",
    metadata: { namespace: "kube-system", name: "azure-wi-webhook-controller-manager" },
    spec: { replicas: 2, template: { metadata: {}, spec: { containers: [] } } },
    status: { readyReplicas: 2 },
  };
}

function account(name: string, of: number) {
  const annotations = { "azure.workload.identity/client-id": guid("c", of) };
  return { kind: "ServiceAccount", metadata: { namespace: "shop", name, annotations } };
}

function spec(name: string, env: object[] = []) {
  return {
    serviceAccountName: name,
    containers: [
      {
        name: "main",
        image: "orders:1",
        env: [
          { name: "KEYVAULT_URL", value: "https://kv-shop.vault.azure.net/" },
          { name: "PASSWORD", value: SECRET },
          ...env,
        ],
      },
    ],
  };
}

const labels = { "azure.workload.identity/use": "true" };

function deployment(name: string) {
  return {
    kind: "Deployment",
    metadata: { namespace: "shop", name },
    spec: { replicas: 1, template: { metadata: { labels }, spec: spec(name) } },
    status: { readyReplicas: 1 },
  };
}

function pod(name: string, of: number) {
  const serviceAccountToken = { audience: "api://AzureADTokenExchange", path: "token" };
  return {
    kind: "Pod",
    metadata: {
      namespace: "shop",
      name: `${name}-abc-1`,
      labels: { ...labels, "pod-template-hash": "abc" },
      ownerReferences: [{ kind: "ReplicaSet", name: `${name}-abc`, controller: true }],
      creationTimestamp: "2026-01-01T00:00:00Z",
    },
    spec: {
      ...spec(name, [{ name: "AZURE_CLIENT_ID", value: guid("c", of) }]),
      volumes: [{ name: "token", projected: { sources: [{ serviceAccountToken }] } }],
    },
    status: { phase: "Running" },
  };
}
