import type { Construct } from "constructs";
import { trustsOf } from "../identity/federated-identity";
import { azureKey } from "../private/azure-places";
import { warnOnce } from "../private/warnings";
import type { IWorkloadServiceAccount } from "../service-account/account";
import { scalerUntrusted } from "./errors";
import {
  AppliedObject,
  DeliveredObject,
  type Description,
  type IDeliveredObject,
} from "./delivered-object";

/** As whom KEDA asks Azure how much there is to do. */
export interface TriggerAuthenticationProps {
  /**
   * The service account whose identity is used, and in whose namespace the ScaledObjects are. The token is
   * the operator's own: the identity has to trust the service account `keda-operator` too.
   */
  readonly serviceAccount: IWorkloadServiceAccount;

  /** The name of the TriggerAuthentication, by which ScaledObjects refer to it: text known at synth. */
  readonly name: string;
}

function describe(at: Construct, { serviceAccount }: TriggerAuthenticationProps): Description {
  const { cluster, identity } = serviceAccount.identity;
  at.node.addValidation({
    validate: () => {
      const trusted = trustsOf(identity).some(
        (trust) =>
          trust.serviceAccountName === "keda-operator" &&
          azureKey(trust.cluster) === azureKey(cluster),
      );
      if (!trusted) warnOnce(at, scalerUntrusted(identity));
      return [];
    },
  });
  return {
    apiVersion: "keda.sh/v1alpha1",
    kind: "TriggerAuthentication",
    spec: ({ clientId, tenantId }) => ({
      podIdentity: {
        provider: "azure-workload",
        identityId: clientId,
        identityTenantId: tenantId,
      },
    }),
  };
}

/**
 * A TriggerAuthentication of KEDA by which the scaler of a workload asks Azure as the workload's identity
 * (https://keda.sh/docs/latest/authentication-providers/azure-ad-workload-identity/). Each identity needs a
 * federated identity for the operator beside that of the workload, and with it one of its 20 credentials.
 *
 * Terraform applies it, and asks for the kind when it plans: KEDA has to be in the cluster by then, which
 * it is when the cluster's stack with the add-on was applied before. `rendered` needs no cluster.
 *
 * Throws when the name is none and in the stack of a new cluster. Warns when no federated identity of the
 * program trusts the operator.
 */
export class TriggerAuthentication extends AppliedObject {
  /**
   * One that others apply by its `yaml`. Creates nothing.
   *
   * Throws as the constructor does, but for the stack.
   */
  public static rendered(
    scope: Construct,
    id: string,
    props: TriggerAuthenticationProps,
  ): IDeliveredObject {
    return new DeliveredObject(scope, id, "TriggerAuthenticationProps", props, (at) =>
      describe(at, props),
    );
  }

  constructor(scope: Construct, id: string, props: TriggerAuthenticationProps) {
    super(scope, id, "TriggerAuthenticationProps", props, (at) => describe(at, props));
  }
}
