import { Cluster } from "./cluster";
import { copyOf, JsonObject, objectsAt } from "./names";
import { CHANGES, OBJECTS, RECOMMENDED, VARIANTS } from "./records";
import { Rehearsal } from "./rehearsal";

const NAMESPACES = ["lvl-privileged", "lvl-restricted", "upd", "upd2", "upd3", "lib", "lib2"];

/** The object without what only a server can say, as the records have it. */
function bare(object: JsonObject | undefined): JsonObject {
  const result = copyOf(object ?? {});
  const [metadata = {}] = objectsAt(result, "metadata");
  for (const field of ["uid", "resourceVersion", "generation"]) delete metadata[field];
  if (result.kind === "Job") {
    const [spec = {}] = objectsAt(result, "spec");
    delete spec.selector;
    const labels = objectsAt(objectsAt(spec, "template")[0], "metadata")[0]?.labels as JsonObject;
    for (const key of Object.keys(labels ?? {})) {
      if (/(^|\/)(controller-uid|job-name)$/.test(key)) delete labels[key];
    }
    if (labels && Object.keys(labels).length === 0) {
      delete objectsAt(objectsAt(spec, "template")[0], "metadata")[0].labels;
    }
  }
  return result;
}

function clusterFor(...resources: readonly (JsonObject | undefined)[]): Cluster {
  const own = resources.map((resource) => String(objectsAt(resource, "metadata")[0]?.namespace));
  return new Cluster({ namespaces: [...new Set([...NAMESPACES, ...own])] });
}

describe("objects that a real cluster stored", () => {
  const typed = Object.entries(OBJECTS).filter(([, { type }]) => type !== "kubernetes_manifest");

  test.each(typed)("%s is stored alike, and planned again alike", (_name, record) => {
    // GIVEN
    const { type, before, resource, stored, refused, secondPlan } = record;
    const isPlace = type === "kubernetes_namespace_v1";
    const rehearsal = new Rehearsal(type, isPlace ? new Cluster() : clusterFor(resource));
    if (before) expect(rehearsal.apply(before)).not.toHaveProperty("error", expect.anything());

    // WHEN
    const { error } = rehearsal.apply(resource);

    // THEN
    expect(error).toBe(refused?.replace(/^Error: /, ""));
    if (stored) expect(bare(rehearsal.stored)).toEqual(stored);
    const plan = secondPlan[0] === "No changes." ? "no-op" : secondPlan[0];
    expect(rehearsal.plan(resource).actions).toBe(plan);
  });
});

/** A Deployment with one thing that is odd, as it was applied. */
function deployment(name: string, variant: (typeof VARIANTS)[string]): JsonObject {
  const { container, pod, spec, metadata } = variant;
  const labels = metadata.labels;
  return {
    metadata: { name: `v-${name}` },
    wait_for_rollout: false,
    spec: {
      selector: { match_labels: { app: (labels as JsonObject).app } },
      template: {
        metadata,
        spec: {
          container:
            name === "containers-none"
              ? []
              : [{ name: "c", image: "registry.example.com/app:1.0", ...container }],
          ...pod,
        },
      },
      ...spec,
    },
  };
}

describe("Deployments of which one thing is odd", () => {
  const of = (field: keyof (typeof VARIANTS)[string]) =>
    Object.entries(VARIANTS).filter(([, variant]) => variant[field] !== undefined);
  const started = (name: string, variant: (typeof VARIANTS)[string]) => {
    const resource = deployment(name, variant);
    return { resource, rehearsal: new Rehearsal("kubernetes_deployment_v1", clusterFor(resource)) };
  };

  test.each(of("stored"))("%s is stored alike, and planned again alike", (name, variant) => {
    // GIVEN
    const { resource, rehearsal } = started(name, variant);

    // WHEN
    const { error } = rehearsal.apply(resource);

    // THEN
    expect(rehearsal.mistakesIn(resource)).toEqual([]);
    expect(error).toBeUndefined();
    const stored = copyOf(rehearsal.stored?.spec ?? {}) as JsonObject;
    delete stored.selector;
    delete (stored.template as JsonObject).metadata;
    expect(stored).toEqual(variant.stored);
    expect(rehearsal.plan(resource).actions).toBe(variant.secondPlan);
  });

  test.each(of("refusedByApi"))("%s is refused by the API in its words", (name, variant) => {
    // GIVEN
    const { resource, rehearsal } = started(name, variant);

    // WHEN
    const { error, state } = rehearsal.apply(resource);

    // THEN
    expect(rehearsal.mistakesIn(resource)).toEqual([]);
    expect(error).toBe(`Failed to create deployment: D${variant.refusedByApi}`);
    expect(state).toBeNull();
  });

  test.each(of("refusedAtPlan"))("%s is refused before it is planned", (name, variant) => {
    // GIVEN
    const { resource, rehearsal } = started(name, variant);
    const [pod] = [rehearsal.schema.block_types.spec.block.block_types.template.block];
    const { block } = pod.block_types.spec;

    // THEN
    if (name === "init-sidecar") {
      // An argument of later versions, which Terraform knows from the schema.
      const { attributes } = block.block_types.init_container.block;
      expect(rehearsal.mistakesIn(resource)).toEqual([]);
      expect(attributes.restart_policy?.optional ?? true).toBe(true);
    } else if (name === "vol-proj-empty") {
      const { projected } = block.block_types.volume.block.block_types;
      expect(projected.block.block_types.sources.min_items).toBe(1);
    } else {
      expect(rehearsal.mistakesIn(resource)).toEqual(variant.refusedAtPlan);
    }
  });

  test("a quantity that is none is found when it is applied", () => {
    const { resource, rehearsal } = started("res-bad", VARIANTS["res-bad"]);

    expect(rehearsal.apply(resource).error).toContain("quantities must match");
  });

  test("variables from nowhere end the provider", () => {
    const { resource, rehearsal } = started("envfrom-empty", VARIANTS["envfrom-empty"]);

    expect(rehearsal.apply(resource)).toEqual({ state: null, error: "Plugin did not respond" });
  });
});

describe("changes of resources", () => {
  test.each(Object.entries(CHANGES))("%s is planned alike, before and after", (address, change) => {
    // GIVEN
    const { before, after = before, plan, replacedBy = [], planAfterApply } = change;
    const [type] = address.split(".");
    const isPlace = type === "kubernetes_namespace_v1";
    const rehearsal = new Rehearsal(type, isPlace ? new Cluster() : clusterFor(before));
    rehearsal.apply(before);

    // WHEN
    const planned = rehearsal.plan(after);
    rehearsal.apply(after);

    // THEN
    expect(planned.actions).toBe(plan);
    expect([...planned.replacedBy].sort()).toEqual([...replacedBy].sort());
    if (planAfterApply) expect(rehearsal.plan(after).actions).toBe(planAfterApply);
  });
});

describe("what is recommended", () => {
  const resources = Object.entries(RECOMMENDED.after).flatMap(([type, byId]) =>
    Object.entries(byId)
      .filter(() => type !== "kubernetes_namespace_v1")
      .map(([id, resource]) => [type, id, resource] as const),
  );

  test.each(resources)("%s.%s is stored, stays, and its pods are let in", (type, _id, resource) => {
    // GIVEN
    const namespace = String(objectsAt(resource, "metadata")[0].namespace);
    const labels = { "pod-security.kubernetes.io/enforce": "restricted" };
    const place = { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace, labels } };
    const cluster = new Cluster({ objects: [place] });
    const rehearsal = new Rehearsal(type, cluster);

    // WHEN
    const { error } = rehearsal.apply(resource);

    // THEN
    expect(error).toBeUndefined();
    expect(rehearsal.plan(resource).actions).toBe("no-op");
    expect(cluster.refusedPods).toEqual([]);
  });
});
