import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { registryHost } from "./binary";
import type { BindingKind } from "./bindings";
import { raised } from "./raised";
import { ProviderSchemas, deriveSchema } from "./schemas";

/** What of a synthesized stack decides which providers it needs, with which types. */
interface StackJson {
  readonly terraform?: {
    readonly required_providers?: {
      readonly [name: string]: { readonly source?: string; readonly version?: string };
    };
  };
  readonly provider?: { readonly [name: string]: unknown };
  readonly resource?: { readonly [typeName: string]: unknown };
  readonly data?: { readonly [typeName: string]: unknown };
}

export interface TypeNames {
  readonly resources: readonly string[];
  readonly dataSources: readonly string[];
}

export interface ProviderInUse extends TypeNames {
  readonly name: string;
  /** As Terraform or OpenTofu writes it: `registry.terraform.io/hashicorp/azurerm`. */
  readonly address: string;
  /** The version that the stacks ask for. */
  readonly version?: string;
}

/** The providers that the `*.tf.json` files of a folder need. `also`: types of an earlier state. */
export function providersInUse(directory: string, also?: Partial<TypeNames>): ProviderInUse[] {
  const stacks = readdirSync(directory)
    .filter((file) => file.endsWith(".tf.json"))
    .map((file) => JSON.parse(readFileSync(join(directory, file), "utf8")) as StackJson);
  const namesOf = (pick: (stack: StackJson) => object | undefined) => [
    ...new Set(stacks.flatMap((stack) => Object.keys(pick(stack) ?? {}))),
  ];
  const resources = [...namesOf((stack) => stack.resource), ...(also?.resources ?? [])];
  const dataSources = [...namesOf((stack) => stack.data), ...(also?.dataSources ?? [])];
  const required: Record<string, { source?: string; version?: string } | undefined> = Object.assign(
    {},
    ...stacks.map((s) => s.terraform?.required_providers),
  );
  const names = new Set([
    ...Object.keys(required),
    ...namesOf((stack) => stack.provider),
    ...[...resources, ...dataSources].map(providerOf),
  ]);
  // Terraform carries this one itself; its only data source reads the state of another stack.
  names.delete("terraform");
  return [...names].sort().map((name) => ({
    name,
    address: addressOf(required[name]?.source ?? name),
    version: required[name]?.version,
    resources: resources.filter((typeName) => providerOf(typeName) === name),
    dataSources: dataSources.filter((typeName) => providerOf(typeName) === name),
  }));
}

export function schemasOf(provider: ProviderInUse): ProviderSchemas {
  const derive = (kind: "resource" | "data", typeNames: readonly string[]) =>
    Object.fromEntries(typeNames.map((typeName) => [typeName, schemaOf(kind, typeName)]));
  const schemaOf = (kind: BindingKind, typeName: string) =>
    raised(deriveSchema(kind, typeName), provider, kind, typeName);
  return {
    provider: schemaOf("provider", provider.name),
    resources: derive("resource", provider.resources),
    dataSources: derive("data", provider.dataSources),
  };
}

function providerOf(typeName: string): string {
  return typeName.split("_")[0];
}

function addressOf(source: string): string {
  const parts = source.split("/");
  if (parts.length === 1) parts.unshift("hashicorp");
  if (parts.length === 2) parts.unshift(registryHost());
  return parts.join("/");
}
