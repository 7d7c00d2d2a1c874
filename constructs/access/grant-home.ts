import { type TerraformResource, TerraformStack, Token } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import { shortHash } from "../private/short-hash";
import { comesAfter, refersTo } from "../private/stack-order";
import { TerraformData } from "../private/terraform/terraform-data";
import { grantCircle } from "./errors";
import type { HeldRole } from "./grant-ledger";
import type { IGrantScope } from "./grant-scope";
import type { IPrincipal } from "./principal";

/** Where a role is assigned, and where its assignment is to be defined. */
interface Placed {
  readonly scope: IGrantScope;
  readonly within?: Construct;
}

/** The construct that holds the assignment, in a stack that may refer to both grantee and scope. */
export function homeOf(principal: IPrincipal, { scope, within }: Placed): Construct {
  const [grantee, target] = [TerraformStack.of(principal), TerraformStack.of(scope)];
  if (within) {
    const home = TerraformStack.of(within);
    const later = [grantee, target].find((stack) => comesAfter(stack, home));
    if (later) throw grantCircle(within, later.node.id, home.node.id);
    return within;
  }
  const follows = comesAfter(target, grantee) || (target !== grantee && refersTo(scope, grantee));
  if (!Token.isUnresolved(scope.id) || !follows) return principal as Construct;
  if (comesAfter(grantee, target)) throw grantCircle(principal, target.node.id, grantee.node.id);
  return scope.node.scopes[scope.node.scopes.length - 1] as Construct;
}

/** The id, or one of its own where another role or scope has the same in other capitals or signs. */
export function freeId(home: Construct, id: string, key: string): string {
  if (!home.node.tryFindChild(id)) return id;
  return `${id}-${shortHash(key)}`;
}

/**
 * An id that tells role and scope, such as `key-vault-secrets-user-on-vault`, and the grantee where it is
 * not the home of the grant.
 */
export function grantId(
  role: string,
  home: Construct,
  scope: IConstruct,
  grantee: IPrincipal,
): string {
  const grantedTo = home === grantee ? [] : ["to", ...pathWithin(home, grantee)];
  return [role, "on", ...pathWithin(home, scope), ...grantedTo]
    .join("-")
    .replace(/[^a-zA-Z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .toLowerCase();
}

/** The ids on the way to a construct, without those of the stack where it is the home's own. */
function pathWithin(home: Construct, construct: IConstruct): string[] {
  const stack = TerraformStack.of(construct);
  const outside = stack === TerraformStack.of(home) ? stack.node.scopes.length : 0;
  return construct.node.scopes.slice(outside).map(({ node }) => node.id);
}

/** What to depend on after an assignment that somebody else made: there is nothing to wait for. */
export function existingAssignment(grant: HeldRole): TerraformResource {
  const known = grant.node.tryFindChild("existing") as TerraformResource | undefined;
  return known ?? new TerraformData(grant as Construct, "existing", { role: grant.role });
}
