import { parseAllDocuments } from "yaml";
import {
  Addon,
  type AddonPreset,
  type AddonScope,
  GrantScope,
  ManagedIdentity,
  WorkloadIdentityCluster,
} from "../../../constructs";
import { RESOURCE_GROUP } from "../../../constructs/addon/scope-types";
import facts from "../../fixtures/addon-facts.json";
import { parametersOf, PRESETS } from "../../support/addons-page";
import { expose, resources, type StackJson, synth, type TestStack } from "../../support/synth";

interface Chart {
  readonly version: string;
  readonly keys: Readonly<Record<string, unknown>>;
}

/** A text, and the line of a public source at which it stands. */
interface Fact {
  readonly text: string;
  readonly source: string;
}

type Facts = Readonly<Partial<Record<"accounts" | "roles" | "texts", readonly Fact[]>>>;

const CHARTS = facts.charts as Readonly<Record<string, Chart>>;
const READ = facts.presets as Readonly<Record<string, Facts>>;

const GUID = "11111111-2222-3333-4444-555555555555";
const CLIENT_ID = "aaaaaaaa-2222-3333-4444-555555555555";
const TENANT_ID = "bbbbbbbb-2222-3333-4444-555555555555";
const LABEL = "azure.workload.identity/use";

/** The paths of a chart's values that a preset sets. */
function pathsOf(preset: AddonPreset): string[] {
  return [
    ...preset.components.flatMap((one) => [
      ...(one.podLabels ?? []),
      ...(one.podAnnotations ?? []),
      ...[one.accountCreate, one.accountName, one.accountAnnotations].flatMap((path) => path ?? []),
    ]),
    ...(preset.clientIdValues ?? []),
    ...(preset.tenantIdValues ?? []),
    ...(preset.switches ?? []),
    ...Object.keys(preset.values ?? {}),
  ];
}

const isMap = (value: unknown) =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether a chart reads a path: it has the key, or a map above it into which anything goes. */
function reads({ keys }: Chart, path: string): boolean {
  if (path in keys) return true;
  const parts = path.split(".");
  return parts.some((_, n) => {
    const above = parts.slice(0, n).join(".");
    return above in keys && isMap(keys[above]);
  });
}

/** A preset whose ids are all known at synth, given every scope and every optional component. */
function make(scope: TestStack, preset: AddonPreset): Addon {
  const resource = ({ name, resourceType = "Microsoft.Some/things" }: AddonScope) =>
    resourceType === RESOURCE_GROUP
      ? `/subscriptions/${GUID}/resourceGroups/the-${name}`
      : `/subscriptions/${GUID}/resourceGroups/rg/providers/${resourceType}/the-${name}`;
  return new Addon(scope, "addon", {
    addon: preset,
    cluster: WorkloadIdentityCluster.fromClusterAttributes(scope, "cluster", {
      clusterName: "aks",
      oidcIssuerUrl: "https://oidc.example.com/",
    }),
    identity: ManagedIdentity.fromIdentityAttributes(scope, "identity", {
      identityId: `/subscriptions/${GUID}/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/addon`,
      clientId: CLIENT_ID,
      tenantId: TENANT_ID,
      principalId: GUID,
    }),
    scopes: Object.fromEntries(
      preset.scopes.map((place) => [
        place.name,
        GrantScope.fromId(scope, `scope-${place.name}`, resource(place)),
      ]),
    ),
    components: preset.components.flatMap(({ name, optional }) => (optional ? [name] : [])),
    ...(preset.namespace === undefined && { namespace: "shop" }),
    ...(preset.components[0].serviceAccountName === undefined && { serviceAccountName: "orders" }),
  });
}

/** What the values of a chart are, by the expression that Terraform evaluates. */
function valuesIn(stack: StackJson): unknown {
  const [, object] = /^\$\{yamlencode\((.*)\)\}$/.exec(stack.output?.values.value as string) ?? [];
  return JSON.parse(object.replace(/" = /g, '": '));
}

const at = (tree: unknown, path: string): unknown =>
  path.split(".").reduce((node, key) => (node as Record<string, unknown>)[key], tree);

test("there are more than two dozen presets, each of which was read up on, with names of their own", () => {
  expect(PRESETS.length).toBeGreaterThan(24);
  expect(PRESETS.map(([constant]) => constant).sort()).toEqual(Object.keys(READ).sort());
  expect(new Set(PRESETS.map(([, { name }]) => name)).size).toBe(PRESETS.length);
  expect(new Set(PRESETS.map(([, { title }]) => title)).size).toBe(PRESETS.length);
});

test("a chart is the same, and of one version, in all presets of it", () => {
  const versions = new Map<string, string>();
  for (const [, { chart }] of PRESETS) {
    if (!chart) continue;
    expect(versions.get(chart.name) ?? chart.version).toBe(chart.version);
    versions.set(chart.name, chart.version);
  }
  expect([...versions.keys()].sort()).toEqual(Object.keys(CHARTS).sort());
});

describe.each(PRESETS)("%s", (constant, preset) => {
  const read = READ[constant] ?? {};

  test("names its sources by public addresses, and has a word on what to know", () => {
    expect(preset.name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(preset.sources.length).toBeGreaterThan(0);
    for (const source of preset.sources) expect(source).toMatch(/^https:\/\/\S+$/);
    for (const note of preset.notes) expect(note).toMatch(/^[A-Z`].*\.$/);
    expect(preset.notes.length).toBeGreaterThan(0);
  });

  test("sets only values that the chart of its version reads", () => {
    const { chart, extensionType } = preset;
    const paths = pathsOf(preset);
    if (!chart) {
      expect(extensionType === undefined ? paths : []).toEqual([]);
      return;
    }
    expect(chart.version).toBe(CHARTS[chart.name].version);
    expect(paths.filter((path) => !reads(CHARTS[chart.name], path))).toEqual([]);
  });

  test("trusts accounts that its sources name, or whose name its values set", () => {
    const texts = (read.accounts ?? []).map(({ text }) => text).join("\n");
    for (const {
      serviceAccountName,
      accountName,
      fixedName,
      credentialName,
    } of preset.components) {
      if (fixedName || (serviceAccountName && !accountName && constant !== "CROSSPLANE")) {
        expect(texts).toContain(serviceAccountName);
      }
      if (credentialName) expect(texts).toContain(credentialName);
    }
  });

  test("has an identity that gets each role at its scope, and trusts in every account", () => {
    if (preset.application) return;
    const stack = synth((scope) => make(scope, preset));
    const given = resources(stack, "azurerm_role_assignment").map(
      (one) => `${one.role_definition_name} at ${(one.scope as string).split("/").at(-1)}`,
    );
    const wanted = preset.scopes.flatMap(({ name, roles }) =>
      roles.map((role) => `${role} at the-${name}`),
    );
    expect(given.sort()).toEqual(wanted.sort());
    const trusted = resources(stack, "azurerm_federated_identity_credential");
    const subjects = preset.components.map(
      ({ serviceAccountName }) =>
        `system:serviceaccount:${preset.namespace ?? "shop"}:${serviceAccountName ?? "orders"}`,
    );
    expect(trusted.map(({ subject }) => subject as string).sort()).toEqual(subjects.sort());
  });

  test("labels the pods that need it, and annotates accounts, where the chart does not", () => {
    if (!preset.chart || preset.application) return;
    const values = valuesIn(
      synth((scope) => expose(scope, { values: make(scope, preset).helmValues })),
    );
    const labels = preset.components.flatMap(({ podLabels = [] }) => podLabels);
    for (const path of labels) expect(at(values, path)).toEqual({ [LABEL]: "true" });
    expect(JSON.stringify(values).split(LABEL).length - 1).toBe(new Set(labels).size);
    for (const { accountAnnotations, accountName, serviceAccountName } of preset.components) {
      if (accountName) expect(at(values, accountName)).toBe(serviceAccountName);
      if (accountAnnotations) {
        expect(at(values, accountAnnotations)).toEqual({
          "azure.workload.identity/client-id": CLIENT_ID,
          "azure.workload.identity/tenant-id": TENANT_ID,
        });
      }
    }
    for (const path of preset.clientIdValues ?? []) expect(at(values, path)).toBe(CLIENT_ID);
    for (const path of preset.tenantIdValues ?? []) expect(at(values, path)).toBe(TENANT_ID);
  });

  test("has snippets that are whole YAML once they are filled in, and hold no secret", () => {
    for (const { name, text } of preset.snippets ?? []) {
      const parameters = Object.fromEntries(
        parametersOf(preset, text).map((parameter) => [parameter, `some-${parameter}`]),
      );
      const stack = synth((scope) =>
        expose(scope, { text: make(scope, preset).snippet(name, parameters) }),
      );
      const filled = stack.output?.text.value as string;
      expect(filled).not.toMatch(/\{\{|\}\}|\$\{|%\{/);
      expect(filled).not.toMatch(/password|secret(Key|Value)|accountKey/i);
      for (const document of parseAllDocuments(filled)) {
        expect(document).toMatchObject({ errors: [] });
        expect(isMap((document as { toJS(): unknown }).toJS())).toBe(true);
      }
      for (const parameter of Object.values(parameters)) expect(filled).toContain(parameter);
    }
  });
});

describe("the roles", () => {
  /** Roles that no page names, and why they are there all the same; the notes of the preset say it too. */
  const JUDGED: Readonly<Record<string, readonly string[]>> = {
    ARGOCD_CLUSTERS: ["Azure Kubernetes Service RBAC Cluster Admin"],
    ARGOCD_REPOSITORIES: ["AcrPull"],
    AZURE_SERVICE_OPERATOR: ["Contributor"],
    CROSSPLANE: ["Contributor"],
    DAPR: ["Key Vault Secrets User"],
    GRAFANA: ["Monitoring Data Reader"],
    KYVERNO: ["AcrPull"],
    MIMIR: ["Storage Blob Data Contributor"],
    OPENCOST: ["Storage Blob Data Reader"],
    RATIFY: ["Key Vault Certificate User"],
    TEMPO: ["Storage Blob Data Contributor"],
    TEMPO_SINGLE: ["Storage Blob Data Contributor"],
    THANOS: ["Storage Blob Data Contributor"],
  };

  test.each(PRESETS)(
    "of %s are those of its sources, or are known to be judged",
    (constant, preset) => {
      const texts = (READ[constant].roles ?? []).map(({ text }) => text.toLowerCase()).join("\n");
      const others = preset.scopes
        .flatMap(({ roles }) => roles)
        .filter((role) => !texts.includes(role.toLowerCase()));
      expect([...new Set(others)]).toEqual(JUDGED[constant] ?? []);
    },
  );
});
