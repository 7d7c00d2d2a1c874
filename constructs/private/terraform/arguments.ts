import type { TerraformElement, TerraformResource, TerraformStack } from "cdktf";

/** The arguments of a resource, or a part of them, as Terraform's JSON names them. */
export type Arguments = Record<string, unknown>;

/** Arguments that every resource has, and that would resolve others: all but `depends_on`. */
const META = Object.fromEntries(
  ["count", "forEach", "lifecycle", "provider", "provisioners", "connection"].map((name) => [
    name,
    { value: undefined },
  ]),
);

/**
 * What a resource is written with, its references as cdktf holds them. A copy is asked, which keeps what cdktf
 * remembers of the answer: the author may still override the address of the resource.
 */
export function argumentsOf(resource: TerraformResource): Arguments {
  return askCopy(resource, META);
}

/** The same without overrides. */
export function typedArgumentsOf(resource: TerraformResource): Arguments {
  return askCopy(resource, { ...META, rawOverrides: { value: {} } });
}

/** The same with all that every resource has. */
export function allArgumentsOf(resource: TerraformResource): Arguments {
  return askCopy(resource, {});
}

function askCopy(resource: TerraformResource, without: PropertyDescriptorMap): Arguments {
  const { resource: types = {} } = writtenByCopy(resource, without);
  return Object.values(types).flatMap((ofType) => Object.values(ofType))[0] ?? {};
}

interface Written {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Arguments>>>>;
  readonly import?: unknown;
  readonly moved?: unknown;
}

function writtenByCopy(resource: TerraformResource, without: PropertyDescriptorMap): Written {
  return (Object.create(resource, without) as TerraformResource).toTerraform() as Written;
}

/** What is at a path; a block that is written as a list of one is that one. */
export function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce((outer, key) => {
    const inner = Array.isArray(outer) && !/^\d+$/.test(key) ? (outer as unknown[])[0] : outer;
    return typeof inner === "object" && inner !== null ? (inner as Arguments)[key] : undefined;
  }, value);
}

/** The overrides of a stack or of what is in one, as its author wrote them. */
export function overridesOf(one: TerraformStack | TerraformElement): Arguments {
  return (one as unknown as { readonly rawOverrides: Arguments }).rawOverrides;
}

/** Whether Terraform takes a resource over, by an import or from another address. */
export function isTakenOver(resource: TerraformResource): boolean {
  const { import: imported, moved } = writtenByCopy(resource, {});
  return imported !== undefined || moved !== undefined;
}

/**
 * Overrides what is at a path of plain keys, of which any may have dots, and keeps all that is overridden
 * beside it. Objects of the author are copied, never written to: two resources may share one.
 */
export function override(
  resource: TerraformResource,
  [first = "", ...rest]: readonly string[],
  value: unknown,
): void {
  resource.addOverride(first, withValue(overridesOf(resource)[first], rest, value));
}

function withValue(outer: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  const kept = typeof outer === "object" && outer !== null ? (outer as Arguments) : {};
  return { ...kept, [key]: withValue(kept[key], rest, value) };
}
