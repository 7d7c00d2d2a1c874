import { parse } from "yaml";
import {
  Grant,
  GrantScope,
  type IDeliveredObject,
  type IWorkloadServiceAccount,
  KeyVaultAccess,
  ManagedIdentity,
  SecretProviderClass,
  type SecretProviderClassProps,
  type SyncedSecret,
  WorkloadIdentityCluster,
  WorkloadServiceAccount,
} from "../../../constructs";
import { newCluster, newGroup, newIdentity } from "../../support/fixtures";
import { expose, messageOf, resources, synth, synthStacks, TestStack } from "../../support/synth";

const GUID = "11111111-2222-3333-4444-555555555555";

interface Shop {
  readonly account: IWorkloadServiceAccount;
  readonly vault: ReturnType<typeof KeyVaultAccess.fromVaultAttributes>;
}

/** The account shop/orders of a cluster that exists, and a vault. */
function shop(scope: TestStack, known = true): Shop {
  const cluster = WorkloadIdentityCluster.fromClusterAttributes(scope, "cluster", {
    oidcIssuerUrl: "https://oidc.example.com/",
    clusterName: "aks",
  });
  const identity = cluster.addFederatedIdentity("federation", {
    namespace: "shop",
    serviceAccountName: "orders",
    identity: known
      ? ManagedIdentity.fromIdentityAttributes(scope, "identity", {
          identityId: `/subscriptions/${GUID}/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/orders`,
          clientId: GUID,
          principalId: GUID.replace("1", "3"),
          tenantId: GUID.replace("1", "2"),
        })
      : newIdentity(scope),
  });
  return {
    account: WorkloadServiceAccount.rendered(scope, "account", { identity }),
    vault: vaultOf(scope, "orders"),
  };
}

function vaultOf(scope: TestStack, name: string) {
  return KeyVaultAccess.fromVaultAttributes(scope, `vault-${name}`, {
    vaultId: `/subscriptions/${GUID}/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/${name}`,
    vaultUri: `https://${name}.vault.azure.net/`,
  });
}

type Props = (shop: Shop, scope: TestStack) => Partial<SecretProviderClassProps>;

function rendered(scope: TestStack, props: Props, known = true): IDeliveredObject {
  const it = shop(scope, known);
  return SecretProviderClass.rendered(scope, "class", {
    serviceAccount: it.account,
    name: "orders",
    vault: it.vault,
    ...props(it, scope),
  });
}

function yamlOf(props: Props): string {
  let yaml = "";
  synth((scope) => {
    yaml = rendered(scope, props).yaml;
  });
  return yaml;
}

test("the driver fetches what is named as the identity of the account", () => {
  expect(
    yamlOf(({ vault }) => ({
      secrets: [vault.secret("db-password")],
      keys: [vault.key("signing")],
      certificates: [vault.certificate("ca")],
      certificatesWithPrivateKey: [vault.certificate("tls")],
    })),
  ).toBe(
    [
      '"apiVersion": "secrets-store.csi.x-k8s.io/v1"',
      '"kind": "SecretProviderClass"',
      '"metadata":',
      '  "name": "orders"',
      '  "namespace": "shop"',
      '"spec":',
      '  "parameters":',
      `    "clientID": "${GUID}"`,
      '    "keyvaultName": "orders"',
      '    "objects": |',
      '      "array":',
      "      - |",
      '        "objectName": "db-password"',
      '        "objectType": "secret"',
      "      - |",
      '        "objectName": "signing"',
      '        "objectType": "key"',
      "      - |",
      '        "objectName": "ca"',
      '        "objectType": "cert"',
      "      - |",
      '        "objectName": "tls"',
      '        "objectType": "secret"',
      `    "tenantId": "${GUID.replace("1", "2")}"`,
      '    "usePodIdentity": "false"',
      '  "provider": "azure"',
      "",
    ].join("\n"),
  );
});

test("the objects are YAML in YAML in YAML, as the driver reads them", () => {
  const { spec } = parse(yamlOf(({ vault }) => ({ secrets: [vault.secret("db-password")] })));
  const { array } = parse(spec.parameters.objects);
  expect(array.map((item: string) => parse(item))).toEqual([
    { objectName: "db-password", objectType: "secret" },
  ]);
});

test("Kubernetes secrets are made of what is mounted, in the order of their keys", () => {
  const { spec } = parse(
    yamlOf(({ vault }) => ({
      secrets: [vault.secret("db-password"), vault.secret("api-key")],
      syncedSecrets: [
        { name: "orders", keys: { password: "db-password", apiKey: "api-key" } },
        { name: "more", type: "kubernetes.io/basic-auth", keys: { password: "db-password" } },
      ] as SyncedSecret[],
      environment: "AzureChinaCloud",
    })),
  );
  expect(spec.parameters.cloudName).toBe("AzureChinaCloud");
  expect(spec.secretObjects).toEqual([
    {
      secretName: "orders",
      type: "Opaque",
      data: [
        { key: "apiKey", objectName: "api-key" },
        { key: "password", objectName: "db-password" },
      ],
    },
    {
      secretName: "more",
      type: "kubernetes.io/basic-auth",
      data: [{ key: "password", objectName: "db-password" }],
    },
  ]);
});

test("Terraform applies it in a stack after the cluster's, and after trust and grants", () => {
  // WHEN
  const stacks = synthStacks((app) => {
    const azure = new TestStack(app, "azure");
    const cluster = newCluster(azure);
    const identity = cluster.addFederatedIdentity("federation", { serviceAccountName: "orders" });
    const vault = vaultOf(azure, "orders");
    vault.grantSecretsRead(identity);
    const kubernetes = new TestStack(app, "kubernetes");
    cluster.connect(kubernetes);
    const serviceAccount = new WorkloadServiceAccount(kubernetes, "account", { identity });
    new SecretProviderClass(kubernetes, "class", {
      serviceAccount,
      name: "orders",
      vault,
      secrets: [vault.secret("db-password")],
    });
  });

  // THEN
  const [manifest] = resources(stacks.kubernetes, "kubernetes_manifest");
  expect(manifest).toMatchObject({
    provider: "kubernetes",
    manifest: {
      kind: "SecretProviderClass",
      metadata: { name: "orders", namespace: "default" },
      spec: { parameters: { clientID: expect.stringContaining("terraform_remote_state") } },
    },
    depends_on: [
      "kubernetes_service_account_v1.account",
      expect.stringMatching(/^terraform_data\.account_ready/),
    ],
  });
});

test("for Flux what is not known at synth are variables, with their values beside them", () => {
  // WHEN
  const found: IDeliveredObject[] = [];
  const stack = synth((scope) => {
    const group = newGroup(scope);
    const made = new KeyVaultAccess(scope, "new-vault", { resourceGroup: group });
    const named = new KeyVaultAccess(scope, "named", { resourceGroup: group, name: "kv-orders" });
    const { account } = shop(scope, false);
    for (const vault of [made, named]) {
      const secret = vault.secret("db-password");
      secret.grantRead(account.identity);
      found.push(
        SecretProviderClass.rendered(scope, `${vault.node.id}-class`, {
          serviceAccount: account,
          name: vault.node.id,
          vault,
          secrets: [secret],
        }),
      );
    }
    expose(scope, { substitutions: found[0].substitutions });
  });

  // THEN
  expect(parse(found[0].template).spec.parameters).toMatchObject({
    clientID: "${ACCOUNT_CLIENT_ID}",
    tenantId: "${ACCOUNT_TENANT_ID}",
    keyvaultName: "${NEW_VAULT_CLASS_VAULT_NAME}",
  });
  expect(stack.output?.substitutions.value).toEqual({
    ACCOUNT_CLIENT_ID: "${azurerm_user_assigned_identity.identity.client_id}",
    ACCOUNT_TENANT_ID: "${azurerm_user_assigned_identity.identity.tenant_id}",
    NEW_VAULT_CLASS_VAULT_NAME: expect.stringMatching(/^\$\{/),
  });
  expect(parse(found[1].template).spec.parameters.keyvaultName).toBe("kv-orders");
  expect(Object.keys(found[1].substitutions)).toEqual(["ACCOUNT_CLIENT_ID", "ACCOUNT_TENANT_ID"]);
});

test("one that is rendered makes nothing", () => {
  const stack = synth((scope) => {
    rendered(scope, ({ vault }) => ({ secrets: [vault.secret("a")] }));
  });
  expect(stack.resource).not.toHaveProperty("kubernetes_manifest");
});

test("fails in the stack that creates the cluster, where the kind cannot be known yet", () => {
  const message = messageOf(() =>
    synth((scope) => {
      const cluster = newCluster(scope);
      cluster.connect(scope);
      const identity = cluster.addFederatedIdentity("f", { serviceAccountName: "orders" });
      const vault = vaultOf(scope, "orders");
      new SecretProviderClass(scope, "class", {
        serviceAccount: new WorkloadServiceAccount(scope, "account", { identity }),
        name: "orders",
        vault,
        secrets: [vault.secret("a")],
      });
    }),
  );
  expect(message).toBe(
    [
      "[test/class] Terraform asks the cluster for the type SecretProviderClass when it plans, and this stack creates the cluster.",
      "  allowed: a stack after that of the cluster, or YAML for others to apply",
      "  fix:     move it to a stack of its own, or use `SecretProviderClass.rendered(...)` and its `yaml`",
      "  code:    custom-resource-too-early",
    ].join("\n"),
  );
});

test.each<[string, Props, string[]]>([
  [
    "nothing is named",
    () => ({ secrets: [] }),
    [
      "[test/class] no secret, key or certificate is named, so that nothing would be mounted.",
      "  fix:     give `secrets`, `keys`, `certificates` or `certificatesWithPrivateKey`",
      "  code:    no-vault-objects",
    ],
  ],
  [
    "a secret is in another vault",
    (_shop, scope) => ({ secrets: [vaultOf(scope, "other").secret("a")] }),
    [
      "[test/class] the secret is not in the vault of this object, which names one vault for all.",
      '  got:     "a"',
      "  fix:     make one for each vault",
      "  code:    object-of-other-vault",
    ],
  ],
  [
    "a key is in another vault",
    (_shop, scope) => ({ keys: [vaultOf(scope, "orders2").key("a")] }),
    [
      "[test/class] the key is not in the vault of this object, which names one vault for all.",
      '  got:     "a"',
      "  fix:     make one for each vault",
      "  code:    object-of-other-vault",
    ],
  ],
  [
    "two objects have one file",
    ({ vault }) => ({ secrets: [vault.secret("tls")], certificates: [vault.certificate("tls")] }),
    [
      "[test/class] two objects would be written to one file of the volume.",
      '  got:     "tls"',
      "  fix:     name each secret, key or certificate once; mount the others by a SecretProviderClass of their own",
      "  code:    same-vault-object-twice",
    ],
  ],
  [
    "a Kubernetes secret is made of what is not mounted",
    ({ vault }) => ({
      secrets: [vault.secret("api-key")],
      syncedSecrets: [{ name: "orders", keys: { password: "db-password" } }],
    }),
    [
      "[test/class] a Kubernetes secret can only be made of what is mounted.",
      '  got:     "db-password"',
      "  allowed: api-key",
      "  fix:     name the secret or certificate in `secrets` or `certificatesWithPrivateKey` as well",
      "  code:    unmounted-object",
    ],
  ],
  [
    "a Kubernetes secret has no keys",
    ({ vault }) => ({
      secrets: [vault.secret("api-key")],
      syncedSecrets: [{ name: "orders", keys: {} }],
    }),
    [
      "[test/class] a Kubernetes secret without keys is asked for.",
      '  got:     "orders"',
      "  fix:     give in `keys` the name of a mounted object for each key of the secret",
      "  code:    empty-synced-secret",
    ],
  ],
  [
    "the cloud is none",
    ({ vault }) => ({ secrets: [vault.secret("a")], environment: "azurecloud" }),
    [
      "[test/class] `environment` has an unknown value.",
      '  got:     "azurecloud"',
      '  allowed: "AzurePublicCloud", "AzureUSGovernmentCloud", "AzureChinaCloud"',
      "  fix:     change `environment`; it is compared letter by letter",
      "  code:    not-one-of",
    ],
  ],
])("fails when %s", (_case, props, message) => {
  expect(messageOf(() => yamlOf(props))).toBe(message.join("\n"));
});

/** What is said when an identity that the program makes has these grants. */
function refusal(props: Props, grant: (shop: Shop, scope: TestStack) => void = () => undefined) {
  return () =>
    synth((scope) => {
      rendered(
        scope,
        (it) => {
          grant(it, scope);
          return props(it, scope);
        },
        false,
      );
    });
}

const all: Props = ({ vault }) => ({
  secrets: [vault.secret("db-password")],
  keys: [vault.key("signing")],
  certificates: [vault.certificate("ca")],
  certificatesWithPrivateKey: [vault.certificate("tls")],
});

test("fails when the identity may not read what is named, each of them said", () => {
  const message = messageOf(refusal(all));
  const identity = 'no role lets the identity at "test/identity" read it.';
  for (const text of [
    '[test/class] the identity has no role that reads this secret.\n  got:     "db-password"',
    `[test/class] the driver fetches the key "signing", but ${identity}\n  fix:     call \`grantUse\` of the key with the identity, or a grant of the vault\n  code:    vault-object-not-granted`,
    `[test/class] the driver fetches the certificate "ca", but ${identity}\n  fix:     call \`grantRead\` of the certificate with the identity, or a grant of the vault\n  code:    vault-object-not-granted`,
    `the driver fetches the private key of "tls", but ${identity}\n  fix:     call \`grantRead\` of the secret of the same name with the identity, or a grant of the vault`,
  ]) {
    expect(message.replace(/^ {2}/gm, "")).toContain(text.replace(/^ {2}/gm, ""));
  }
});

test("roles at the objects, at the vault or at a wider scope will do, those for others not", () => {
  const granted: Props = all;
  expect(
    refusal(granted, ({ account, vault }) => {
      vault.secret("db-password").grantRead(account.identity);
      vault.key("signing").grantUse(account.identity);
      vault.certificate("ca").grantRead(account.identity);
      vault.secret("tls").grantRead(account.identity);
    }),
  ).not.toThrow();
  expect(
    refusal(granted, ({ account }, scope) => {
      Grant.of(account.identity, {
        role: "Key Vault Administrator",
        scope: GrantScope.fromId(scope, "subscription", `/subscriptions/${GUID}`),
      });
    }),
  ).not.toThrow();
  const atCertificates = messageOf(
    refusal(granted, ({ account, vault }) => {
      for (const name of ["ca", "tls"]) vault.certificate(name).grantRead(account.identity);
    }),
  );
  expect(atCertificates).toContain('the private key of "tls"');
  expect(atCertificates).not.toContain('"ca"');
  const secretsOnly = messageOf(
    refusal(granted, ({ account, vault }) => vault.grantSecretsRead(account.identity)),
  );
  expect(secretsOnly).toContain('the key "signing"');
  expect(secretsOnly).toContain('the certificate "ca"');
  expect(secretsOnly).not.toContain('"tls"');
  expect(secretsOnly).not.toContain('"db-password"');
});

test("fails when a namespace has a second one of the name", () => {
  const message = messageOf(() =>
    synth((scope) => {
      const { account, vault } = shop(scope);
      for (const id of ["one", "two"]) {
        SecretProviderClass.rendered(scope, id, {
          serviceAccount: account,
          name: "orders",
          vault,
          secrets: [vault.secret("a")],
        });
      }
    }),
  );
  expect(message).toContain("[test/two]");
  expect(message).toContain("SecretProviderClass");
});
