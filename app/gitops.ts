import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dependable, Fn, TerraformOutput, type TerraformStack } from "cdktf";
import {
  type IFederatedIdentity,
  type IKeyVaultAccess,
  PodSecurity,
  WorkloadServiceAccount,
} from "../constructs";
import { USE_LABEL } from "../azure/webhook";
import { yamlOf, yamlText, type YamlValue } from "../constructs/private/yaml";
import type { Settings } from "./settings";

const KEYVAULT_URL = "IDENTITY_KEYVAULT_URL";

/** Files for a repository that Flux or Argo CD reads, by name. */
export type Files = Readonly<Record<string, string>>;

/**
 * What the stack `kubernetes` would make, for others to apply. The files hold variables in place of what
 * Azure gives, the outputs the values.
 *
 * @returns the files
 */
export function deliverByGit(
  stack: TerraformStack,
  settings: Settings,
  { federation: identity, vault }: { federation: IFederatedIdentity; vault: IKeyVaultAccess },
): Files {
  const account = WorkloadServiceAccount.rendered(stack, "service-account", {
    identity,
    substitutionPrefix: "IDENTITY",
  });
  const pods = (url: string) => [
    pod(settings, PodSecurity.RESTRICTED, "sample-workload-identity-key-vault", {
      name: "oidc",
      image: "ghcr.io/azure/azure-workload-identity/msal-go",
      env: [
        { name: "KEYVAULT_URL", value: url },
        { name: "SECRET_NAME", value: settings.KEYVAULT_SECRET_NAME },
      ],
    }),
    ...(settings.IMAGE
      ? [
          pod(settings, settings.POD_SECURITY, "sample-workload-identity", {
            name: settings.CONTAINER_NAME,
            image: settings.IMAGE,
          }),
        ]
      : []),
  ];
  const outputs = [
    new TerraformOutput(stack, "manifests", {
      description: "What Kubernetes needs, with the ids: terraform output -raw manifests",
      value: Fn.join("---\n", [account.manifest, ...pods(vault.uri).map(yamlOf)]),
    }),
    new TerraformOutput(stack, "substitutions", {
      description: "The values of the variables in the files: postBuild.substitute of Flux",
      value: { ...account.substitutions, [KEYVAULT_URL]: vault.uri },
    }),
  ];
  // cdktf writes `dependsOn` of an output as a template, which Terraform refuses.
  for (const output of outputs) output.addOverride("depends_on", account.readiness.map(dependable));
  return {
    "kustomization.yaml": yamlText({
      apiVersion: "kustomize.config.k8s.io/v1beta1",
      kind: "Kustomization",
      resources: ["service-account.yaml", "pods.yaml"],
    }),
    "service-account.yaml": account.manifestTemplate,
    "pods.yaml": pods(`\${${KEYVAULT_URL}}`).map(yamlText).join("---\n"),
  };
}

/** What "restricted" asks of the pod, and of its container. */
const RESTRICTED = {
  ofPod: {
    securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
  },
  ofContainer: {
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
  },
};

function pod(
  settings: Settings,
  level: PodSecurity,
  name: string,
  container: Record<string, YamlValue>,
): YamlValue {
  const { ofPod, ofContainer } =
    level === PodSecurity.RESTRICTED ? RESTRICTED : { ofPod: {}, ofContainer: {} };
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      name,
      namespace: settings.SERVICE_ACCOUNT_NAMESPACE,
      labels: { "app.kubernetes.io/name": name, [USE_LABEL]: "true" },
    },
    spec: {
      serviceAccountName: settings.SERVICE_ACCOUNT_NAME,
      automountServiceAccountToken: false,
      nodeSelector: { "kubernetes.io/os": "linux" },
      ...ofPod,
      containers: [{ ...container, ...ofContainer }],
    },
  };
}

/**
 * Writes the files to the folder `gitops` of the app's output; without any, takes those of an earlier run away.
 *
 * @returns the paths of the files
 */
export function writeFiles(outdir: string, files: Files): string[] {
  const folder = join(outdir, "gitops");
  rmSync(folder, { recursive: true, force: true });
  if (Object.keys(files).length === 0) return [];
  mkdirSync(folder, { recursive: true });
  return Object.entries(files).map(([name, text]) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  });
}
