import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Fn } from "cdktf";
import type { Construct } from "constructs";
import {
  AccessCheck,
  type AccessCheckProps,
  Grant,
  KeyVaultAccess,
  TaintEffect,
  WorkloadServiceAccount,
} from "../../../constructs";
import { accessCheckScript } from "../../../constructs/access-check/access-check-script";
import { newCluster, newGroup, newServiceAccount } from "../../support/fixtures";
import {
  messageOf,
  resources,
  type StackJson,
  synth,
  synthStacks,
  TestStack,
} from "../../support/synth";
import { digestWith } from "../../support/workloads";

const SCOPE = "https://storage.azure.com/.default";

/** The access check "check" of shop/orders, for a token unless a secret is given. */
function newCheck(scope: Construct, props: Partial<AccessCheckProps> = {}): AccessCheck {
  return new AccessCheck(scope, "check", {
    serviceAccount: props.serviceAccount ?? newServiceAccount(scope),
    ...(!props.secret && { tokenScope: SCOPE }),
    ...props,
  });
}

/** A vault in the group of the scope's cluster. */
function newVault(scope: Construct): KeyVaultAccess {
  const resourceGroup = scope.node.findChild("group") as ReturnType<typeof newGroup>;
  return new KeyVaultAccess(scope, "vault", { resourceGroup });
}

interface Job {
  readonly metadata: object;
  readonly depends_on?: string[];
  readonly lifecycle: { readonly replace_triggered_by: string[] };
  readonly spec: {
    template: {
      metadata: object;
      spec: {
        container: { command: string[]; env: { name: string; value: string }[] }[];
      };
    };
  };
}

function jobOf(stack: StackJson): Job {
  const [job, ...others] = resources(stack, "kubernetes_job_v1");
  expect(others).toEqual([]);
  return job as unknown as Job;
}

function environmentOf(stack: StackJson): Record<string, string> {
  const [{ env }] = jobOf(stack).spec.template.spec.container;
  return Object.fromEntries(env.map(({ name, value }) => [name, value]));
}

/** The values whose change replaces the Job. */
function triggersOf(stack: StackJson): Record<string, unknown> {
  const [[id, { triggers_replace: triggers }]] = Object.entries(
    stack.resource?.terraform_data ?? {},
  );
  expect(jobOf(stack).lifecycle).toEqual({ replace_triggered_by: [`terraform_data.${id}`] });
  return triggers as Record<string, unknown>;
}

test("a check is a Job of one attempt, for which Terraform waits longer than it takes", () => {
  // WHEN
  const stack = synth((scope) => newCheck(scope));

  // THEN
  expect(jobOf(stack)).toMatchObject({
    provider: "kubernetes",
    metadata: { name: "orders-access-check", namespace: "shop" },
    spec: {
      backoff_limit: 0,
      active_deadline_seconds: 630,
      template: {
        metadata: { labels: { "azure.workload.identity/use": "true" } },
        spec: {
          service_account_name: "${kubernetes_service_account_v1.service-account.metadata[0].name}",
          automount_service_account_token: false,
          node_selector: { "kubernetes.io/os": "linux" },
          restart_policy: "Never",
          container: [
            {
              name: "access-check",
              image: "mcr.microsoft.com/azurelinux/distroless/nodejs:24.21-nonroot",
              command: ["node", "--eval", accessCheckScript()],
            },
          ],
        },
      },
    },
    wait_for_completion: true,
    timeouts: { create: "660s", update: "660s" },
  });
  expect(environmentOf(stack)).toEqual({
    ACCESS_CHECK_SCOPE: SCOPE,
    ACCESS_CHECK_SECONDS: "420",
    NODE_USE_ENV_PROXY: "1",
  });
});

test("a check keeps to the Pod Security Standard restricted", () => {
  expect(jobOf(synth((scope) => newCheck(scope))).spec.template.spec).toMatchObject({
    security_context: {
      run_as_non_root: true,
      run_as_user: "65532",
      seccomp_profile: { type: "RuntimeDefault" },
    },
    container: [
      {
        security_context: {
          allow_privilege_escalation: false,
          read_only_root_filesystem: true,
          capabilities: { drop: ["ALL"] },
        },
      },
    ],
  });
});

test("a check takes what it is given", () => {
  // WHEN
  const stack = synth((scope) => {
    const check = newCheck(scope, {
      name: "storage",
      image: "registry.example.com/node:24",
      timeout: "90s",
      startTimeout: "5m",
      nodeSelector: { pool: "orders" },
      tolerations: [{ key: "team", value: "orders", effect: TaintEffect.NO_SCHEDULE }],
      labels: { "sidecar.istio.io/inject": "false" },
      annotations: { "linkerd.io/inject": "disabled" },
      imagePullSecrets: ["registry"],
    });
    expect(check.name).toBe("storage");
  });

  // THEN
  expect(jobOf(stack)).toMatchObject({
    metadata: { name: "storage" },
    spec: {
      active_deadline_seconds: 420,
      template: {
        metadata: {
          labels: {
            "app.kubernetes.io/name": "storage",
            "azure.workload.identity/use": "true",
            "sidecar.istio.io/inject": "false",
          },
          annotations: { "linkerd.io/inject": "disabled" },
        },
        spec: {
          node_selector: { pool: "orders" },
          toleration: [{ key: "team", value: "orders", effect: "NoSchedule" }],
          image_pull_secrets: [{ name: "registry" }],
          container: [{ image: "registry.example.com/node:24" }],
        },
      },
    },
    timeouts: { create: "450s", update: "450s" },
  });
  expect(environmentOf(stack)).toMatchObject({ ACCESS_CHECK_SECONDS: "90" });
  // The provider does not see a change of either in the pods of a Job.
  expect(triggersOf(stack)).toMatchObject({
    labels: { "sidecar.istio.io/inject": "false" },
    annotations: { "linkerd.io/inject": "disabled" },
  });
});

test("a check of a secret is told where it is, and never what it is", () => {
  // WHEN
  const stack = synth((scope) => {
    const serviceAccount = newServiceAccount(scope);
    const secret = newVault(scope).addSecret("password", { unsafeDefaultValue: "hunter2" });
    secret.grantRead(serviceAccount.identity);
    newCheck(scope, { serviceAccount, secret });
  });

  // THEN
  expect(environmentOf(stack)).toEqual({
    ACCESS_CHECK_VAULT_URI: "${azurerm_key_vault.vault.vault_uri}",
    ACCESS_CHECK_SECRET_NAME: "password",
    ACCESS_CHECK_SECONDS: "420",
    NODE_USE_ENV_PROXY: "1",
  });
  expect(JSON.stringify(stack.resource?.kubernetes_job_v1)).not.toMatch(/hunter2|password_value/);
});

test("the program holds nothing that Terraform or Kubernetes would replace", () => {
  expect(accessCheckScript()).not.toMatch(/\$\{|%\{|\$\(/);
});

test("the program is a file of the package", () => {
  const {
    files,
    scripts: { postbuild },
  } = JSON.parse(readFileSync(join(__dirname, "..", "..", "..", "package.json"), "utf8"));
  expect(files).toContain("lib");
  expect(postbuild).toContain("'lib/constructs/access-check/assets'");
});

test("in one stack a check runs again when trust, grant, secret or version changes, and comes after them", () => {
  // WHEN
  const stack = synth((scope) => {
    const serviceAccount = newServiceAccount(scope);
    const secret = newVault(scope).addSecret("password", { version: 3 });
    newCheck(scope, { serviceAccount, secret });
    secret.grantRead(serviceAccount.identity);
  });

  // THEN
  const only = (type: string) => Object.keys(stack.resource?.[type] ?? {})[0];
  const identity = `azurerm_user_assigned_identity.${only("azurerm_user_assigned_identity")}`;
  const credential = only("azurerm_federated_identity_credential");
  const secretId = only("azurerm_key_vault_secret");
  const grant = Object.keys(stack.resource?.azurerm_role_assignment ?? {}).find((id) =>
    id.includes("secrets-user"),
  );
  expect(triggersOf(stack)).toEqual({
    "azure.workload.identity/client-id": `\${${identity}.client_id}`,
    "azure.workload.identity/tenant-id": `\${${identity}.tenant_id}`,
    credential: "aks_shop_orders",
    credential_id: `\${azurerm_federated_identity_credential.${credential}.id}`,
    issuer: "${azurerm_kubernetes_cluster.cluster.oidc_issuer_url}",
    subject: "system:serviceaccount:shop:orders",
    audience: "api://AzureADTokenExchange",
    role_assignments: [`\${azurerm_role_assignment.${grant}.id}`],
    secret: "password",
    secret_id: `\${azurerm_key_vault_secret.${secretId}.resource_versionless_id}`,
    secret_version: 3,
    vault_uri: "${azurerm_key_vault.vault.vault_uri}",
    pods: digestWith(
      "${azurerm_key_vault.vault.vault_uri}",
      expect.stringMatching(/kubernetes_service_account_v1.*name/),
    ),
  });
  const waits = Object.keys(stack.resource?.time_sleep ?? {})
    .filter((id) => !id.includes("deployers"))
    .map((id) => `time_sleep.${id}`);
  expect(waits).toHaveLength(2);
  expect([...(jobOf(stack).depends_on ?? [])].sort()).toEqual(waits.sort());
});

test("across stacks it runs again for the same reasons, and no more crosses than has to", () => {
  // WHEN
  const stacks = synthStacks((app) => {
    const azure = new TestStack(app, "azure");
    const cluster = newCluster(azure);
    const identity = cluster.addFederatedIdentity("federation", { serviceAccountName: "orders" });
    const vault = newVault(azure);
    vault.grantSecretsRead(identity);
    const secret = vault.addSecret("password");
    const kubernetes = new TestStack(app, "kubernetes");
    cluster.connect(kubernetes);
    newCheck(kubernetes, {
      serviceAccount: new WorkloadServiceAccount(kubernetes, "service-account", { identity }),
      secret,
    });
  });

  // THEN
  const crossing = (name: RegExp) =>
    expect.stringMatching(new RegExp(`^\\$\\{data\\.terraform_remote_state.*${name.source}\\}$`));
  expect(triggersOf(stacks.kubernetes)).toEqual({
    "azure.workload.identity/client-id": crossing(/client_id/),
    "azure.workload.identity/tenant-id": crossing(/tenant_id/),
    credential: "aks_default_orders",
    subject: "system:serviceaccount:default:orders",
    audience: "api://AzureADTokenExchange",
    role_assignments: [crossing(/azurerm_role_assignment.*id/)],
    secret: "password",
    secret_version: 1,
    vault_uri: crossing(/vault_uri/),
    pods: digestWith(
      crossing(/vault_uri/),
      expect.stringMatching(/kubernetes_service_account_v1.*name/),
    ),
  });
  expect(Object.keys(stacks.azure.output ?? {})).toHaveLength(4);
  expect(jobOf(stacks.kubernetes)).not.toHaveProperty("depends_on");
});

test("a secret that exists has no version to run again for", () => {
  const stack = synth((scope) => {
    const serviceAccount = newServiceAccount(scope);
    const secret = newVault(scope).secret("made-elsewhere");
    secret.grantRead(serviceAccount.identity);
    newCheck(scope, { serviceAccount, secret });
  });
  expect(triggersOf(stack)).toMatchObject({ secret: "made-elsewhere" });
  expect(triggersOf(stack)).not.toHaveProperty("secret_version");
});

test("a check knows a grant of a third stack, unless that is deployed after it", () => {
  // WHEN
  const stacks = synthStacks((app) => {
    const [azure, roles, kubernetes, later] = ["azure", "roles", "kubernetes", "later"].map(
      (id) => new TestStack(app, id),
    );
    const cluster = newCluster(azure);
    const identity = cluster.addFederatedIdentity("federation", { serviceAccountName: "orders" });
    const grant = (stack: TestStack, role: string) =>
      Grant.of(identity, { role, scope: cluster.resourceGroup, within: stack });
    grant(roles, "Reader");
    cluster.connect(kubernetes);
    newCheck(kubernetes, {
      serviceAccount: new WorkloadServiceAccount(kubernetes, "service-account", { identity }),
    });
    later.addDependency(kubernetes);
    grant(later, "Contributor");
  });

  // THEN
  expect(triggersOf(stacks.kubernetes).role_assignments).toEqual([
    expect.stringMatching(/cross-stack-reference-input-roles/),
  ]);
});

test.each([
  ["tokenScope", { tokenScope: "https://storage.azure.com" }, "token scope"],
  ["name", { name: "Orders" }, "workload name"],
  ["image", { image: "" }, "container image"],
  ["timeout", { timeout: "soon" }, "duration"],
  ["startTimeout", { startTimeout: "soon" }, "duration"],
  ["labels", { labels: { "a b": "c" } }, "label or annotation key"],
  ["annotations", { annotations: { "a b": "c" } }, "label or annotation key"],
  ["imagePullSecrets[0]", { imagePullSecrets: ["a b"] }, "name of a Kubernetes object"],
  ["tolerations[0].key", { tolerations: [{ key: "a b" }] }, "label or annotation key"],
  ["nodeSelector", { nodeSelector: { "a b": "c" } }, "label or annotation key"],
])("fails when `%s` breaks its rule", (prop, props, noun) => {
  expect(messageOf(() => synth((scope) => newCheck(scope, props)))).toMatch(
    `[test/check] \`${prop}\` is not a valid ${noun}.`,
  );
});

test("fails unless it has exactly one of secret and scope", () => {
  const text = [
    "[test/check] an access check needs exactly one of `secret` and `tokenScope`.",
    "  allowed: one of the two",
    "  fix:     give the secret that it reads, or the scope of the token that it asks for",
    "  code:    one-target-only",
  ].join("\n");
  expect(messageOf(() => synth((scope) => newCheck(scope, { tokenScope: undefined })))).toBe(text);
  expect(
    messageOf(() =>
      synth((scope) => {
        const serviceAccount = newServiceAccount(scope);
        const secret = newVault(scope).secret("password");
        newCheck(scope, { serviceAccount, secret, tokenScope: SCOPE });
      }),
    ),
  ).toBe(text);
});

test("fails on Windows nodes", () => {
  const nodeSelector = { "kubernetes.io/os": "windows" };
  expect(messageOf(() => synth((scope) => newCheck(scope, { nodeSelector })))).toBe(
    [
      "[test/check] the access check runs on Linux nodes only.",
      '  got:     "kubernetes.io/os=windows"',
      '  allowed: "kubernetes.io/os": "linux"',
      "  fix:     change `nodeSelector`",
      "  code:    linux-only",
    ].join("\n"),
  );
});

test.each(["timeout", "startTimeout"])("fails when `%s` is only known after apply", (prop) => {
  const props = { [prop]: Fn.join("", ["10", "m"]) };
  expect(messageOf(() => synth((scope) => newCheck(scope, props)))).toBe(
    [
      `[test/check] \`${prop}\` is not known when the app is synthesized.`,
      '  got:     "a reference to another resource"',
      "  allowed: text written in the program",
      "  fix:     write the duration itself: Terraform's wait follows it",
      "  code:    unknown-at-synth",
    ].join("\n"),
  );
});
