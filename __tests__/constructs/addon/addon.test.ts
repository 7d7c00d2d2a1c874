import { DnsZone } from "@cdktf/provider-azurerm/lib/dns-zone";
import { PrivateDnsZone } from "@cdktf/provider-azurerm/lib/private-dns-zone";
import { ResourceGroup as AzurermGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import type { Construct } from "constructs";
import {
  type Addon,
  type AddonOptions,
  type AddonPreset,
  Addons,
  GrantScope,
  type IGrantScope,
  KeyVaultAccess,
  ResourceGroup,
  WorkloadIdentityCluster,
  WorkloadServiceAccount,
} from "../../../constructs";
import { IDENTITY_OF_CREDENTIAL } from "../../support/bindings";
import { newCluster, newGroup, newIdentity } from "../../support/fixtures";
import {
  expose,
  messageOf,
  resources,
  type StackJson,
  synth,
  synthStacks,
  TestStack,
  warningsOf,
} from "../../support/synth";

const GROUP = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/dns";
const ZONE = `${GROUP}/providers/Microsoft.Network/dnsZones/example.com`;

/** The zone and its group, known at synth. */
function zoneOf(scope: Construct) {
  return {
    zone: GrantScope.fromId(scope, `zone-${scope.node.children.length}`, ZONE),
    zoneResourceGroup: GrantScope.fromId(scope, `group-${scope.node.children.length}`, GROUP),
  };
}

/** The add-on external-dns of a cluster, or another one. */
function newAddon(scope: Construct, options: Partial<AddonOptions> = {}): Addon {
  const addon = options.addon ?? Addons.EXTERNAL_DNS;
  const scopes = addon === Addons.EXTERNAL_DNS && !options.scopes ? zoneOf(scope) : undefined;
  return newCluster(scope).addAddon("addon", { addon, scopes, ...options });
}

const newPrivateZone = (scope: TestStack) =>
  new PrivateDnsZone(scope, "private", {
    name: "example.com",
    resourceGroupName: newGroup(scope).name,
  });

/** The message for an add-on of these options. */
const refused = (options: (scope: TestStack) => Partial<AddonOptions>) =>
  messageOf(() => synth((scope) => newAddon(scope, options(scope))));

/** The one expression of an output, as it stands in the JSON. */
const output = (stack: StackJson, name: string) => stack.output?.[name].value as string;

describe("an add-on", () => {
  test("is an identity, a trust in its account and its roles at the scopes that are given", () => {
    // WHEN
    const stack = synth((scope) => newAddon(scope));

    // THEN
    expect(resources(stack, "azurerm_user_assigned_identity")).toMatchObject([
      { name: "aks-external-dns", location: "eastus" },
    ]);
    const [identity] = Object.keys(stack.resource?.azurerm_user_assigned_identity ?? {});
    expect(resources(stack, "azurerm_federated_identity_credential")).toEqual([
      expect.objectContaining({
        subject: "system:serviceaccount:external-dns:external-dns",
        [IDENTITY_OF_CREDENTIAL]: `\${azurerm_user_assigned_identity.${identity}.id}`,
        issuer: "${azurerm_kubernetes_cluster.cluster.oidc_issuer_url}",
      }),
    ]);
    expect(
      resources(stack, "azurerm_role_assignment").map(({ role_definition_name: role, scope }) => [
        role,
        scope,
      ]),
    ).toEqual([
      ["DNS Zone Contributor", ZONE],
      ["Reader", GROUP],
    ]);
  });

  test("makes nothing in the cluster, no wait before somebody asks, and no warning", () => {
    const connected = (scope: TestStack) => {
      const { identity } = newAddon(scope);
      (scope.node.findChild("cluster") as WorkloadIdentityCluster).connect(scope);
      return identity;
    };
    expect(Object.keys(synth(connected).resource ?? {}).sort()).toEqual([
      "azurerm_federated_identity_credential",
      "azurerm_kubernetes_cluster",
      "azurerm_resource_group",
      "azurerm_role_assignment",
      "azurerm_user_assigned_identity",
    ]);
    expect(warningsOf(connected)).toEqual([]);
  });

  test("takes an identity, a namespace and an account of your own", () => {
    const stack = synth((scope) => {
      const identity = newIdentity(scope);
      newAddon(scope, { identity, namespace: "dns", serviceAccountName: "records" });
    });
    expect(resources(stack, "azurerm_user_assigned_identity")).toMatchObject([{ name: "orders" }]);
    expect(resources(stack, "azurerm_federated_identity_credential")[0].subject).toBe(
      "system:serviceaccount:dns:records",
    );
  });

  test("runs in a cluster that exists, too", () => {
    const stack = synth((scope) => {
      WorkloadIdentityCluster.fromClusterAttributes(scope, "cluster", {
        oidcIssuerUrl: "https://oidc.example.com/",
        clusterName: "aks",
      }).addAddon("dns", {
        addon: Addons.EXTERNAL_DNS,
        identity: newIdentity(scope),
        scopes: zoneOf(scope),
      });
    });
    expect(resources(stack, "azurerm_federated_identity_credential")[0].issuer).toBe(
      "https://oidc.example.com/",
    );
  });

  test("gives its identity further roles, and those of the preset at further scopes", () => {
    const stack = synth((scope) => {
      const addon = newAddon(scope);
      addon.grant({ zone: GrantScope.fromId(scope, "other", `${ZONE}.org`) });
      addon.identity.grant({ role: "Reader", scope: newGroup(scope) });
    });
    expect(
      resources(stack, "azurerm_role_assignment").map(({ role_definition_name: role, scope }) => [
        role,
        scope,
      ]),
    ).toContainEqual(["DNS Zone Contributor", `${ZONE}.org`]);
  });

  test("is ready when its trusts and roles work", () => {
    const stack = synth((scope) => {
      const dependsOn = newAddon(scope).readiness;
      new AzurermGroup(scope, "release", { name: "release", location: "eastus", dependsOn });
    });
    const { depends_on: waits } = stack.resource?.azurerm_resource_group.release ?? {};
    expect([...new Set(waits as string[])]).toEqual([
      expect.stringMatching(/^time_sleep.propagation_federations_/),
      expect.stringMatching(/^time_sleep.propagation_roles-of-workloads_/),
    ]);
  });

  test("of another stack reads client ids from the stack of the cluster", () => {
    const stacks = synthStacks((app) => {
      const azure = new TestStack(app, "azure");
      const addon = newAddon(azure);
      expose(new TestStack(app, "kubernetes"), { values: addon.helmValues });
    });
    expect(output(stacks.kubernetes, "values")).toMatch(
      /client-id" = data\.terraform_remote_state\.cross-stack-reference-input-azure\.outputs/,
    );
  });
});

describe("the values of the chart", () => {
  const values = (options: Partial<AddonOptions> = {}) =>
    output(
      synth((scope) => expose(scope, { values: newAddon(scope, options).helmValues })),
      "values",
    );
  const id = (attribute: string) =>
    `azurerm_user_assigned_identity.cluster_addon_identity_4E01EE4D.${attribute}`;

  test("let it make its account with the annotations, and label its pods", () => {
    expect(values()).toBe(
      `\${yamlencode({"serviceAccount" = {"create" = true, "name" = "external-dns", "annotations" = {"azure.workload.identity/client-id" = ${id("client_id")}, "azure.workload.identity/tenant-id" = ${id("tenant_id")}}}, "podLabels" = {"azure.workload.identity/use" = "true"}, "podAnnotations" = {"cdktf-aks-workload-identity/client-id" = ${id("client_id")}}, "provider" = {"name" = "azure"}})}`,
    );
  });

  test("name the account of a WorkloadServiceAccount, which has the annotations", () => {
    // WHEN
    const stack = synth((scope) => {
      const addon = newAddon(scope, { createServiceAccounts: false });
      (scope.node.findChild("cluster") as WorkloadIdentityCluster).connect(scope);
      new WorkloadServiceAccount(scope, "account", {
        identity: addon.federations[0],
        createNamespace: false,
      });
      expose(scope, { values: addon.helmValues });
    });

    // THEN
    expect(output(stack, "values")).toContain(
      '"serviceAccount" = {"create" = false, "name" = "external-dns"}',
    );
    expect(resources(stack, "kubernetes_service_account_v1")).toMatchObject([
      { metadata: { name: "external-dns", namespace: "external-dns" } },
    ]);
  });

  test("have no label where the chart sets it itself", () => {
    const keda = values({ addon: Addons.KEDA });
    expect(keda).toContain(
      `"podIdentity" = {"azureWorkload" = {"clientId" = ${id("client_id")}, "tenantId" = ${id("tenant_id")}, "enabled" = true}}`,
    );
    expect(keda).not.toContain("podLabels");
    expect(keda).not.toContain("annotations");
  });

  test("are refused of what has no chart", () => {
    expect(
      messageOf(() => synth((scope) => newAddon(scope, { addon: Addons.KEDA_AKS }).helmValues)),
    ).toBe(
      [
        "[test/cluster/addon] KEDA, the add-on of AKS has no chart whose values are known.",
        "  fix:     use its snippets and `annotations`",
        "  code:    addon-without-values",
      ].join("\n"),
    );
  });
});

describe("the settings of an extension", () => {
  const flux = (scope: Construct) =>
    newAddon(scope, { addon: Addons.FLUX_EXTENSION, components: ["image-reflector-controller"] });

  test("are texts by their names, with one client id for all controllers", () => {
    // WHEN
    const stack = synth((scope) => expose(scope, { settings: flux(scope).extensionSettings }));

    // THEN
    const [identity] = Object.keys(stack.resource?.azurerm_user_assigned_identity ?? {});
    expect(stack.output?.settings.value).toEqual({
      "workloadIdentity.enable": "true",
      "workloadIdentity.azureClientId": `\${azurerm_user_assigned_identity.${identity}.client_id}`,
      "workloadIdentity.azureTenantId": `\${azurerm_user_assigned_identity.${identity}.tenant_id}`,
    });
    expect(
      resources(stack, "azurerm_federated_identity_credential").map(({ subject }) => subject),
    ).toEqual([
      "system:serviceaccount:flux-system:image-reflector-controller",
      "system:serviceaccount:flux-system:source-controller",
    ]);
  });

  test("are refused of a chart", () => {
    expect(messageOf(() => synth((scope) => newAddon(scope).extensionSettings))).toBe(
      [
        "[test/cluster/addon] external-dns, public zones has no cluster extension.",
        "  fix:     use `helmValues` or its snippets",
        "  code:    addon-without-values",
      ].join("\n"),
    );
  });
});

describe("an application's account that is trusted already", () => {
  const vaultId = `${GROUP}/providers/Microsoft.KeyVault/vaults/orders`;
  const mount = (scope: TestStack, options: Partial<AddonOptions> = {}) => {
    const cluster = newCluster(scope);
    cluster.connect(scope);
    const federation = cluster.addFederatedIdentity("orders", {
      namespace: "shop",
      serviceAccountName: "orders",
    });
    const vault = GrantScope.fromId(scope, "vault", vaultId);
    const addon = Addons.SECRETS_STORE_CSI_AKS;
    return cluster.addAddon("csi", { addon, scopes: { vault }, federation, ...options });
  };

  test("gets no second trust, and the roles; the trust counts as used", () => {
    const stack = synth((scope) => {
      expose(scope, {
        text: mount(scope).snippet("secret-provider-class", { name: "db", secretName: "db" }),
      });
    });
    expect(resources(stack, "azurerm_federated_identity_credential")).toHaveLength(1);
    expect(resources(stack, "azurerm_user_assigned_identity")).toHaveLength(1);
    expect(resources(stack, "azurerm_role_assignment")).toMatchObject([{ scope: vaultId }]);
    expect(output(stack, "text")).toContain('namespace: "shop"');
    expect(warningsOf((scope) => mount(scope))).toEqual([]);
  });

  test("fails when its names are given as well", () => {
    expect(messageOf(() => synth((scope) => mount(scope, { namespace: "shop" })))).toBe(
      [
        "[test/cluster/csi] `namespace` is that of the trust that is given as `federation`.",
        '  got:     the FederatedIdentity at "test/cluster/orders"',
        "  allowed: `federation`, or `namespace` for a trust that is made",
        "  fix:     remove `namespace`",
        "  code:    addon-trust-given",
      ].join("\n"),
    );
  });

  test("fails when it is another cluster's", () => {
    const elsewhere = (scope: TestStack) =>
      WorkloadIdentityCluster.fromClusterAttributes(scope, "other", {
        oidcIssuerUrl: "https://oidc.example.com/",
        clusterName: "other",
      }).addFederatedIdentity("orders", {
        identity: newIdentity(scope),
        serviceAccountName: "orders",
      });
    expect(messageOf(() => synth((scope) => mount(scope, { federation: elsewhere(scope) })))).toBe(
      [
        "[test/cluster/csi] the trust is in tokens of another cluster than the one in which Secrets Store CSI driver, the add-on of AKS runs.",
        '  got:     the FederatedIdentity at "test/other/orders"',
        "  allowed: a trust in an account of the same cluster",
        "  fix:     leave `federation` out, or give that of this cluster",
        "  code:    addon-trust-elsewhere",
      ].join("\n"),
    );
  });
});

describe("an account that AKS makes", () => {
  test("is annotated, in kube-system, without a warning", () => {
    const annotate = (scope: TestStack) => {
      const keda = newAddon(scope, { addon: Addons.KEDA_AKS });
      (scope.node.findChild("cluster") as WorkloadIdentityCluster).connect(scope);
      WorkloadServiceAccount.annotate(scope, "operator", { identity: keda.federations[0] });
    };
    expect(resources(synth(annotate), "kubernetes_annotations")).toMatchObject([
      { metadata: { name: "keda-operator", namespace: "kube-system" } },
    ]);
    expect(warningsOf(annotate)).toEqual([]);
  });
});

describe("another identity", () => {
  test("trusts the operator beside its own workload", () => {
    // WHEN
    const stack = synth((scope) => {
      const keda = newAddon(scope, { addon: Addons.KEDA });
      const orders = newIdentity(scope);
      keda.addIdentity("orders", orders);
      expose(scope, {
        trigger: keda.snippet("trigger-authentication", {
          name: "orders",
          workloadNamespace: "shop",
          identityId: orders.clientId,
        }),
      });
    });

    // THEN
    expect(
      resources(stack, "azurerm_federated_identity_credential").map(
        ({ subject, [IDENTITY_OF_CREDENTIAL]: of }) => [subject, of],
      ),
    ).toEqual([
      ["system:serviceaccount:keda:keda-operator", "${azurerm_user_assigned_identity.identity.id}"],
      [
        "system:serviceaccount:keda:keda-operator",
        expect.stringContaining("cluster_addon_identity"),
      ],
    ]);
    expect(output(stack, "trigger")).toContain(
      'identityId: "${azurerm_user_assigned_identity.identity.client_id}"',
    );
  });

  test("is refused a second time", () => {
    expect(
      messageOf(() =>
        synth((scope) => {
          const keda = newAddon(scope, { addon: Addons.KEDA });
          const orders = newIdentity(scope);
          keda.addIdentity("first", orders);
          keda.addIdentity("second", orders);
        }),
      ),
    ).toMatch(/^\[test\/cluster\/addon\/identity-second\/operator\] this identity already trusts/);
  });
});

describe("a snippet", () => {
  const snippet = (name: string, parameters?: Record<string, string>) =>
    output(
      synth((scope) => expose(scope, { text: newAddon(scope).snippet(name, parameters) })),
      "text",
    );

  test("has ids and names of the scopes, at synth where they are known", () => {
    expect(snippet("azure-json")).toContain('"resourceGroup": "dns"');
    expect(snippet("azure-json")).toContain(
      '"subscriptionId": "11111111-2222-3333-4444-555555555555"',
    );
  });

  test("has them by Terraform where they are not", () => {
    const stack = synth((scope) => {
      const group = new ResourceGroup(scope, "dns", { name: "dns", location: "eastus" });
      const zone = new DnsZone(scope, "public-zone", {
        name: "example.com",
        resourceGroupName: group.name,
      });
      const addon = newAddon(scope, { scopes: { zone, zoneResourceGroup: group } });
      expose(scope, { text: addon.snippet("azure-json") });
    });
    expect(output(stack, "text")).toContain(
      '"resourceGroup": "${split(\\"/\\", azurerm_dns_zone.public-zone.id).4}"'.replace(/\\/g, ""),
    );
  });

  const fromSnippet = (addon: AddonPreset, name: string, parameters?: Record<string, string>) =>
    messageOf(() =>
      synth((scope) => {
        const zone = zoneOf(scope);
        const scopes = addon === Addons.EXTERNAL_DNS ? zone : { zone: zone.zone };
        newAddon(scope, { addon, scopes }).snippet(name, parameters);
      }),
    );

  test("fails when there is none of the name", () => {
    expect(fromSnippet(Addons.EXTERNAL_DNS, "azure.json")).toBe(
      [
        "[test/cluster/addon] external-dns, public zones has no snippet of this name.",
        '  got:     "azure.json"',
        '  allowed: "azure-json", "mount"',
        "  fix:     change the name",
        "  code:    addon-snippet-unknown",
      ].join("\n"),
    );
  });

  test("fails when a parameter is missing or superfluous", () => {
    const issuer = (parameters: Record<string, string>) =>
      fromSnippet(Addons.CERT_MANAGER_DNS01, "cluster-issuer", parameters);
    expect(issuer({ name: "acme" })).toBe(
      [
        "[test/cluster/addon] the parameters of the snippet cluster-issuer are not the ones that its text names.",
        '  got:     ["name"]',
        '  allowed: "name", "server", "email"',
        "  fix:     give each of them, and no other",
        "  code:    addon-parameters",
      ].join("\n"),
    );
    expect(issuer({ name: "a", server: "s", email: "e", clientId: "c" })).toMatch(
      "addon-parameters",
    );
  });

  test("fails when a parameter would end the text in which it stands", () => {
    const parameters = { name: "acme", server: "https://acme.example.com", email: 'a"b' };
    expect(fromSnippet(Addons.CERT_MANAGER_DNS01, "cluster-issuer", parameters)).toBe(
      [
        "[test/cluster/addon] the parameter email would end the text in which it stands.",
        '  got:     "a\\"b"',
        "  allowed: one line without quotation marks and backslashes",
        "  fix:     change `email`",
        "  code:    addon-parameter-quoted",
      ].join("\n"),
    );
  });

  test("fails when a scope is too wide to have the name that it asks for", () => {
    expect(
      messageOf(() =>
        synth((scope) => {
          const zone = GrantScope.fromId(scope, "all", GROUP);
          newAddon(scope, { addon: Addons.CERT_MANAGER_DNS01, scopes: { zone } }).snippet(
            "cluster-issuer",
            { name: "acme", server: "https://acme.example.com", email: "ops@example.com" },
          );
        }),
      ),
    ).toBe(
      [
        "[test/cluster/addon] the name of `scopes.zone` is asked for, and the scope is wider than a resource.",
        `  got:     "${GROUP}"`,
        "  allowed: the id of a resource",
        "  fix:     give the resource itself as `scopes.zone`, or write the text by hand",
        "  code:    addon-scope-too-wide",
      ].join("\n"),
    );
  });
});

describe("fails when", () => {
  test("a scope is missing", () => {
    expect(refused((scope) => ({ scopes: { zone: zoneOf(scope).zone } }))).toBe(
      [
        "[test/cluster/addon] external-dns, public zones needs roles at a scope that is not given.",
        '  allowed: `scopes.zoneResourceGroup`, the resource group of the zone, in which zones are looked up: "Reader" are assigned there',
        "  fix:     add `zoneResourceGroup` to `scopes`",
        "  code:    addon-scope-missing",
      ].join("\n"),
    );
  });

  test("a scope is none of the preset", () => {
    const lines = [
      "[test/cluster/addon] external-dns, public zones has no scope of this name; no role would be assigned at it.",
      '  got:     "vault"',
      '  allowed: "zone", "zoneResourceGroup"',
      "  fix:     remove `scopes.vault`; `identity.grant` gives further roles",
      "  code:    addon-scope-unknown",
    ];
    expect(
      refused((scope) => {
        const { zone, ...group } = zoneOf(scope);
        return { scopes: { zone, ...group, vault: zone } };
      }),
    ).toBe(lines.join("\n"));
    expect(
      messageOf(() =>
        synth((scope) => {
          newAddon(scope).grant({ vault: GrantScope.fromId(scope, "vault", ZONE) });
        }),
      ),
    ).toBe(lines.join("\n"));
  });

  describe("a scope", () => {
    const refusedZone = (zoneOfTest: (scope: TestStack) => IGrantScope) =>
      refused((scope) => ({ scopes: { ...zoneOf(scope), zone: zoneOfTest(scope) } }));
    const lines = (got: string) =>
      [
        "[test/cluster/addon] `scopes.zone` is a resource of another type than external-dns, public zones works on.",
        `  got:     "${got}"`,
        "  allowed: Microsoft.Network/dnsZones, or a scope above it",
        "  fix:     give such a scope as `scopes.zone`",
        "  code:    addon-scope-of-other-type",
      ].join("\n");

    test("is of another type, by its id", () => {
      const id = `${GROUP}/providers/Microsoft.Network/privateDnsZones/example.com`;
      expect(refusedZone((scope) => GrantScope.fromId(scope, "private", id))).toBe(
        lines("Microsoft.Network/privateDnsZones"),
      );
    });

    test.each<[string, (scope: TestStack) => IGrantScope]>([
      ["a resource", (scope) => newPrivateZone(scope)],
      ["a scope made of one", (scope) => GrantScope.fromResource(newPrivateZone(scope))],
    ])("is of another type, as %s", (_what, zone) => {
      expect(refusedZone(zone)).toBe(lines("Microsoft.Network/privateDnsZones"));
    });

    test("is a construct of the library for something else", () => {
      expect(
        refusedZone(
          (scope) =>
            new KeyVaultAccess(scope, "vault", {
              resourceGroup: newGroup(scope),
              name: "orders-kv",
            }),
        ),
      ).toBe(lines("Microsoft.KeyVault/vaults"));
    });

    test("is a resource where its group is meant", () => {
      expect(
        refused((scope) => ({
          scopes: { ...zoneOf(scope), zoneResourceGroup: GrantScope.fromId(scope, "z", ZONE) },
        })),
      ).toMatch(/`scopes\.zoneResourceGroup` is a resource of another type/);
    });
  });

  test.each<[string, (scope: TestStack) => IGrantScope]>([
    ["a group by its id", (scope) => GrantScope.fromId(scope, "wide", GROUP)],
    ["a group", (scope) => newGroup(scope)],
    ["the zone in capitals", (scope) => GrantScope.fromId(scope, "caps", ZONE.toUpperCase())],
  ])("not where a scope is %s", (_what, zone) => {
    const stack = synth((scope) =>
      newAddon(scope, { scopes: { ...zoneOf(scope), zone: zone(scope) } }),
    );
    expect(resources(stack, "azurerm_role_assignment")).toHaveLength(2);
  });

  test("the names of an application's account are not given", () => {
    const text = (prop: string) =>
      [
        `[test/cluster/addon] External Secrets Operator, by an account of the application exchanges the token of an application's account, and \`${prop}\` is not given.`,
        "  allowed: `namespace` and `serviceAccountName` of the application",
        `  fix:     give \`${prop}\``,
        "  code:    addon-name-needed",
      ].join("\n");
    const addon = Addons.EXTERNAL_SECRETS_REFERENCED;
    const vaultId = `${GROUP}/providers/Microsoft.KeyVault/vaults/orders`;
    const scopes = (scope: Construct) => ({ vault: GrantScope.fromId(scope, "vault", vaultId) });
    expect(refused((scope) => ({ addon, scopes: scopes(scope) }))).toBe(text("namespace"));
    expect(refused((scope) => ({ addon, scopes: scopes(scope), namespace: "shop" }))).toBe(
      text("serviceAccountName"),
    );
  });

  test("a name is changed that cannot be", () => {
    expect(refused(() => ({ addon: Addons.KEDA_AKS, namespace: "keda" }))).toBe(
      [
        "[test/cluster/addon] the `namespace` of KEDA, the add-on of AKS is not free to choose.",
        '  got:     "keda"',
        '  allowed: "kube-system"',
        "  fix:     leave `namespace` out",
        "  code:    addon-name-fixed",
      ].join("\n"),
    );
    expect(refused(() => ({ addon: Addons.KEDA_AKS, serviceAccountName: "keda" }))).toMatch(
      /the `serviceAccountName` of KEDA, the add-on of AKS is not free to choose\.\n.*"keda"/,
    );
  });

  test("the add-on makes its account, and is not to", () => {
    expect(refused(() => ({ addon: Addons.KEDA_AKS, createServiceAccounts: false }))).toBe(
      [
        "[test/cluster/addon] the account of the operator of KEDA, the add-on of AKS is always made by the add-on itself.",
        "  got:     false",
        "  allowed: true",
        "  fix:     leave `createServiceAccounts` out",
        "  code:    addon-owns-account",
      ].join("\n"),
    );
  });

  test("one name is given for several accounts, or a component that there is not", () => {
    const addon: AddonPreset = {
      ...Addons.KEDA,
      components: [
        { name: "operator", serviceAccountName: "keda-operator" },
        { name: "metrics", serviceAccountName: "keda-metrics" },
        { name: "webhooks", serviceAccountName: "keda-webhooks", optional: true },
      ],
    };
    expect(refused(() => ({ addon, serviceAccountName: "keda" }))).toBe(
      [
        "[test/cluster/addon] `serviceAccountName` is one name for the several accounts of KEDA, by its chart.",
        '  got:     "keda"',
        '  allowed: an account each for "operator", "metrics"',
        "  fix:     copy the preset, and change the `serviceAccountName` of its components",
        "  code:    addon-of-several-accounts",
      ].join("\n"),
    );
    expect(refused(() => ({ addon, components: ["metrics"] }))).toBe(
      [
        "[test/cluster/addon] KEDA, by its chart has no optional component of this name.",
        '  got:     "metrics"',
        '  allowed: "webhooks"',
        "  fix:     change or remove it in `components`; the other components are always trusted",
        "  code:    addon-component-unknown",
      ].join("\n"),
    );
    const trusted = (components?: string[]) =>
      resources(
        synth((scope) => newAddon(scope, { addon, components })),
        "azurerm_federated_identity_credential",
      ).length;
    expect([trusted(), trusted(["webhooks"])]).toEqual([2, 3]);
  });

  test("an application logs in, not an identity", () => {
    const addon: AddonPreset = {
      ...Addons.KEDA,
      title: "Argo CD, single sign-on",
      application: true,
    };
    expect(refused(() => ({ addon }))).toBe(
      [
        "[test/cluster/addon] Argo CD, single sign-on logs in as an application of Microsoft Entra ID, and no managed identity can take its place.",
        "  allowed: a federated credential of the application with the issuer `oidcIssuerUrl` of the cluster, the subject system:serviceaccount:keda:keda-operator and the audience api://AzureADTokenExchange",
        "  fix:     make it with `azuread_application_federated_identity_credential` of the azuread provider",
        "  code:    addon-of-application",
      ].join("\n"),
    );
  });
});

describe("a version", () => {
  const warnings = (version?: string) => warningsOf((scope) => newAddon(scope, { version }));

  test("that was not looked at is warned of, with both", () => {
    expect(warnings("1.15.0")).toEqual([
      "The values of the chart external-dns were looked at in version 1.21.1, and this is 1.15.0. Compare the values that its page names with those of 1.15.0, or copy the preset and change it.",
    ]);
  });

  test.each([undefined, "1.21.1", "v1.21.1"])("is not warned of: %s", (version) => {
    expect(warnings(version)).toEqual([]);
  });

  test("is refused of what has no chart", () => {
    expect(refused(() => ({ addon: Addons.KEDA_AKS, version: "1.0.0" }))).toBe(
      [
        "[test/cluster/addon] KEDA, the add-on of AKS has no chart, and so no version.",
        "  fix:     leave `version` out",
        "  code:    addon-without-values",
      ].join("\n"),
    );
  });
});
