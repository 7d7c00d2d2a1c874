import { Fn, Lazy, Op, TerraformStack, Token } from "cdktf";
import type { Construct } from "constructs";
import { awaitRoles } from "../access/grant-ledger";
import type { IFederatedIdentity } from "../identity/federated-identity";
import { addressOf } from "../private/terraform/address";
import { TerraformData } from "../private/terraform/terraform-data";
import { emptyClientId } from "./account-errors";

/** What has one or more trusts. */
interface Trusted {
  readonly identity: IFederatedIdentity;
  readonly additionalIdentities: IFederatedIdentity[];
}

/**
 * What a workload of the service account comes after: the trust and all grants of its identity that
 * live in the same stack, those that follow in the program included. In another stack they have their
 * waits too; there the order of the stacks does the rest.
 */
export function readiness(at: Construct, account: Trusted): string[] {
  const identities = [account.identity, ...account.additionalIdentities];
  const trusts = identities.map((identity) => identity.afterPropagation());
  const own = TerraformStack.of(at);
  const grants = identities.map((identity) => awaitRoles(identity, own));
  return Lazy.listValue(
    {
      produce: () => {
        const roles = grants
          .flatMap((some) => [...some.values()])
          .filter(({ existing }) => !existing);
        const waits = [...trusts, ...roles.map((grant) => grant.afterPropagation())]
          .filter((resource) => TerraformStack.of(resource) === own)
          .map(addressOf);
        return [...new Set(waits)];
      },
    },
    { omitEmpty: true },
  );
}

/**
 * The one thing that is in `depends_on` for all that a workload comes after, since that list is only
 * known when the program has finished. It holds nothing and never changes. It fails where an identity turns out to have no
 * client id, before anything that comes after it.
 */
export function readyPoint(at: Construct, account: Trusted): TerraformData {
  const ready = new TerraformData(at, "ready");
  ready.dependsOn = readiness(at, account);
  const { namespace, serviceAccountName } = account.identity;
  const ids = [account.identity, ...account.additionalIdentities]
    .flatMap(({ identity }) => [identity.clientId, identity.tenantId])
    .filter((id) => Token.isUnresolved(id));
  if (ids.length > 0) {
    ready.lifecycle = {
      precondition: ids.map((id) => ({
        condition: Fn.try([Op.gte(Fn.lengthOf(id), 1), false]),
        errorMessage: emptyClientId(`${namespace}/${serviceAccountName}`),
      })),
    };
  }
  return ready;
}
