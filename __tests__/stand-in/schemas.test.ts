import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { AttributeSchema, BlockSchema, NestedBlockSchema, deriveSchema } from "./schemas";

const REAL_SCHEMA =
  process.env.AZURERM_SCHEMA_FILE ??
  join(resolve(__dirname, "../.."), "../shared/schemas/azurerm-4.55.0.json");

interface RealSchemas {
  readonly provider_schema: { readonly block: RealBlock };
  readonly resource_schemas: { readonly [typeName: string]: { readonly block: RealBlock } };
  readonly data_source_schemas: { readonly [typeName: string]: { readonly block: RealBlock } };
}

interface RealBlock {
  readonly attributes?: { readonly [name: string]: AttributeSchema };
  readonly block_types?: { readonly [name: string]: NestedBlockSchema };
}

/** One line per attribute and block, so that a difference names its path. */
function facts(block: RealBlock, path = ""): { [path: string]: unknown } {
  const attributes = Object.entries(block.attributes ?? {}).map(([name, attribute]) => {
    const { type, required, optional, computed, sensitive, write_only } = attribute;
    return [path + name, { type, required, optional, computed, sensitive, write_only }] as const;
  });
  const blocks = Object.entries(block.block_types ?? {}).flatMap(([name, nested]) => {
    const { nesting_mode, min_items = 0, max_items } = nested;
    // A binding tells one from many, not how many.
    const nesting = { nesting_mode, min_items, single: max_items === 1 };
    return [[path + name, nesting], ...Object.entries(facts(nested.block, `${path}${name}.`))];
  });
  return Object.fromEntries([...attributes, ...blocks]);
}

// The file was stripped of descriptions, and of attributes called `description` with them.
function comparable(block: BlockSchema | RealBlock): { [path: string]: unknown } {
  const kept = Object.entries(facts(block)).filter(([path]) => !/(^|\.)description$/.test(path));
  return Object.fromEntries(kept);
}

describe("schemas derived from the prebuilt bindings", () => {
  test("a write-only argument, a sensitive and a computed attribute are told apart", () => {
    const { attributes } = deriveSchema("resource", "azurerm_key_vault_secret");

    expect(attributes.value_wo).toEqual({ type: "string", optional: true, write_only: true });
    expect(attributes.value).toEqual({ type: "string", optional: true, sensitive: true });
    expect(attributes.versionless_id).toEqual({ type: "string", computed: true });
    expect(attributes.key_vault_id).toEqual({ type: "string", required: true });
    expect(attributes.tags).toEqual({ type: ["map", "string"], optional: true });
  });

  test("an optional attribute that Azure fills in is computed too", () => {
    const cluster = deriveSchema("resource", "azurerm_kubernetes_cluster");

    expect(cluster.attributes.kubernetes_version).toMatchObject({ optional: true, computed: true });
    expect(cluster.attributes.oidc_issuer_enabled).toEqual({ type: "bool", optional: true });
  });

  test("a block that occurs once, a list of blocks and timeouts nest differently", () => {
    const pod = deriveSchema("resource", "kubernetes_pod_v1");

    expect(pod.block_types.spec).toMatchObject({
      nesting_mode: "list",
      min_items: 1,
      max_items: 1,
    });
    expect(pod.block_types.spec.block.block_types.container.max_items).toBeUndefined();
    expect(pod.block_types.timeouts.nesting_mode).toBe("single");
  });

  test("the Kubernetes provider's exec block is known with its required arguments", () => {
    const { exec } = deriveSchema("provider", "kubernetes").block_types;

    expect(exec.nesting_mode).toBe("list");
    expect(exec.block.attributes.command).toEqual({ type: "string", required: true });
    expect(exec.block.attributes.args).toEqual({ type: ["list", "string"], optional: true });
  });

  test.each([
    ["resource", "kubernetes_annotations"],
    ["resource", "kubernetes_cron_job_v1"],
    ["resource", "kubernetes_deployment_v1"],
    ["resource", "kubernetes_job_v1"],
    ["resource", "kubernetes_namespace_v1"],
    ["resource", "kubernetes_service_account_v1"],
  ] as const)("the %s %s has one block of metadata", (kind, typeName) => {
    expect(deriveSchema(kind, typeName).block_types.metadata).toMatchObject({
      nesting_mode: "list",
      max_items: 1,
    });
  });

  test("fails when no binding exists for a type, and names it", () => {
    expect(() => deriveSchema("resource", "azurerm_no_such_thing")).toThrow(
      "@cdktf/provider-azurerm has no binding for resource azurerm_no_such_thing",
    );
    expect(() => deriveSchema("resource", "random_id")).toThrow(
      '@cdktf/provider-random is not installed: no schema can be derived for "random"',
    );
  });
});

const title = "derived schemas and those of the real azurerm provider";
if (existsSync(REAL_SCHEMA)) {
  const real = JSON.parse(readFileSync(REAL_SCHEMA, "utf8")) as RealSchemas;

  describe(title, () => {
    test.each(Object.keys(real.resource_schemas))("agree on the resource %s", (typeName) => {
      expect(comparable(deriveSchema("resource", typeName))).toEqual(
        comparable(real.resource_schemas[typeName].block),
      );
    });

    test.each(Object.keys(real.data_source_schemas))("agree on the data source %s", (typeName) => {
      expect(comparable(deriveSchema("data", typeName))).toEqual(
        comparable(real.data_source_schemas[typeName].block),
      );
    });

    test("agree on the provider's own configuration", () => {
      expect(comparable(deriveSchema("provider", "azurerm"))).toEqual(
        comparable(real.provider_schema.block),
      );
    });
  });
} else {
  describe(title, () => {
    test.skip("agree [skipped, missing: the file that AZURERM_SCHEMA_FILE names]", () => undefined);
  });
}

const KUBERNETES = join(resolve(__dirname, "../.."), "../shared/schemas/kubernetes-2.38.0.json");
const ofKubernetes = "derived schemas and those of the real kubernetes provider";
if (existsSync(KUBERNETES)) {
  const real = JSON.parse(readFileSync(KUBERNETES, "utf8")) as RealSchemas;
  const withPods = Object.keys(real.resource_schemas).filter((typeName) =>
    /_(cron_job|daemon_set|deployment|job|pod|stateful_set)_v1$/.test(typeName),
  );

  describe(ofKubernetes, () => {
    test.each(withPods)("agree on the resource %s", (typeName) => {
      expect(comparable(deriveSchema("resource", typeName))).toEqual(
        comparable(real.resource_schemas[typeName].block),
      );
    });
  });
} else {
  describe(ofKubernetes, () => {
    test.skip("agree [skipped, missing: kubernetes-2.38.0.json]", () => undefined);
  });
}
