import { list, text } from "../model/json";
import type { Resource } from "../model/resource";
import { type Kind, kindOf } from "../model/resource-types";
import { finding, type Finding, type Look, managed } from "./finding";

/** Resources of a kind that a plan takes away. */
export function destroyed(kind: Kind) {
  return ({ changes }: Look): Finding[] =>
    changes
      .filter(({ action }) => action === "replace" || action === "destroy")
      .filter(({ before }) => before?.place.mode === "managed" && kindOf(before.type) === kind)
      .map((change) =>
        finding(change, `is ${change.action}${change.action === "destroy" ? "ed" : "d"}`),
      );
}

export function workloadIdentityOff(look: Look): Finding[] {
  const trusted = new Set(look.after.federations.map(({ cluster }) => cluster?.key));
  const earlier = new Set(look.before?.federations.map(({ cluster }) => cluster?.key));
  return managed(look, "cluster")
    .filter(({ key }) => trusted.has(key) || earlier.has(key))
    .flatMap((cluster) => {
      const off = ["workload_identity_enabled", "oidc_issuer_enabled"].filter((name) => {
        const { value, unknown, expression } = cluster.get(name);
        return !unknown && !expression?.references.length && value !== true;
      });
      return off.map((name) => finding(cluster, `${name} is not true`));
    });
}

export function secretValues(look: Look): Finding[] {
  return managed(look, "secret")
    .filter((secret) => secret.get("value").value === true || secret.get("value").unknown)
    .map((secret) => finding(secret, "is written with `value`"));
}

export function exposedVariables({ stacks }: Look): Finding[] {
  return stacks.flatMap(({ name, exposedVariables: exposed }) =>
    exposed.map((variable) =>
      finding({ stack: name, address: `var.${variable}` }, "has a default"),
    ),
  );
}

export function purgeable(look: Look): Finding[] {
  return managed(look, "vault")
    .filter((vault) => !isOn(vault, "purge_protection_enabled"))
    .map((vault) => finding(vault, "purge_protection_enabled is not true"));
}

export function localAccounts(look: Look): Finding[] {
  return managed(look, "cluster")
    .filter((cluster) => !isOn(cluster, "local_account_disabled"))
    .map((cluster) => finding(cluster, "local_account_disabled is not true"));
}

export function publicVaults(look: Look): Finding[] {
  return managed(look, "vault")
    .filter((vault) => vault.get("public_network_access_enabled").value !== false)
    .filter((vault) => !isOpen(vault, "network_acls"))
    .filter((vault) => text(vault.get("network_acls", "default_action").value) !== "Deny")
    .map((vault) => finding(vault, "network_acls does not deny by default"));
}

export function publicApiServers(look: Look): Finding[] {
  return managed(look, "cluster")
    .filter((cluster) => !isOn(cluster, "private_cluster_enabled"))
    .filter((cluster) => {
      const { value, unknown, expression } = cluster.get(
        "api_server_access_profile",
        "authorized_ip_ranges",
      );
      return !unknown && !expression?.references.length && list(value).length === 0;
    })
    .map((cluster) => finding(cluster, "no authorized_ip_ranges"));
}

/** True, or not known to be anything else. */
function isOn(resource: Resource, attribute: string): boolean {
  return resource.get(attribute).value === true || isOpen(resource, attribute);
}

function isOpen(resource: Resource, attribute: string): boolean {
  return resource.get(attribute).unknown;
}
