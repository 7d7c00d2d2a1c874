import { armTypeOf } from "../../../azure/resource-types";
import { type Fact, known, UNKNOWN, valueOf } from "./fact";
import type { PlacedResource } from "./resource";
import { kindOf } from "./resource-types";
import { placeOfId } from "./scope-place";
import type { StackView } from "./stack";

/** The subscription that each configuration of a provider makes its resources in. */
export class Subscriptions {
  private readonly written = new Map<string, string>();
  private readonly seen = new Map<string, Set<string>>();

  constructor(stacks: readonly StackView[]) {
    for (const { name, subscriptions, resources, places } of stacks) {
      for (const [provider, id] of subscriptions) {
        if (!id.includes("${")) this.written.set(`${name}:${provider}`, id);
      }
      for (const resource of [...resources, ...places]) {
        const found = seenIn(resource)?.toLowerCase();
        const key = keyOf(resource);
        if (found) this.seen.set(key, (this.seen.get(key) ?? new Set<string>()).add(found));
      }
    }
  }

  /** That of what the provider of a resource makes: as it is written, or else as the ids of all that it made say. */
  public of(resource: PlacedResource): Fact {
    const key = keyOf(resource);
    const [one, ...others] = this.seen.get(key) ?? [];
    const id = this.written.get(key) ?? (others.length === 0 ? one : undefined);
    return id === undefined ? UNKNOWN : known(id);
  }
}

function keyOf({ place: { stack, provider = "" } }: PlacedResource): string {
  return `${stack}:${provider}`;
}

/** The subscription that a resource tells of its provider: that of what azurerm makes in a resource group. */
function seenIn(resource: PlacedResource): string | undefined {
  const { type } = resource;
  if (kindOf(type) === "client") return shown(resource, "subscription_id");
  if (!type.startsWith("azurerm_")) return undefined;
  const whole = kindOf(type) === "group" || armTypeOf(type)?.child.length === 0;
  const id = whole ? shown(resource, "id") : undefined;
  return id?.startsWith("/") ? valueOf(placeOfId(id).subscription) : undefined;
}

function shown(resource: PlacedResource, attribute: string): string | undefined {
  const { value, sensitive } = resource.get(attribute);
  return typeof value === "string" && !sensitive ? value : undefined;
}
