import { say, sensitive } from "../../terraform/model/fact";
import { text } from "../../terraform/model/json";
import type { Resource, ResourceOf } from "../../terraform/model/resource";
import {
  type Attribute,
  type AttributePath,
  type Kind,
  kindOf,
} from "../../terraform/model/resource-types";
import type { Change } from "../../terraform/model/stack";
import { finding, type Finding, type Look, managed, some } from "./finding";
import { openRanges } from "./networks";

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

/** Further node pools that go while their cluster stays. */
export function poolsGone(look: Look): Finding[] {
  const gone = new Set(
    look.changes
      .filter(({ action }) => action === "replace" || action === "destroy")
      .flatMap(({ before }) => before?.key ?? []),
  );
  const ofClusters = (look.before?.clusters ?? []).filter(({ resource }) => gone.has(resource.key));
  const along = new Set(ofClusters.flatMap(({ pools }) => pools.map(({ key }) => key)));
  const changes = look.changes.filter(({ before }) => !before || !along.has(before.key));
  return destroyed("pool")({ ...look, changes });
}

export function workloadIdentityOff(look: Look): Finding[] {
  const trusted = new Set(look.after.federations.map(({ cluster }) => cluster?.key));
  const earlier = new Set(look.before?.federations.map(({ cluster }) => cluster?.key));
  return managed(look, "cluster")
    .filter(({ key }) => trusted.has(key) || earlier.has(key))
    .flatMap((cluster) => {
      const off = (["workload_identity_enabled", "oidc_issuer_enabled"] as const).filter((name) =>
        isOff(cluster, name),
      );
      return off.map((name) => finding(cluster, `${name} is not true`));
    });
}

export function secretValues(look: Look): Finding[] {
  return look.stacks
    .flatMap(({ resources }) => resources)
    .filter(({ type }) => kindOf(type) === "secret")
    .filter((secret) => secret.get("value").value === true || secret.get("value").unknown)
    .map((secret) =>
      finding(
        secret,
        secret.place.mode === "data" ? "is read with its value" : "is written with `value`",
      ),
    );
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
    const everyone = everyoneIn(vault, "network_acls", "ip_rules");
    if (everyone) return [finding(vault, `ip_rules let ${everyone} in`)];
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
    const path = ["api_server_access_profile", "authorized_ip_ranges"] as const;
    const everyone = everyoneIn(cluster, ...path);
    if (everyone) return [finding(cluster, `authorized_ip_ranges let ${everyone} in`)];
    if (textsOf(cluster, ...path).length > 0 || isDecidedLater(cluster, ...path)) return [];
    return [finding(cluster, "no authorized_ip_ranges")];
  });
}

const RBAC = ["rbac_authorization_enabled", "enable_rbac_authorization"] as const;

/** Vaults without Azure RBAC: roles count for nothing there, and access policies decide. */
export function vaultsWithoutRbac(look: Look): Finding[] {
  const granted = new Set(
    [...look.after.grants, ...(look.before?.grants ?? [])]
      .filter(({ resource }) => resource.type.endsWith("role_assignment"))
      .map(({ scope }) => scope.resource?.key),
  );
  const had = new Set(
    look.changes
      .filter(({ before }) => before && RBAC.some((name) => before.get(name).value === true))
      .map(({ after }) => after?.key),
  );
  return managed(look, "vault")
    .filter((vault) => RBAC.every((name) => isOff(vault, name)))
    .flatMap((vault) => {
      const roles = granted.has(vault.key) ? ["roles are assigned there"] : [];
      const turned = had.has(vault.key) ? "is turned off" : "is not true";
      return roles.length > 0 || had.has(vault.key)
        ? [finding(vault, [`rbac_authorization_enabled ${turned}`, ...roles].join(", and "))]
        : [];
    });
}

const ENTRA = "azure_active_directory_role_based_access_control";

/** Clusters whose administrators change, or where Azure roles or roles at all no longer decide. */
export function clusterAdmins({ changes }: Look): Finding[] {
  return changes.flatMap(({ before, after }) => {
    if (!after || kindOf(after.type) !== "cluster" || after.place.mode !== "managed") return [];
    const [was, is] = [before, after].map((one) => one?.get("role_based_access_control_enabled"));
    const everyone =
      is?.value === false && was?.value !== false
        ? ["role_based_access_control_enabled is false: whoever gets in is administrator"]
        : [];
    const said = before ? [...newAdmins(before, after), ...leftToLocalRoles(before, after)] : [];
    return [...said, ...everyone].map((detail) => finding(after, detail));
  });
}

function newAdmins(before: ResourceOf<"cluster">, after: ResourceOf<"cluster">): string[] {
  const path = [ENTRA, "admin_group_object_ids"] as const;
  const had = textsOf(before, ...path);
  const gained = textsOf(after, ...path).filter((id) => !had.includes(id));
  const { unknown, expression } = after.get(...path);
  const [one, ...others] = expression?.references ?? [];
  const later = one !== undefined && others.length === 0 ? `of ${one}` : "only known after apply";
  return [
    ...gained.map((id) => `the group ${id} becomes administrator`),
    ...(unknown && !after.omits(...path) ? [`a group ${later} becomes administrator`] : []),
  ];
}

function leftToLocalRoles(before: ResourceOf<"cluster">, after: ResourceOf<"cluster">): string[] {
  const had = before.get(ENTRA, "azure_rbac_enabled").value === true;
  return had && isOff(after, ENTRA, "azure_rbac_enabled")
    ? ["azure_rbac_enabled is turned off"]
    : [];
}

/**
 * Not true, and not decided later either. What a create plan does not tell and the configuration does not
 * write is Azure's default, which is off.
 */
function isOff<A extends Attribute>(resource: Resource<A>, ...path: AttributePath<A>): boolean {
  return resource.get(...path).value !== true && !isDecidedLater(resource, ...path);
}

/** What is open unless it is said to be closed. */
function isOpenByDefault(vault: ResourceOf<"vault">, attribute: Attribute<"vault">): boolean {
  return vault.get(attribute).value !== false && !isDecidedLater(vault, attribute);
}

/** Only known after apply, and written in the configuration: `unknown-decision` tells of it. */
function isDecidedLater<A extends Attribute>(
  resource: Resource<A>,
  ...path: AttributePath<A>
): boolean {
  return resource.get(...path).unknown && resource.configures(...path);
}

function textsOf<A extends Attribute>(resource: Resource<A>, ...path: AttributePath<A>): string[] {
  const texts = rawTextsOf(resource, ...path);
  return resource.get(...path).sensitive ? texts.map((one) => say(sensitive(one))) : texts;
}

function rawTextsOf<A extends Attribute>(
  resource: Resource<A>,
  ...path: AttributePath<A>
): string[] {
  return resource
    .items(...path)
    .map((index) => resource.get(...path, index).value)
    .filter((one): one is string => typeof one === "string");
}

/** The ranges in a list that let everyone in, as shown to a reader. */
function everyoneIn<A extends Attribute>(
  resource: Resource<A>,
  ...path: AttributePath<A>
): string | undefined {
  const open = openRanges(rawTextsOf(resource, ...path));
  if (open.length === 0) return undefined;
  return resource.get(...path).sensitive ? "everyone" : some(open);
}
