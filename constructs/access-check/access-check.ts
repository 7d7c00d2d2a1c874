import { Lazy, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { awaitRoles } from "../access/grant-ledger";
import type { IKeyVaultSecret } from "../key-vault/secret";
import { checkLinuxOnly } from "../pod/webhook-checks";
import type { WorkloadToleration } from "../pod/scheduling";
import { checkLiteral, checkName } from "../private/checks";
import { providerFor } from "../private/connections";
import { LibraryConstruct } from "../private/library-construct";
import { accessCheckNameFrom, millisecondsOf } from "../private/names";
import { RULES } from "../private/rules";
import { comesAfter } from "../private/stack-order";
import { addressOf } from "../private/terraform/address";
import { digestOf } from "../private/terraform/digest";
import { TerraformData } from "../private/terraform/terraform-data";
import { readiness } from "../service-account/readiness";
import type { IWorkloadServiceAccount } from "../service-account/account";
import * as bindings from "../workload/pod-bindings";
import { checkWorkload, registerObject } from "../workload/pod-checks";
import { objectMetadata, podMetadata, podSpec } from "../workload/pod-template";
import type { WorkloadProps } from "../workload/workload";
import { oneTargetOnly } from "./errors";
import { accessCheckScript } from "./access-check-script";

/** What is checked, and how long it may take. */
export interface AccessCheckProps {
  /** The service account whose access to Azure is checked. */
  readonly serviceAccount: IWorkloadServiceAccount;

  /**
   * The secret that is read. Its value is discarded. The identity needs `grantRead` or
   * `grantSecretsRead`.
   *
   * @default - none; then `tokenScope` has to be given
   */
  readonly secret?: IKeyVaultSecret;

  /**
   * The scope of a token that is only asked for, such as `https://storage.azure.com/.default`. It
   * proves the trust, and no role.
   *
   * @default - none; then `secret` has to be given
   */
  readonly tokenScope?: string;

  /**
   * The name of the Job: at most 63 lower-case letters, digits or `-`. Two checks of one service
   * account need two names. Changing it replaces the Job.
   *
   * @default - `<service account>-access-check`, with a hash where that is too long or has a "."
   */
  readonly name?: string;

  /**
   * A Linux image with `node` of Node.js 20 or later on its path. The default is Microsoft's own, of
   * about 160 MB, from the registry that every AKS cluster reaches
   * (https://learn.microsoft.com/azure/aks/outbound-rules-control-egress); it has neither shell nor
   * package manager (https://learn.microsoft.com/azure/azure-linux/container-images-overview).
   *
   * @default "mcr.microsoft.com/azurelinux/distroless/nodejs:24.21-nonroot"
   */
  readonly image?: string;

  /**
   * For how long a refusal is tried again, with pauses of 1 to 30 seconds, as text known at synth. "0s" tries
   * once. The default makes, with the wait for roles before the check, the ten minutes that Azure documents
   * for a role to work everywhere
   * (https://learn.microsoft.com/azure/role-based-access-control/troubleshooting).
   *
   * @default "7m"
   */
  readonly timeout?: string;

  /**
   * For how long the pod may take to be made, scheduled and started, its image pulled, as text known at synth.
   * Kubernetes ends the Job when this and `timeout` are over, with the reason `DeadlineExceeded`, and the
   * deployment fails. Give more where a node has to be made first.
   *
   * @default "3m"
   */
  readonly startTimeout?: string;

  /**
   * The labels of the nodes that the pod may run on, Linux nodes only.
   *
   * @default - `kubernetes.io/os: linux`
   */
  readonly nodeSelector?: Record<string, string>;

  /**
   * Taints of nodes that do not keep the pod away.
   *
   * @default - none but those that Kubernetes adds
   */
  readonly tolerations?: WorkloadToleration[];

  /**
   * Further labels of the pod, such as one that keeps a service mesh away from it. A sidecar that does not end
   * keeps the Job from its end.
   *
   * @default - none
   */
  readonly labels?: Record<string, string>;

  /**
   * Annotations of the pod.
   *
   * @default - none
   */
  readonly annotations?: Record<string, string>;

  /**
   * The names of Kubernetes secrets in the namespace with logins to the registry of `image`.
   *
   * @default - those of the service account
   */
  readonly imagePullSecrets?: string[];
}

const IMAGE = "mcr.microsoft.com/azurelinux/distroless/nodejs:24.21-nonroot";

/** The user of the `-nonroot` images, given as a number so that Kubernetes can see that it is not root. */
const NONROOT = 65532;

/** What the end of a Job may take to be seen. */
const MARGIN_SECONDS = 30;

/**
 * A Job that takes the same path as a workload, from the injected variables to a secret, and fails the
 * deploy when it does not get there. It keeps to the Pod Security Standard "restricted", and writes neither a
 * token nor a value.
 *
 * It exits with a code for the step that failed, and says why in the pod's termination message and log:
 * 10 its settings, 11 the variables that the webhook injects, 12 the token file, 13 the token exchange
 * (with the AADSTS code), 14 reading the secret.
 *
 * Where its pod is never made or started, the reason is in the events: `kubectl describe job`, of the
 * webhook, a quota or Pod Security; `kubectl describe pod`, of nodes and images.
 *
 * Kubernetes cannot change the pods of a Job. A `terraform_data` resource replaces it, and so runs it
 * again, when the identity, the federated credential, a grant of the identity, the name or version
 * of the secret, or anything of the pod changes. A secret that Terraform does not write has no version here.
 *
 * Throws unless exactly one of `secret` and `tokenScope` is given; when a name, the scope, the image, a
 * timeout or what is given for the pod breaks its rule; when a timeout is not known at synth; when the nodes
 * are Windows nodes; and when the stack is connected to other clusters only.
 */
export class AccessCheck extends LibraryConstruct {
  /** The name of the Job, as in `kubectl logs job/<name>`. */
  public readonly name: string;

  constructor(scope: Construct, id: string, props: AccessCheckProps) {
    super(scope, id, "AccessCheckProps", props);
    const { serviceAccount, secret, tokenScope, image = IMAGE } = props;
    const { timeout = "7m", startTimeout = "3m" } = props;
    if ((secret === undefined) === (tokenScope === undefined)) throw oneTargetOnly(this);
    checkName(this, "tokenScope", tokenScope, RULES.tokenScope);
    checkName(this, "name", props.name, RULES.workload);
    checkName(this, "image", image, RULES.image);
    for (const [prop, duration] of Object.entries({ timeout, startTimeout })) {
      const fix = "write the duration itself: Terraform's wait follows it";
      checkLiteral(this, prop, duration, fix);
      checkName(this, prop, duration, RULES.duration);
    }
    checkLinuxOnly(this, "the access check", props.nodeSelector ?? {});

    this.name = props.name ?? accessCheckNameFrom(serviceAccount.identity.serviceAccountName);
    const limit = millisecondsOf(timeout);
    const workload: WorkloadProps = {
      serviceAccount,
      name: this.name,
      nodeSelector: props.nodeSelector,
      tolerations: props.tolerations,
      labels: props.labels,
      annotations: props.annotations,
      imagePullSecrets: props.imagePullSecrets,
      securityContext: { runAsUser: NONROOT, runAsGroup: NONROOT },
      secrets: secret && [secret],
      containers: [
        {
          name: "access-check",
          image,
          command: ["node", "--eval", accessCheckScript()],
          env: { ...targetOf(props), ACCESS_CHECK_SECONDS: `${limit / 1000}`, ...BEHIND_A_PROXY },
          resources: {
            requests: { cpu: "50m", memory: "64Mi" },
            limits: { cpu: "500m", memory: "256Mi" },
          },
          securityContext: { readOnlyRootFilesystem: true },
        },
      ],
    };
    checkWorkload(this, workload);
    registerObject(this, "Job", workload);

    const pods = { ...podSpec(workload), restartPolicy: "Never" };
    const checked = new TerraformData(this, "checked", {
      ...this.rerunOn(props),
      ...(props.labels && { labels: props.labels }),
      ...(props.annotations && { annotations: props.annotations }),
      pods: digestOf(() => pods),
    });
    const deadline = Math.ceil((limit + millisecondsOf(startTimeout)) / 1000) + MARGIN_SECONDS;
    const wait = `${deadline + MARGIN_SECONDS}s`;
    const job = new (bindings.job().JobV1)(this, "Default", {
      provider: providerFor(serviceAccount.identity.cluster, this),
      metadata: objectMetadata(workload),
      spec: {
        backoffLimit: 0,
        activeDeadlineSeconds: deadline,
        template: {
          metadata: podMetadata(workload),
          spec: pods,
        },
      },
      waitForCompletion: true,
      timeouts: { create: wait, update: wait },
      lifecycle: { replaceTriggeredBy: [addressOf(checked)] },
    });
    job.dependsOn = readiness(this, serviceAccount);
  }

  /**
   * The values whose change runs the check again. Of another stack only those cross that tell more
   * than what is known at synth: the client id, and the assignments, which come and go under new ids.
   */
  private rerunOn({ serviceAccount, secret, tokenScope }: AccessCheckProps) {
    const { identity } = serviceAccount;
    const stack = TerraformStack.of(this);
    const grants = awaitRoles(identity, stack);
    return {
      ...serviceAccount.identityAnnotations,
      credential: identity.credentialName,
      subject: identity.subject,
      audience: identity.audience,
      ...(TerraformStack.of(identity) === stack && { credential_id: identity.credentialId }),
      ...(TerraformStack.of(identity.cluster) === stack && {
        issuer: identity.cluster.oidcIssuerUrl,
      }),
      role_assignments: Lazy.anyValue({
        produce: () =>
          [...grants.values()]
            .filter(({ existing }) => !existing)
            .filter((grant) => !comesAfter(TerraformStack.of(grant), stack))
            .map(({ id }) => id),
      }),
      ...(secret && { secret: secret.name, vault_uri: secret.vaultUri }),
      ...(secret?.version !== undefined && { secret_version: secret.version }),
      // In one stack the Job comes after the secret by this reference, across stacks by their order.
      ...(secret && TerraformStack.of(secret) === stack && { secret_id: secret.id }),
      ...(tokenScope !== undefined && { token_scope: tokenScope }),
    };
  }
}

/** With it Node.js 24 honours the proxy variables that AKS sets in the pods of a cluster with a proxy. */
const BEHIND_A_PROXY = { NODE_USE_ENV_PROXY: "1" };

function targetOf({ secret, tokenScope }: AccessCheckProps): Record<string, string> {
  if (secret === undefined) return { ACCESS_CHECK_SCOPE: tokenScope ?? "" };
  return { ACCESS_CHECK_VAULT_URI: secret.vaultUri, ACCESS_CHECK_SECRET_NAME: secret.name };
}
