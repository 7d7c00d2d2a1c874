import { groupBy } from "../../terraform/model/collections";
import { valueOf } from "../../terraform/model/fact";
import { type OwnResource, ownOf } from "../../terraform/model/scope";
import type { Federation, RoleGrant } from "../../terraform/model/trust-graph";
import { grantKey } from "../changes/role-changes";
import { exactKey } from "../changes/trust-changes";
import { merged, onOneSide, type State, type States } from "./states";

/** A credential or a role assignment at one moment, as an arrow of the diagram. */
export interface Link {
  /** The same before and after the plans. */
  readonly key: string;
  readonly own: OwnResource;
  readonly label: string;
  /** What it says, in full. */
  readonly says: string;
  /** Whether something is not known of where it leads from and to. */
  readonly open: boolean;
  /** Whether it is a part of its resource, which changes with other parts too. */
  readonly inside: boolean;
}

/** An arrow from one box to another. */
export interface Arrow {
  readonly label: string;
  readonly state: State;
}

/** The arrow that a credential is. */
export function linkOfTrust(federation: Federation): Link {
  const { key, resource, subject, cluster, foreignIssuer, identity } = federation;
  return {
    key,
    own: ownOf(resource),
    label: "becomes",
    says: exactKey(federation),
    open:
      valueOf(subject) === undefined ||
      (cluster === undefined && foreignIssuer === undefined) ||
      identity.isHidden === true,
    inside: false,
  };
}

/** The arrow that a role assignment or an access policy is. */
export function linkOfGrant(grant: RoleGrant): Link {
  const { key, resource, principal, role, scope, condition } = grant;
  const inside = key !== resource.key;
  return {
    // The position of an access policy in its vault changes with those before it.
    key: inside ? `${resource.key} access_policy` : key,
    own: ownOf(resource),
    label: condition === undefined ? role.label : `${role.label} (on condition)`,
    says: grantKey(grant),
    open: principal.isHidden || principal.identity?.isHidden || scope.isHidden || isHidden(role),
    inside,
  };
}

/** Whether it is not known which role it is, or must not be shown. */
function isHidden({ kind, name }: RoleGrant["role"]): boolean {
  return kind === null || (kind !== "policy" && "sensitive" in name);
}

/**
 * The arrows between two boxes, by what leads from the one to the other before and after the plans. Of what
 * is open after them nothing tells whether it still does.
 */
export function arrowsOf(
  before: readonly Link[],
  after: readonly Link[],
  states: States,
  openThen: ReadonlySet<string>,
): Arrow[] {
  const earlier = groupBy(before, ({ key }) => key);
  const now = groupBy(after, ({ key }) => key);
  const keys = new Set([...now.keys(), ...earlier.keys()]);
  const each = [...keys].flatMap((key): Arrow[] => {
    const [old, its] = [earlier.get(key)?.[0], now.get(key)?.[0]];
    if (old && its) return kept(old, its, states.of(its.own));
    const link = its ?? (old as Link);
    const state = states.of(link.own);
    const open = openThen.has(key) && state !== "new";
    return [
      { label: link.label, state: open ? "unknown" : onOneSide(its ? "after" : "before", state) },
    ];
  });
  return [...groupBy(each, ({ label }) => label)].map(([label, alike]) => ({
    label,
    state: merged(alike.map(({ state }) => state)),
  }));
}

function kept(old: Link, now: Link, state: State): Arrow[] {
  if (state === "replaced" && old.label !== now.label) {
    return [
      { label: now.label, state: "new" },
      { label: old.label, state: "gone" },
    ];
  }
  const own = now.inside && state === "changed" ? "same" : state;
  const differs = own === "same" && old.says !== now.says;
  return [{ label: now.label, state: differs ? "changed" : own }];
}
