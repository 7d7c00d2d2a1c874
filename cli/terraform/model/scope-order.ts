import { text } from "./json";
import type { ReferenceIndex } from "./reference-index";
import type { Scope } from "./scope";
import { LEVELS } from "./scope-place";

/** Whether the first scope holds the second, and more. */
export function includesScope(references: ReferenceIndex, wider: Scope, narrower: Scope): boolean {
  if (wider.key === narrower.key) return false;
  const [outer, inner] = [wider, narrower].map(
    (scope) => scope.level && LEVELS.indexOf(scope.level),
  );
  if (outer === undefined || inner === undefined) return false;
  // The database of Cosmos DB that holds a container.
  if (wider.level === "child" && inner === outer) return narrower.key.startsWith(`${wider.key}/`);
  if (outer <= inner) return false;
  if (wider.key.startsWith("id ") && narrower.key.startsWith("id ")) {
    return narrower.key.startsWith(`${wider.key}/`) || wider.level === "management group";
  }
  if (wider.level === "resource") {
    return wider.resource !== undefined && wider.resource.key === narrower.resource?.key;
  }
  const [there, here] = [wider, narrower].map(subscriptionOf);
  if (there && here && there !== here) return false;
  if (wider.level === "resource group")
    return groupOf(references, narrower) === groupName(references, wider);
  return true;
}

function groupName(references: ReferenceIndex, scope: Scope): string | undefined {
  const name = scope.resource && references.textOf(scope.resource, "name");
  return (name ?? scope.key.split("/").pop())?.toLowerCase();
}

function groupOf(references: ReferenceIndex, scope: Scope): string | undefined {
  if (scope.resource)
    return references.textOf(scope.resource, "resource_group_name")?.toLowerCase();
  return /^id \/subscriptions\/[^/]+\/resourcegroups\/([^/]+)/.exec(scope.key)?.[1];
}

function subscriptionOf({ key, resource }: Scope): string | undefined {
  const id = key.startsWith("id ") ? key.slice(3) : text(resource?.get("id").value)?.toLowerCase();
  return /^\/subscriptions\/([^/]+)/.exec(id ?? "")?.[1];
}
