import type { Construct } from "constructs";
import { IGNORED_OF_POD, webhookAnnotations } from "../pod/webhook-annotations";
import { providerFor } from "../private/connections";
import { LibraryConstruct } from "../private/library-construct";
import { addressOf } from "../private/terraform/address";
import { digestOf } from "../private/terraform/digest";
import { TerraformData } from "../private/terraform/terraform-data";
import { readiness } from "../service-account/readiness";
import * as bindings from "./pod-bindings";
import { checkWorkload, registerObject } from "./pod-checks";
import { objectMetadata, podMetadata, podSpec } from "./pod-template";
import type { WorkloadProps } from "./workload";

/**
 * A single pod that becomes the Azure identity of its service account. For anything but a trial prefer
 * `WorkloadDeployment`: nothing brings a pod back when its node goes.
 *
 * The webhook adds environment variables and a volume to the pod. Terraform ignores them, or
 * each plan would replace the pod; a change of the containers as they are written here, or of the
 * identity, replaces it through a `terraform_data` resource.
 *
 * Throws when the pod breaks a rule of Kubernetes or of its Pod Security Standard, and when the stack is
 * connected to other clusters only.
 */
export class WorkloadPod extends LibraryConstruct {
  /** The name of the pod. */
  public readonly name: string;

  constructor(scope: Construct, id: string, props: WorkloadProps) {
    super(scope, id, "WorkloadProps", props);
    const { serviceAccount } = props;
    checkWorkload(this, props);
    registerObject(this, "pod", props);

    const spec = podSpec(props);
    const { container, initContainer, volume, imagePullSecrets } = spec;
    const written = new TerraformData(this, "written", {
      // The provider keeps logins that are taken away.
      pod: digestOf(() => ({ container, initContainer, volume, imagePullSecrets })),
      ...serviceAccount.identityAnnotations,
      ...webhookAnnotations(props),
    });
    const pod = new (bindings.pod().PodV1)(this, "Default", {
      provider: providerFor(serviceAccount.identity.cluster, this),
      metadata: { ...objectMetadata(props), ...podMetadata(props) },
      spec,
      lifecycle: { ignoreChanges: IGNORED_OF_POD, replaceTriggeredBy: [addressOf(written)] },
    });
    pod.dependsOn = readiness(this, serviceAccount);
    this.name = props.name;
  }
}
