import { CLIENT_ID, USE_LABEL } from "../../../azure/webhook";
import { type Fact, known, say, valueOf } from "./fact";
import { list, text } from "./json";
import { nonRootOf } from "./pod-security";
import type { ReferenceIndex } from "./reference-index";
import type { Resource } from "./resource";
import { type AttributePath, kindOf, RENDERED, templatePath } from "./resource-types";
import {
  type Cluster,
  type Identity,
  type ServiceAccount,
  subjectIn,
  type Workload,
} from "./trust-graph";

/** What stands for the pods of an account that others apply, where none were rendered. */
export const RENDERED_ACCOUNT = "rendered account";

/** The nodes of the trust graph that Kubernetes objects meet, and where it is said what cannot be read. */
interface Graph {
  cluster(resource: Resource): Cluster;
  identity(resource: Resource): Identity;
  cannotSee(text: string): void;
}

/** What is known of an account that others apply. */
interface Rendered {
  readonly account: ServiceAccount;
  readonly workloads: readonly Workload[];
}

/** Reads service accounts, and what makes pods. */
export class KubernetesObjects {
  constructor(
    private readonly references: ReferenceIndex,
    private readonly graph: Graph,
  ) {}

  public account(resource: Resource): ServiceAccount {
    const { references, graph } = this;
    const path = ["metadata", "annotations", CLIENT_ID] as const;
    const target = references.target(resource, ...path)?.resource;
    const identity =
      target && kindOf(target.type) === "identity" ? graph.identity(target) : undefined;
    const fallback = resource.type.startsWith("kubernetes_default_") ? "default" : undefined;
    const written = references.factOf(resource, "metadata", "name");
    const name = fallback !== undefined && !valueOf(written) ? known(fallback) : written;
    if (!valueOf(name)) graph.cannotSee(`${resource.stack}: the name of ${resource.address}`);
    const namespace = this.namespaceOf(resource);
    return {
      resource,
      namespace,
      name,
      subject: subjectIn(namespace, name),
      cluster: this.clusterOf(resource),
      identity,
      asksFor: resource.has(...path)
        ? identity
          ? known(identity.label)
          : references.factOf(resource, ...path)
        : undefined,
      annotated: resource.has(...path),
    };
  }

  public workload(resource: Resource): Workload {
    const { references, graph } = this;
    const template = templatePath(resource.type) ?? [];
    const name =
      references.textOf(resource, "metadata", "name") ??
      references.textOf(resource, "metadata", "generate_name");
    const namespace = this.namespaceOf(resource);
    const serviceAccount = this.serviceAccountOf(resource, [...template, "spec"]);
    const kind = resource.type
      .replace(/^kubernetes_/, "")
      .replace(/_v1$/, "")
      .replace(/_/g, " ");
    const labelled: AttributePath = [...template, "metadata", "labels", USE_LABEL];
    const label = resource.get(...labelled);
    if (label.unknown || (label.expression && label.value === undefined)) {
      graph.cannotSee(
        `${resource.stack}: the label ${USE_LABEL} of the pods of ${resource.address}`,
      );
    }
    const nonRoot = nonRootOf(resource);
    if (nonRoot.isOpen) {
      graph.cannotSee(
        `${resource.stack}: whether containers of ${resource.address} turn run_as_non_root off`,
      );
    }
    return {
      key: resource.key,
      resource,
      label: `${kind} ${say(namespace)}/${name ?? resource.address}`,
      namespace,
      serviceAccount,
      subject: subjectIn(namespace, serviceAccount),
      cluster: this.clusterOf(resource),
      labelled: text(label.value) === "true",
      nonRootOff: nonRoot.off,
    };
  }

  /**
   * An account that others apply, with the workloads that were rendered for it; where none was, with what
   * there may be of pods. What others do apply is not seen.
   */
  public rendered(resource: Resource): Rendered[] {
    const { references, graph } = this;
    if (text(resource.get("input", "kind").value) !== RENDERED) return [];
    const namespace = references.factOf(resource, "input", "namespace");
    const name = references.factOf(resource, "input", "name");
    const subject = subjectIn(namespace, name);
    const issuer = references.targetBy("oidc_issuer_url", resource, "input", "issuer")?.resource;
    const asked = references.targetBy("client_id", resource, "input", "client_id")?.resource;
    const cluster = issuer && kindOf(issuer.type) === "cluster" ? graph.cluster(issuer) : undefined;
    const identity = asked && kindOf(asked.type) === "identity" ? graph.identity(asked) : undefined;
    const asksFor = identity
      ? known(identity.label)
      : references.factOf(resource, "input", "client_id");
    const account = {
      resource,
      namespace,
      name,
      subject,
      cluster,
      identity,
      asksFor,
      annotated: true,
    };
    const pods = list(resource.get("input", "workloads").value).flatMap((one) => text(one) ?? []);
    graph.cannotSee(`${resource.stack}: what others apply of the account of ${resource.address}`);
    const workloads = (pods.length > 0 ? pods : [`${RENDERED_ACCOUNT}/${say(name)}`]).map((one) => {
      const [kind = "", object] = one.split("/");
      const words = kind.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
      return {
        key: `${resource.key} ${one}`,
        resource,
        label: `${words} ${say(namespace)}/${object}`,
        namespace,
        serviceAccount: name,
        subject,
        cluster,
        labelled: true,
        nonRootOff: [],
      };
    });
    return [{ account, workloads }];
  }

  private serviceAccountOf(resource: Resource, spec: AttributePath): Fact {
    const path = [...spec, "service_account_name"] as const;
    const name = this.references.factOf(resource, ...path);
    if (valueOf(name)) return name;
    // The API server fills in what is not written, so that a plan does not know it.
    const left = resource.configures(...spec) && resource.omits(...path);
    if (left || !resource.has(...path)) return known("default");
    this.graph.cannotSee(`${resource.stack}: the service account of ${resource.address}`);
    return name;
  }

  private namespaceOf(resource: Resource): Fact {
    const path = ["metadata", "namespace"] as const;
    const name = this.references.factOf(resource, ...path);
    if (valueOf(name)) return name;
    if (!resource.has(...path)) return known("default");
    this.graph.cannotSee(`${resource.stack}: the namespace of ${resource.address}`);
    return name;
  }

  private clusterOf(resource: Resource): Cluster | undefined {
    const cluster = this.references.clusterOf(resource);
    return cluster && this.graph.cluster(cluster);
  }
}
