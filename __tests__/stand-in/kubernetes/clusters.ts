import { AdmittedPod, Cluster, Existing, Reference, RefusedPod } from "./cluster";
import { JsonObject } from "./names";

/** The clusters that the stacks of one test share, by the host at which a provider reaches them. */
export class Clusters {
  private readonly byHost = new Map<string, Cluster>();
  private readonly declared: Existing[] = [];

  /** Says what each of them has without any stack. */
  declare(existing: Existing): void {
    this.declared.push(existing);
    for (const cluster of this.byHost.values()) cluster.add(existing);
  }

  at(host: string): Cluster {
    let cluster = this.byHost.get(host);
    if (!cluster) {
      cluster = new Cluster();
      for (const existing of this.declared) cluster.add(existing);
      this.byHost.set(host, cluster);
    }
    return cluster;
  }

  /** An object of the first cluster that has it. */
  find(reference: Reference): JsonObject | undefined {
    return [...this.byHost.values()]
      .map((cluster) => cluster.get(reference))
      .find((object) => object !== undefined);
  }

  get pods(): AdmittedPod[] {
    return [...this.byHost.values()].flatMap(({ pods }) => pods);
  }

  get refusedPods(): RefusedPod[] {
    return [...this.byHost.values()].flatMap(({ refusedPods }) => refusedPods);
  }
}
