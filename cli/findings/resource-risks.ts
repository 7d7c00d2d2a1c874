import { list, text } from "../model/json";
import type { Resource } from "../model/resource";
import { type Kind, kindOf } from "../model/resource-types";
import type { Change } from "../model/stack";
import { finding, type Finding, type Look, managed } from "./finding";

const STAYS = "is made anew, and the old one stays outside Terraform";

/** Resources of a kind that a plan takes away. */
export function destroyed(kind: Kind) {
  const said = { replace: "is replaced", destroy: "is destroyed" };
  const sayOf = ({ action, forgets }: Change & { action: "replace" | "destroy" }) =>
    forgets ? STAYS : said[action];
  return ({ changes }: Look): Finding[] =>
    changes
      .filter(({ before }) => before?.place.mode === "managed" && kindOf(before.type) === kind)
      .flatMap((change) =>
        change.action === "replace" || change.action === "destroy"
          ? [finding(change, sayOf({ ...change, action: change.action }))]
          : [],
      );
}

/** The same as a risk: what is said of all such resources, and of those that were found. */
export function goes(kind: Kind, one: string) {
  const about = `${one} is replaced or destroyed`;
  return {
    about,
    aboutFound: (findings: readonly Finding[]) => {
      const said = new Set(findings.map(({ detail }) => detail));
      return said.size === 1 ? `${one} ${[...said][0]}` : about;
    },
    reasonFound: (findings: readonly Finding[]) =>
      findings.every(({ detail }) => detail === STAYS)
        ? "The old one keeps what it has, and nobody looks after it. The new one has other ids: whatever is to use it has to be pointed to it."
        : undefined,
    find: destroyed(kind),
  };
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
    .filter((vault) => isOff(vault, "purge_protection_enabled"))
    .map((vault) => finding(vault, "purge_protection_enabled is not true"));
}

export function localAccounts(look: Look): Finding[] {
  return managed(look, "cluster")
    .filter((cluster) => isOff(cluster, "local_account_disabled"))
    .map((cluster) => finding(cluster, "local_account_disabled is not true"));
}

export function publicVaults(look: Look): Finding[] {
  return managed(look, "vault").flatMap((vault) => {
    if (!isOpenByDefault(vault, "public_network_access_enabled")) return [];
    const everyone = textsOf(vault, "network_acls", "ip_rules").filter(letsEveryoneIn);
    if (everyone.length > 0) return [finding(vault, `ip_rules let ${everyone[0]} in`)];
    const action = vault.get("network_acls", "default_action");
    if (text(action.value) === "Deny" || isDecidedLater(vault, "network_acls", "default_action")) {
      return [];
    }
    return [finding(vault, "network_acls does not deny by default")];
  });
}

export function publicApiServers(look: Look): Finding[] {
  return managed(look, "cluster").flatMap((cluster) => {
    if (!isOff(cluster, "private_cluster_enabled")) return [];
    const path = ["api_server_access_profile", "authorized_ip_ranges"];
    const ranges = textsOf(cluster, ...path);
    const everyone = ranges.find(letsEveryoneIn);
    if (everyone) return [finding(cluster, `authorized_ip_ranges let ${everyone} in`)];
    if (ranges.length > 0 || isDecidedLater(cluster, ...path)) return [];
    return [finding(cluster, "no authorized_ip_ranges")];
  });
}

/** Vaults that leave Azure RBAC: their roles count for nothing, and access policies decide. */
export function vaultsWithoutRbac(look: Look): Finding[] {
  const granted = new Set(
    [...look.after.grants, ...(look.before?.grants ?? [])]
      .filter(({ resource }) => resource.type.endsWith("role_assignment"))
      .map(({ scope }) => scope.resource?.key),
  );
  return managed(look, "vault")
    .filter(({ key }) => granted.has(key))
    .filter((vault) =>
      ["rbac_authorization_enabled", "enable_rbac_authorization"].some(
        (name) => vault.get(name).value === false,
      ),
    )
    .map((vault) =>
      finding(vault, "rbac_authorization_enabled is false, and roles are assigned there"),
    );
}

/** Clusters whose administrators change, or where Azure roles no longer decide. */
export function clusterAdmins({ changes }: Look): Finding[] {
  const entra = "azure_active_directory_role_based_access_control";
  return changes.flatMap(({ before, after }) => {
    if (!before || !after || kindOf(after.type) !== "cluster") return [];
    const had = textsOf(before, entra, "admin_group_object_ids");
    const gained = textsOf(after, entra, "admin_group_object_ids").filter(
      (id) => !had.includes(id),
    );
    const [was, is] = [before, after].map((one) => one.get(entra, "azure_rbac_enabled").value);
    return [
      ...gained.map((id) => finding(after, `the group ${id} becomes administrator`)),
      ...(was === true && is === false ? [finding(after, "azure_rbac_enabled is turned off")] : []),
    ];
  });
}

/**
 * Not true, and not decided later either. What a create plan does not tell and the configuration does not
 * write is Azure's default, which is off.
 */
function isOff(resource: Resource, attribute: string): boolean {
  return resource.get(attribute).value !== true && !isDecidedLater(resource, attribute);
}

/** What is open unless it is said to be closed. */
function isOpenByDefault(resource: Resource, attribute: string): boolean {
  return resource.get(attribute).value !== false && !isDecidedLater(resource, attribute);
}

/** Only known after apply, and written in the configuration: `unknown-decision` tells of it. */
function isDecidedLater(resource: Resource, ...path: string[]): boolean {
  const { value, unknown, expression } = resource.get(...path);
  if (value !== undefined && value !== null) return false;
  return (expression?.references.length ?? 0) > 0 || (unknown && resource.configures(...path));
}

function textsOf(resource: Resource, ...path: string[]): string[] {
  const { value, sensitive } = resource.get(...path);
  const texts = list(value).filter((one): one is string => typeof one === "string");
  return sensitive ? texts.map(() => "(sensitive)") : texts;
}

function letsEveryoneIn(range: string): boolean {
  return /^(0\.0\.0\.0|::)(\/0)?$|\/0$/.test(range);
}
