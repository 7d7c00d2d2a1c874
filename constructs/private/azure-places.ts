import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { type TerraformProvider, TerraformStack, Token } from "cdktf";
import type { IConstruct } from "constructs";
import { perApp } from "./per-app";

/** The azurerm provider that a construct uses: its own, or the stack's default one where that is known. */
export function azurermOf(
  at: IConstruct,
  provider?: TerraformProvider,
): AzurermProvider | undefined {
  const used = provider ?? defaultOf(TerraformStack.of(at));
  return used instanceof AzurermProvider ? used : undefined;
}

const defaults = new WeakMap<TerraformStack, AzurermProvider>();

/** The stack's default provider. It is looked for among all children until it is there. */
function defaultOf(stack: TerraformStack): AzurermProvider | undefined {
  const isDefault = (child: IConstruct): child is AzurermProvider =>
    child instanceof AzurermProvider && !child.alias;
  const found = defaults.get(stack) ?? stack.node.children.find(isDefault);
  if (found) defaults.set(stack, found);
  return found;
}

/**
 * What tells subscriptions apart: the id where it is written in the program, else the stack and its
 * provider, since the same program may be deployed to several subscriptions.
 */
export function subscriptionKey(at: IConstruct, provider?: TerraformProvider): string {
  const used = azurermOf(at, provider);
  const id = used?.subscriptionId;
  if (id !== undefined && !Token.isUnresolved(id)) return id.toLowerCase();
  return `${TerraformStack.of(used ?? at).node.addr} ${provider?.alias ?? ""}`;
}

/** What tells resource groups apart: subscription and name, or the construct of a name that is a reference. */
export function groupKey(
  at: IConstruct,
  group: IConstruct & { readonly name: string; readonly nameInput?: string },
  provider?: TerraformProvider,
): string {
  const name = group.nameInput ?? group.name;
  if (Token.isUnresolved(name)) return group.node.addr;
  return `${subscriptionKey(at, provider)}/${name}`;
}

/** Every key by which one thing of Azure is known, each with the first of them. */
const firstKeys = perApp(() => new Map<string, string>());

/** What has ids of its own in Azure, by each of which two objects of a program can be told to be one. */
export interface Keyed extends IConstruct {
  readonly _azureKeys?: readonly (string | undefined)[];
}

/** The key of an object of Azure: what is written in the program of its ids, else the construct. */
export function azureKey(construct: Keyed, own?: string): string {
  const keys = [own, ...(construct._azureKeys ?? [])].filter((key) => key !== undefined);
  const [key = construct.node.addr] = keys;
  const all = firstKeys(construct);
  const [first = key, ...others] = new Set(keys.flatMap((one) => all.get(one) ?? []));
  for (const one of keys) all.set(one, first);
  for (const [one, of] of others.length > 0 ? all : [])
    if (others.includes(of)) all.set(one, first);
  return first;
}

/** Whether two objects of the program are certainly one in Azure. */
export function isSame(one: Keyed, other: Keyed): boolean {
  if (one === other) return true;
  azureKey(one);
  return azureKey(other) === azureKey(one);
}

/** The key of a name in a place, where both are written in the program; Azure ignores capitals. */
export function nameKey(kind: string, place: string, ...names: string[]): string | undefined {
  if (names.some((name) => Token.isUnresolved(name))) return undefined;
  return [kind, place, ...names].join("/").toLowerCase();
}
