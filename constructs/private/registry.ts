import type { IConstruct } from "constructs";
import { sameThingTwice } from "./errors";
import { perApp } from "./per-app";

const registry = perApp(() => new Map<string, IConstruct>());

/**
 * Registers what a program makes, and refuses a second one of the same key. What has no key is known to
 * Terraform only.
 *
 * @param noun what it is, such as "Key Vault"
 */
export function registerOnce(
  at: IConstruct,
  noun: string,
  name: string,
  key: string | undefined,
): void {
  if (key === undefined) return;
  const known = registry(at);
  const other = known.get(`${noun} ${key}`);
  if (other) throw sameThingTwice(at, noun, name, other);
  known.set(`${noun} ${key}`, at);
}
