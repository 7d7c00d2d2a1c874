import { Annotations } from "cdktf";
import type { Construct } from "constructs";
import { numberText } from "../pod/maps";
import { checkBound, checkName } from "../private/checks";
import { providerFor } from "../private/connections";
import { LibraryConstruct } from "../private/library-construct";
import { BOUNDS, RULES } from "../private/rules";
import { addressOf } from "../private/terraform/address";
import { digestOf } from "../private/terraform/digest";
import { TerraformData } from "../private/terraform/terraform-data";
import { readiness } from "../service-account/readiness";
import { jobRunsAgain } from "./errors";
import * as bindings from "./pod-bindings";
import { checkWorkload, registerObject } from "./pod-checks";
import { objectMetadata, podMetadata, podSpec } from "./pod-template";
import type { WorkloadProps } from "./workload";

/** How a Job is created. */
export interface WorkloadJobProps extends WorkloadProps {
  /**
   * How often a failed pod is tried again, 0 or more.
   *
   * @default 6
   */
  readonly backoffLimit?: number;

  /**
   * Whether Terraform waits until the Job is complete, and fails when it fails.
   *
   * @default true
   */
  readonly waitForCompletion?: boolean;

  /**
   * How long Terraform waits for the completion. The provider's own default of one minute is often
   * over before an image is pulled.
   *
   * @default "15m"
   */
  readonly timeout?: string;

  /**
   * Seconds from the start of the Job, 1 or more, after which Kubernetes ends its pods and it has failed.
   *
   * @default - none
   */
  readonly activeDeadlineSeconds?: number;

  /**
   * Seconds after its end, 0 or more, in which Kubernetes deletes the Job. Terraform then makes it, and so runs
   * it, again at the next apply; and a Job that is gone before Terraform sees it fail counts as complete.
   *
   * @default - it stays until Terraform destroys it
   */
  readonly ttlSecondsAfterFinished?: number;
}

/**
 * A Job whose pods become the Azure identity of their service account. Kubernetes cannot change the
 * pods of a Job: a change of anything in them, or of the identity, replaces it, and it runs again. Most of such
 * changes the provider plans in place and never sends, so a `terraform_data` resource replaces the Job.
 *
 * Throws when the pods break a rule of Kubernetes or of their Pod Security Standard, and when the stack is
 * connected to other clusters only.
 */
export class WorkloadJob extends LibraryConstruct {
  /** The name of the Job. */
  public readonly name: string;

  constructor(scope: Construct, id: string, props: WorkloadJobProps) {
    super(scope, id, "WorkloadJobProps", props);
    const { serviceAccount, timeout = "15m" } = props;
    checkWorkload(this, props);
    registerObject(this, "Job", props);
    checkBound(this, "backoffLimit", props.backoffLimit, BOUNDS.backoffLimit);
    checkName(this, "timeout", timeout, RULES.duration);
    const { activeDeadlineSeconds: deadline, ttlSecondsAfterFinished: ttl } = props;
    checkBound(this, "activeDeadlineSeconds", deadline, BOUNDS.deadlineSeconds);
    checkBound(this, "ttlSecondsAfterFinished", ttl, BOUNDS.podSeconds);
    if (ttl !== undefined) Annotations.of(this).addWarning(jobRunsAgain(props.name));

    const metadata = podMetadata(props);
    const pods = { ...podSpec(props), restartPolicy: "Never" };
    const written = new TerraformData(this, "written", {
      ...serviceAccount.identityAnnotations,
      labels: metadata.labels,
      ...(metadata.annotations && { annotations: metadata.annotations }),
      pods: digestOf(() => pods),
      ...(ttl !== undefined && { ttl }),
    });

    const job = new (bindings.job().JobV1)(this, "Default", {
      provider: providerFor(serviceAccount.identity.cluster, this),
      metadata: objectMetadata(props),
      spec: {
        backoffLimit: props.backoffLimit ?? 6,
        activeDeadlineSeconds: deadline,
        ttlSecondsAfterFinished: numberText(ttl),
        template: { metadata, spec: pods },
      },
      waitForCompletion: props.waitForCompletion ?? true,
      timeouts: { create: timeout, update: timeout },
      lifecycle: { replaceTriggeredBy: [addressOf(written)] },
    });
    job.dependsOn = readiness(this, serviceAccount);
    this.name = props.name;
  }
}
