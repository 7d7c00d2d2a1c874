import { ResourceGroupTemplateDeployment } from "@cdktf/provider-azurerm/lib/resource-group-template-deployment";
import { KubernetesClusterExtension } from "@cdktf/provider-azurerm/lib/kubernetes-cluster-extension";
import { KubernetesFluxConfiguration } from "@cdktf/provider-azurerm/lib/kubernetes-flux-configuration";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { Release } from "@cdktf/provider-helm/lib/release";
import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import { Manifest } from "@cdktf/provider-kubernetes/lib/manifest";
import { Namespace } from "@cdktf/provider-kubernetes/lib/namespace";
import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import {
  App,
  Aspects,
  TerraformHclModule,
  TerraformResource,
  TerraformStack,
  TerraformVariable,
} from "cdktf";
import type { Construct } from "constructs";
import {
  AccessCheck,
  KeyVaultAccess,
  Synthesis,
  WorkloadAspect,
  WorkloadDeployment,
  type IWorkloadIdentityCluster,
  WorkloadIdentityCluster,
  WorkloadServiceAccount,
  type WorkloadServiceAccountProps,
} from "../../../constructs";
import { namespaceMetadata } from "../../support/bindings";
import { newCluster, newGroup } from "../../support/fixtures";
import { CONTAINER } from "../../support/workloads";
import { messageOf, synthApp, TestStack, warningsOf } from "../../support/synth";

const CLUSTER_ID =
  "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/aks";

/** A cluster in a stack, and what is connected to it in another. */
interface Surroundings {
  readonly app: App;
  readonly azure: TestStack;
  readonly apps: TestStack;
  readonly cluster: WorkloadIdentityCluster;
}

/** An account of a cluster in a stack; of the namespace `shop`, unless it is said otherwise. */
function account(
  scope: Construct,
  cluster: IWorkloadIdentityCluster,
  props: Partial<WorkloadServiceAccountProps> & { namespace?: string; name?: string } = {},
): WorkloadServiceAccount {
  const { namespace = "shop", name = "orders", ...others } = props;
  const identity = cluster.addFederatedIdentity(`${namespace}-${name}`, {
    namespace,
    serviceAccountName: name,
  });
  return new WorkloadServiceAccount(scope, `account-${namespace}-${name}`, { identity, ...others });
}

/** What is said of a program in two stacks: `azure` makes the cluster, `apps` is connected to it. */
function said(build: (around: Surroundings) => void): { error?: string; warnings: string[] } {
  const apps: App[] = [];
  let error: string | undefined;
  try {
    synthApp((outdir) => {
      const app = new App({ outdir, stackTraces: false });
      apps.push(app);
      const azure = new TestStack(app, "azure");
      const workloads = new TestStack(app, "apps");
      const cluster = newCluster(azure);
      cluster.connect(workloads);
      build({ app, azure, apps: workloads, cluster });
      return app;
    });
  } catch (thrown) {
    error = (thrown as Error).message;
  }
  const warnings = Object.values(apps[0].manifest.stacks).flatMap(({ annotations }) =>
    annotations.map(({ message }) => message).filter((message) => /namespace-unread/.test(message)),
  );
  return { error, warnings };
}

const NOT_MADE = [
  '[apps/account-shop-orders] nothing in the program makes this namespace, and the cluster at "azure/cluster" is new.',
  '  got:     "shop"',
  "  allowed: `default`, or a namespace that a stack of the program makes",
  "  fix:     set `createNamespace: true`, or `createNamespace: false` where somebody else makes it before this stack is applied",
  "  code:    namespace-not-made",
].join("\n");

const NOTHING = { error: undefined, warnings: [] };

describe("a namespace of a new cluster", () => {
  test("is refused when nothing of the program makes it", () => {
    const { error, warnings } = said(({ apps, cluster }) => void account(apps, cluster));
    expect(error).toContain(NOT_MADE);
    expect(warnings).toEqual([]);
  });

  test("is refused beside all that the library makes", () => {
    const { error, warnings } = said(({ azure, apps, cluster }) => {
      const { identity } = account(apps, cluster);
      const vault = new KeyVaultAccess(azure, "vault", { resourceGroup: newGroup(azure) });
      vault.addSecret("db-password").grantRead(identity);
      cluster.addNodePool("pool", { name: "apps" });
      const serviceAccount = account(apps, cluster, { name: "carts" });
      new WorkloadDeployment(apps, "carts", {
        serviceAccount,
        name: "carts",
        containers: [CONTAINER],
      });
      new AccessCheck(apps, "check", {
        serviceAccount,
        tokenScope: "https://vault.azure.net/.default",
      });
      Aspects.of(apps).add(new WorkloadAspect({ serviceAccount }));
    });
    expect(error).toContain(NOT_MADE);
    expect(warnings).toEqual([]);
  });

  test("is refused once, however many accounts are in it", () => {
    const { error } = said(({ apps, cluster }) => {
      account(apps, cluster);
      account(apps, cluster, { name: "carts" });
    });
    expect(error?.match(/namespace-not-made/g)).toHaveLength(1);
  });

  test("is refused in the stack of the cluster too, and by `Synthesis.allOrNothing`", () => {
    const app = new App({ outdir: "not-written", stackTraces: false });
    const stack = new TestStack(app, "apps");
    const cluster = newCluster(stack);
    cluster.connect(stack);
    account(stack, cluster);
    expect(messageOf(() => Synthesis.allOrNothing(app))).toContain(
      'nothing in the program makes this namespace, and the cluster at "apps/cluster" is new.',
    );
  });

  test.each(["default", "kube-system", "kube-public", "app-routing-system", "aks-istio-system"])(
    "passes when it is `%s`, which comes with the cluster",
    (namespace) => {
      expect(said(({ apps, cluster }) => void account(apps, cluster, { namespace }))).toEqual(
        NOTHING,
      );
    },
  );

  test("passes where the account makes it, or another account of it", () => {
    expect(
      said(({ apps, cluster }) => {
        account(apps, cluster);
        account(apps, cluster, { name: "carts", createNamespace: true });
      }),
    ).toEqual(NOTHING);
  });

  test("passes where `createNamespace: false` says that it is there, also for others in it", () => {
    expect(
      said(({ apps, cluster }) => {
        account(apps, cluster, { createNamespace: false });
        account(apps, cluster, { name: "carts" });
      }),
    ).toEqual(NOTHING);
  });

  test("passes where another account of it exists already", () => {
    expect(
      said(({ apps, cluster }) => {
        const identity = cluster.addFederatedIdentity("others", {
          namespace: "shop",
          serviceAccountName: "others",
        });
        WorkloadServiceAccount.annotate(apps, "others", { identity });
        account(apps, cluster);
      }),
    ).toEqual(NOTHING);
  });
});

describe("what makes it", () => {
  const metadata = () => namespaceMetadata({ name: "shop" });

  test.each<[string, (scope: TerraformStack) => void]>([
    [
      "a namespace of the provider",
      (scope) => void new NamespaceV1(scope, "ns", { metadata: metadata() }),
    ],
    [
      "one of its older class",
      (scope) => void new Namespace(scope, "ns", { metadata: { name: "shop" } }),
    ],
    [
      "a manifest",
      (scope) =>
        void new Manifest(scope, "ns", {
          manifest: { apiVersion: "v1", kind: "Namespace", metadata: { name: "shop" } },
        }),
    ],
    [
      "an override of a name",
      (scope) => {
        const other = new NamespaceV1(scope, "ns", { metadata: namespaceMetadata({ name: "x" }) });
        other.addOverride(Array.isArray(metadata()) ? "metadata.0.name" : "metadata.name", "shop");
      },
    ],
    [
      "a release that creates its namespace",
      (scope) => {
        new HelmProvider(scope, "helm", {});
        new Release(scope, "r", {
          name: "r",
          chart: "c",
          namespace: "shop",
          createNamespace: true,
        });
      },
    ],
  ])("is %s of any stack before", (_what, make) => {
    expect(
      said(({ app, apps, cluster }) => {
        const first = new TestStack(app, "first");
        cluster.connect(first);
        apps.addDependency(first);
        make(first);
        account(apps, cluster);
      }),
    ).toEqual(NOTHING);
    expect(
      said(({ apps, cluster }) => {
        make(apps);
        account(apps, cluster);
      }),
    ).toEqual(NOTHING);
  });

  test("is no stack that comes after the account", () => {
    const { error } = said(({ app, apps, cluster }) => {
      const later = new TestStack(app, "later");
      cluster.connect(later);
      later.addDependency(apps);
      new NamespaceV1(later, "namespace", { metadata: metadata() });
      account(apps, cluster);
    });
    expect(error).toContain(
      [
        '[apps/account-shop-orders] the stack "later" makes this namespace, and comes after this one.',
        '  got:     "shop"',
        "  allowed: a namespace that this stack makes, or one before it",
        '  fix:     set `createNamespace: true` here instead of making it at "later/namespace"',
        "  code:    namespace-made-later",
      ].join("\n"),
    );
  });

  test("may be a stack of which no order is known", () => {
    expect(
      said(({ app, apps, cluster }) => {
        const other = new TestStack(app, "other");
        cluster.connect(other);
        new NamespaceV1(other, "namespace", { metadata: metadata() });
        account(apps, cluster);
      }),
    ).toEqual(NOTHING);
  });

  test("is no namespace of another name, and no object of a known kind", () => {
    const { error, warnings } = said(({ apps, cluster }) => {
      new NamespaceV1(apps, "other", { metadata: namespaceMetadata({ name: "other" }) });
      new ConfigMapV1(apps, "map", { metadata: { name: "shop", namespace: "default" } });
      new Manifest(apps, "role", {
        manifest: { apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRole", metadata: {} },
      });
      account(apps, cluster);
    });
    expect(error).toContain(NOT_MADE);
    expect(warnings).toEqual([]);
  });

  test("is no namespace of another cluster that the program makes", () => {
    const { error } = said(({ app, apps, cluster }) => {
      const stack = new TestStack(app, "other");
      const other = new WorkloadIdentityCluster(stack, "cluster", {
        resourceGroup: newGroup(stack),
        name: "other",
      });
      other.connect(stack);
      account(stack, other, { createNamespace: true });
      account(apps, cluster);
    });
    expect(error).toContain(NOT_MADE);
  });

  test("may be one of a provider that is configured by hand", () => {
    expect(
      said(({ app, apps, cluster }) => {
        const stack = new TestStack(app, "other");
        new KubernetesProvider(stack, "kubernetes", { configPath: "~/.kube/config" });
        new NamespaceV1(stack, "namespace", { metadata: metadata() });
        account(apps, cluster);
      }),
    ).toEqual(NOTHING);
  });
});

/** A resource of a provider that nobody here knows. */
class Foreign extends TerraformResource {
  constructor(scope: Construct, type: string) {
    super(scope, "foreign", { terraformResourceType: type });
  }
}

describe("what cannot be read is warned of, and not refused", () => {
  const cases: [string, (around: Surroundings) => unknown][] = [
    [
      "a namespace of a name that is a reference",
      ({ apps }) => {
        const { stringValue: name } = new TerraformVariable(apps, "team", { type: "string" });
        return new NamespaceV1(apps, "foreign", { metadata: namespaceMetadata({ name }) });
      },
    ],
    [
      "a manifest of a custom kind",
      ({ apps }) =>
        new Manifest(apps, "foreign", {
          manifest: { apiVersion: "argoproj.io/v1alpha1", kind: "Application", metadata: {} },
        }),
    ],
    [
      "a chart",
      ({ apps }) => {
        new HelmProvider(apps, "helm", {});
        return new Release(apps, "foreign", { name: "r", chart: "c" });
      },
    ],
    [
      "a module",
      ({ apps }) => new TerraformHclModule(apps, "foreign", { source: "Azure/aks/azurerm" }),
    ],
    ["a resource of an unknown provider", ({ apps }) => new Foreign(apps, "kubectl_manifest")],
    [
      "a program that a resource runs",
      ({ apps }) => {
        const data = new Foreign(apps, "null_resource");
        data.provisioners = [{ type: "local-exec", command: "kubectl create namespace shop" }];
        return data;
      },
    ],
    [
      "an extension of the cluster",
      ({ azure, cluster }) =>
        new KubernetesClusterExtension(azure, "foreign", {
          name: "dapr",
          clusterId: cluster.id,
          extensionType: "Microsoft.Dapr",
        }),
    ],
    [
      "Flux",
      ({ azure, cluster }) =>
        new KubernetesFluxConfiguration(azure, "foreign", {
          name: "flux",
          clusterId: cluster.id,
          namespace: "flux",
          kustomizations: [{ name: "all" }],
        }),
    ],
    [
      "a template of Azure",
      ({ azure }) =>
        new ResourceGroupTemplateDeployment(azure, "foreign", {
          name: "more",
          resourceGroupName: "rg",
          deploymentMode: "Incremental",
        }),
    ],
    [
      "a resource that a stack is given as text",
      ({ apps }) => apps.addOverride("resource.kubernetes_namespace_v1.shop", {}),
    ],
    ["an aspect", ({ apps }) => Aspects.of(apps).add({ visit: () => undefined })],
  ];

  test.each(cases)("%s", (_what, make) => {
    const { error, warnings } = said((around) => {
      make(around);
      account(around.apps, around.cluster);
    });
    expect({ error, warnings }).toEqual({
      error: undefined,
      warnings: [expect.stringMatching(/^nothing that the library can read makes this namespace/)],
    });
  });

  test("and is named, with what silences it", () => {
    const { warnings } = said(({ apps, cluster }) => {
      new TerraformHclModule(apps, "module", { source: "Azure/aks/azurerm" });
      new TerraformHclModule(apps, "other", { source: "Azure/aks/azurerm" });
      account(apps, cluster);
    });
    expect(warnings).toEqual([
      [
        'nothing that the library can read makes this namespace, and the cluster at "azure/cluster" is new.',
        '  got:     "shop"',
        '  fix:     set `createNamespace: true`, or `createNamespace: false` where "apps/module" or 1 more makes it first',
        "  code:    namespace-unread",
      ].join("\n"),
    ]);
  });
});

describe("nothing is said of a cluster that exists", () => {
  const import_: [string, (stack: TestStack) => IWorkloadIdentityCluster][] = [
    [
      "fromClusterName",
      (stack) =>
        WorkloadIdentityCluster.fromClusterName(stack, "existing", {
          clusterName: "aks",
          resourceGroupName: "rg",
        }),
    ],
    [
      "fromClusterAttributes",
      (stack) =>
        WorkloadIdentityCluster.fromClusterAttributes(stack, "existing", {
          oidcIssuerUrl: "https://oidc.example.com/",
          clusterName: "aks",
          resourceGroupName: "rg",
          location: "eastus",
        }),
    ],
    [
      "importFrom",
      (stack) => {
        const cluster = newCluster(stack);
        cluster.importFrom(CLUSTER_ID);
        return cluster;
      },
    ],
    [
      "importFrom of its resource",
      (stack) => {
        const cluster = newCluster(stack);
        (cluster.node.defaultChild as TerraformResource).importFrom(CLUSTER_ID);
        return cluster;
      },
    ],
  ];

  test.each(import_)("by %s", (_how, take) => {
    expect(
      warningsOf((stack) => {
        const cluster = take(stack);
        cluster.connect(stack);
        account(stack, cluster);
      }),
    ).toEqual([]);
  });
});
