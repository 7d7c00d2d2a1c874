import { lostFederations, lostGrants, sayGrant, succeeds } from "./access";
import { list, text } from "./json";
import { type Kind, kindOf } from "./known-types";
import type { Resource } from "./resource";
import { isPowerful } from "./roles";
import type { Change, StackView } from "./stack";
import { type Federation, type RoleGrant, sameCluster, type Trust } from "./trust";

/** What a risk is looked for in. */
export interface Look {
  /** Absent without plans. */
  readonly before?: Trust;
  readonly after: Trust;
  readonly stacks: readonly StackView[];
  readonly changes: readonly (Change & { readonly stack: string })[];
}

/** Where a risk was found. */
export interface Finding {
  readonly stack: string;
  readonly address: string;
  readonly detail: string;
}

function finding({ stack, address }: { stack: string; address: string }, detail: string): Finding {
  return { stack, address, detail };
}

function managed(look: Look, kind: Kind): Resource[] {
  return look.stacks
    .flatMap(({ resources }) => resources)
    .filter(({ type, place }) => kindOf(type) === kind && place.mode === "managed");
}

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

/** Federations that are there before and after. */
function kept({ before, after }: Look): { old: Federation; now: Federation }[] {
  const earlier = new Map((before?.federations ?? []).map((one) => [one.key, one]));
  return after.federations.flatMap((now) => {
    const old = earlier.get(now.key);
    return old ? [{ old, now }] : [];
  });
}

export function issuerChanged(look: Look): Finding[] {
  const replaced = new Set(
    destroyed("cluster")(look).map(({ stack, address }) => `${stack}:${address}`),
  );
  return kept(look).flatMap(({ old, now }) => {
    const [had, has] = [old, now].map(({ resource }) => resource.get("issuer"));
    const values = [had, has].map(({ value, sensitive }) =>
      sensitive ? "(sensitive)" : text(value),
    );
    if (has.unknown) {
      const from = now.cluster ? `that of ${now.cluster.label}` : "one only known after apply";
      const same =
        now.cluster && now.cluster.key === old.cluster?.key && !replaced.has(now.cluster.key);
      return same
        ? []
        : [finding(now.resource, `was ${values[0] ?? "not known"}, becomes ${from}`)];
    }
    return had.value === has.value
      ? []
      : [finding(now.resource, `was ${values[0]}, becomes ${values[1]}`)];
  });
}

/** Federations whose subject or audience changes. */
export function trustChanged(attribute: "subject" | "audience") {
  return (look: Look): Finding[] =>
    kept(look)
      .filter(({ old, now }) => old[attribute] !== now[attribute])
      .map(({ old, now }) => {
        const [was, becomes] = [old, now].map((one) => one[attribute] ?? "(not known)");
        return finding(now.resource, `was ${was}, becomes ${becomes}`);
      });
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

export function removedGrants({ before, after }: Look): Finding[] {
  if (!before) return [];
  return lostGrants(before, after).flatMap((grant) => {
    const { identity } = grant.principal;
    if (!identity || stillCovered(after, grant)) return [];
    const users = after.federations
      .filter((federation) => federation.identity.key === identity.key)
      .flatMap((federation) => after.workloadsOf(federation))
      .map(({ label }) => label);
    if (users.length === 0) return [];
    return [
      finding(grant.resource, `${sayGrant(grant)}; ${identity.label} is used by ${some(users)}`),
    ];
  });
}

/** A role of the same kind takes its place: access is told of that. */
function stillCovered(after: Trust, grant: RoleGrant): boolean {
  const { identity } = grant.principal;
  return identity !== undefined && after.grantsOf(identity).some((now) => succeeds(grant, now));
}

export function removedTrust({ before, after }: Look): Finding[] {
  if (!before) return [];
  const now = new Set(after.federations.map(({ key }) => key));
  return lostFederations(before, after)
    .filter(({ key }) => !now.has(key))
    .flatMap((federation) => {
      const here = new Map(after.workloads.map((workload) => [workload.key, workload]));
      const users = before.workloadsOf(federation).filter(({ key }) => {
        const workload = here.get(key);
        const same = workload && after.federationsOf(workload);
        return (
          workload?.labelled &&
          !same?.some(({ identity }) => identity.key === federation.identity.key)
        );
      });
      if (users.length === 0) return [];
      return [
        finding(federation.resource, `is relied on by ${some(users.map(({ label }) => label))}`),
      ];
    });
}

/** Roles of identities that pods can become. */
function workloadGrants({ after }: Look): RoleGrant[] {
  const trusting = new Set(after.federations.map(({ identity }) => identity.key));
  return after.grants.filter(({ principal }) => principal.identity && trusting.has(principal.key));
}

export function powerfulRoles(look: Look): Finding[] {
  return workloadGrants(look)
    .filter(({ role }) => isPowerful(role))
    .map((grant) => finding(grant.resource, `${grant.principal.label} is ${sayGrant(grant)}`));
}

export function wideScopes(look: Look): Finding[] {
  return workloadGrants(look)
    .filter(({ scope }) => scope.level && scope.level !== "child" && scope.level !== "resource")
    .map((grant) => finding(grant.resource, `${grant.principal.label} is ${sayGrant(grant)}`));
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

export function strangerAnnotations({ after }: Look): Finding[] {
  return after.accounts.flatMap((account) => {
    const { resource, namespace, name, identity } = account;
    if (!identity) return [];
    const trusted = after.federations.some(
      (one) =>
        one.identity.key === identity.key &&
        one.namespace === namespace &&
        one.serviceAccount === name &&
        sameCluster(one, account),
    );
    return trusted
      ? []
      : [
          finding(
            resource,
            `${namespace}/${name} asks for ${identity.label}, which does not trust it`,
          ),
        ];
  });
}

const DECIDES: Partial<Record<Kind, readonly string[]>> = {
  grant: ["scope", "role_definition_name", "role_definition_id", "principal_id", "condition"],
  federation: ["issuer", "subject", "audience"],
  cluster: [
    "workload_identity_enabled",
    "oidc_issuer_enabled",
    "local_account_disabled",
    "private_cluster_enabled",
  ],
  vault: [
    "purge_protection_enabled",
    "public_network_access_enabled",
    "rbac_authorization_enabled",
  ],
};

export function hiddenDecisions({ after, changes }: Look): Finding[] {
  const grants = new Map(after.grants.map((grant) => [grant.key, grant]));
  const federations = new Map(after.federations.map((one) => [one.key, one]));
  const told = (resource: Resource, attribute: string): boolean => {
    const grant = grants.get(resource.key);
    const federation = federations.get(resource.key);
    if (attribute === "scope") return grant?.scope.level !== undefined;
    if (attribute === "principal_id") return !grant?.principal.key.endsWith(" principal");
    // azurerm computes the one of the two that is not written.
    if (attribute.startsWith("role_definition")) return grant?.role !== "(known after apply)";
    if (attribute === "issuer") return federation?.cluster !== undefined;
    if (attribute === "subject") return federation?.subject !== undefined;
    return false;
  };
  return changes.flatMap(({ after: resource }) =>
    resource?.place.mode === "managed"
      ? (DECIDES[kindOf(resource.type) as Kind] ?? [])
          .filter((attribute) => resource.get(attribute).unknown && !told(resource, attribute))
          .map((attribute) => finding(resource, `${attribute} is only known after apply`))
      : [],
  );
}

function some(items: readonly string[]): string {
  const shown = [...new Set(items)];
  const rest = shown.length > 3 ? ` and ${shown.length - 3} more` : "";
  return shown.slice(0, 3).join(", ") + rest;
}
