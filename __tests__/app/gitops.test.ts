import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, parseAllDocuments } from "yaml";
import { synthesize, tutorial } from "../../main";
import { messageOf, synthApp } from "../support/synth";

const GITOPS = { DELIVERY: "gitops", KEYVAULT_NAME: "kv-tutorial" };

/** The files that a run of the app leaves beside its stacks. */
function withFiles(env: Record<string, string>, look: (folder: string, outdir: string) => void) {
  const outdir = mkdtempSync(join(tmpdir(), "gitops-"));
  try {
    synthesize(tutorial(env, { outdir }));
    look(join(outdir, "gitops"), outdir);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

test("there is no stack of the cluster, and no provider that speaks to it", () => {
  const stacks = synthApp((outdir) => tutorial(GITOPS, { outdir }));
  expect(Object.keys(stacks)).toEqual(["azure"]);
  expect(Object.keys(stacks.azure.provider ?? {})).toEqual(["azurerm", "time"]);
  expect(Object.keys(stacks.azure.resource ?? {})).not.toContainEqual(
    expect.stringMatching(/^kubernetes/),
  );
});

test("the outputs have the values, and come after trust and role with their waits", () => {
  // WHEN
  const { azure } = synthApp((outdir) => tutorial(GITOPS, { outdir }));

  // THEN
  const { manifests, substitutions } = azure.output as unknown as Record<
    string,
    { value: unknown; depends_on: string[] }
  >;
  expect(substitutions.value).toEqual({
    IDENTITY_CLIENT_ID: "${azurerm_user_assigned_identity.identity.client_id}",
    IDENTITY_TENANT_ID: "${azurerm_user_assigned_identity.identity.tenant_id}",
    IDENTITY_SERVICE_ACCOUNT: "workload-identity-sa",
    IDENTITY_NAMESPACE: "default",
    IDENTITY_KEYVAULT_URL: "${azurerm_key_vault.vault.vault_uri}",
  });
  expect(manifests.value).toMatch(/^\$\{join\("---\\n", \[yamlencode\(/);
  const [record, ready] = Object.keys(azure.resource?.terraform_data ?? {});
  expect(manifests.depends_on).toEqual([`terraform_data.${record}`, `terraform_data.${ready}`]);
  expect(azure.resource?.terraform_data?.[ready].depends_on).toHaveLength(2);
});

test("the pods in the files keep to the standard that those of the stack do", () => {
  const contextsWith = (env: Record<string, string>) => {
    const contexts: unknown[] = [];
    withFiles({ ...GITOPS, IMAGE: "registry.example.com/app:1.0", ...env }, (folder) => {
      const yaml = readFileSync(join(folder, "pods.yaml"), "utf8");
      for (const document of parseAllDocuments(yaml)) {
        const { securityContext, containers } = document.toJS().spec;
        contexts.push([securityContext, containers[0].securityContext]);
      }
    });
    return contexts;
  };
  const restricted = [
    { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
    { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
  ];
  expect(contextsWith({})).toEqual([restricted, [undefined, undefined]]);
  expect(contextsWith({ POD_SECURITY: "restricted" })).toEqual([restricted, restricted]);
});

test("the files hold variables, each of which the outputs give", () => {
  const { azure } = synthApp((outdir) => tutorial(GITOPS, { outdir }));
  const given = Object.keys(azure.output?.substitutions.value as object);
  withFiles({ ...GITOPS, IMAGE: "registry.example.com/app:1.0" }, (folder) => {
    expect(readdirSync(folder).sort()).toEqual([
      "kustomization.yaml",
      "pods.yaml",
      "service-account.yaml",
    ]);
    const text = (name: string) => readFileSync(join(folder, name), "utf8");
    const used = [text("pods.yaml"), text("service-account.yaml")].flatMap((yaml) =>
      [...yaml.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name),
    );
    expect(given).toEqual(expect.arrayContaining(used));
    expect(used).toHaveLength(3);
    expect(parse(text("kustomization.yaml")).resources).toEqual([
      "service-account.yaml",
      "pods.yaml",
    ]);
    const pods = parseAllDocuments(text("pods.yaml")).map((document) => document.toJS());
    expect(pods.map(({ spec }) => spec.containers[0].image)).toEqual([
      "ghcr.io/azure/azure-workload-identity/msal-go",
      "registry.example.com/app:1.0",
    ]);
    for (const { kind, metadata, spec } of pods) {
      expect(kind).toBe("Pod");
      expect(metadata.labels["azure.workload.identity/use"]).toBe("true");
      expect(spec.serviceAccountName).toBe("workload-identity-sa");
    }
  });
});

test("without it no files are written, and those of an earlier run are taken away", () => {
  withFiles(GITOPS, (folder, outdir) => {
    expect(existsSync(folder)).toBe(true);
    synthesize(tutorial({}, { outdir }));
    expect(existsSync(folder)).toBe(false);
  });
});

test("another way of delivery is refused", () => {
  expect(messageOf(() => tutorial({ DELIVERY: "flux" }))).toContain('DELIVERY="flux"');
});
