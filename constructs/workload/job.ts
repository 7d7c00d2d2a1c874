import type { Construct } from "constructs";
import { checkBound, checkName } from "../private/checks";
import { providerFor } from "../private/connections";
import { LibraryConstruct } from "../private/library-construct";
import { BOUNDS, RULES } from "../private/rules";
import * as bindings from "./pod-bindings";
import { checkWorkload, registerObject } from "./pod-checks";
import { objectMetadata, podMetadata, podSpec } from "./pod-template";
import { readiness } from "./readiness";
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
}

/**
 * A Job whose pods become the Azure identity of their service account. Kubernetes cannot change the
 * pods of a Job: a change of their containers replaces it, and it runs again. A change of labels or
 * annotations alone waits for the next run.
 *
 * Throws when a name, a label or an annotation breaks Kubernetes' rules, when there is no container or
 * two of one name, and when the stack is connected to other clusters only.
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

    const job = new (bindings.job().JobV1)(this, "Default", {
      provider: providerFor(serviceAccount.identity.cluster, this),
      metadata: objectMetadata(props),
      spec: {
        backoffLimit: props.backoffLimit ?? 6,
        template: {
          metadata: podMetadata(props),
          spec: { ...podSpec(props), restartPolicy: "Never" },
        },
      },
      waitForCompletion: props.waitForCompletion ?? true,
      timeouts: { create: timeout, update: timeout },
    });
    job.dependsOn = readiness(this, serviceAccount);
    this.name = props.name;
  }
}
