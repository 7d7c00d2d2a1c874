import { refusal, warning } from "../private/message";

// The messages about where the pods of resources and manifests are, and what is in manifests.

export const notAWorkload = refusal({
  code: "not-a-workload",
  says: (type: string, known: readonly string[]) => ({
    what: "this resource makes no pods that are known.",
    got: type,
    allowed: `${known.join(", ")}, each also with _v1, and kubernetes_manifest`,
    fix: "attach the resource that makes the pods; for a chart use its values",
  }),
  cause: "`attach` writes into the template of pods, and this type has none that is known.",
  cure: "Attach the Deployment, StatefulSet or whatever makes the pods. The pods of a chart get what they need by its values.",
  example: ["kubernetes_config_map_v1", ["kubernetes_pod", "kubernetes_deployment"]],
});

export const unknownManifestKind = refusal({
  code: "unknown-manifest-kind",
  says: (kind: string, known: readonly string[]) => ({
    what: "where the pods of this kind of manifest are is not known.",
    got: kind,
    allowed: `${known.join(", ")}, or any kind with \`podPath\``,
    fix: 'say where the template of its pods is, such as `podPath: "spec.template"`',
  }),
  cause: "Kinds of operators keep the templates of their pods where they like.",
  cure: 'Give `podPath`, such as "spec.tasks.0.template".',
  example: ["batch.volcano.sh/Job", ["apps/Deployment", "batch/Job"]],
});

export const manifestNotKnown = refusal({
  code: "manifest-not-known",
  says: (got: unknown) => ({
    what: "the manifest is a reference, and what is in it is not known at synth.",
    got,
    allowed: "an object, in which values may be references",
    fix: "read the YAML in the program, and give the object to `manifest`",
  }),
  cause: "Of a manifest that Terraform reads nothing can be checked or added to at synth.",
  cure: "Read the file in the program, with a library for YAML, and give the object.",
  example: ["${yamldecode(file(...))}"],
});

export const badPodPath = refusal({
  code: "bad-pod-path",
  says: (got: string) => ({
    what: "`podPath` is no path of fields.",
    got,
    allowed: "names of fields and places in lists with dots between, such as spec.tasks.0.template",
    fix: "write the path as in the manifest",
  }),
  cause: "The path has an empty part, or something that is no field.",
  cure: "Write the fields from the top of the manifest, with dots between.",
  example: ["spec..template"],
});

export const podPathOfKnownKind = refusal({
  code: "pod-path-of-known-kind",
  says: (got: string, kind: string) => ({
    what: "`podPath` is for kinds of operators, and this kind is one of Kubernetes.",
    got: `${got} of ${kind}`,
    allowed: "for kubernetes_manifest of other kinds only",
    fix: "remove `podPath`",
  }),
  cause: "The path of the kinds of Kubernetes is fixed.",
  cure: "Remove `podPath`.",
  example: ["spec.template", "apps/Deployment"],
});

export const noPodTemplate = refusal({
  code: "no-pod-template",
  says: (path: string, kind: string) => ({
    what: "there is no template of pods at this path of the manifest.",
    got: `${path} of ${kind}`,
    allowed: "the path of an object with the `spec` of a pod, which is known at synth",
    fix: "correct the path, or write the template into the manifest",
  }),
  cause: "The path leads nowhere, past the template or to a reference.",
  cure: "Give the path of the object that has the `metadata` and `spec` of the pods.",
  example: ["spec.template.spec", "example.com/Thing"],
});

export const barePodManifest = refusal({
  code: "bare-pod-manifest",
  says: () => ({
    what: "the webhook rewrites a pod when it is made, and a manifest of a pod then differs for ever.",
    got: "a kubernetes_manifest of kind Pod",
    allowed: "kubernetes_pod_v1, or a manifest of what makes pods",
    fix: "use `PodV1` of the provider or `WorkloadPod`",
  }),
  cause:
    "The webhook adds variables and a volume to a pod when it is made. The manifest then differs from what is there, and pods cannot be changed.",
  cure: "Use `PodV1` or `WorkloadPod`, which know what the webhook writes, or a Deployment.",
});

export const storedOtherwise = warning({
  says: (path: string, got: unknown, stored: string) =>
    `\`${path}\` is ${JSON.stringify(got)}, which Kubernetes stores as ${stored}: Terraform calls that inconsistent and replaces the object at each apply. Write it as it is stored, or name it in \`computedFields\`.`,
  cause:
    "A warning: `kubernetes_manifest` compares what it sent with what is stored, and calls a difference an inconsistent result.",
  cure: "Write quantities as Kubernetes does, and leave out what is empty, or false by default.",
  example: ["spec.template.spec.containers[0].resources.limits.cpu", "1000m", '"1"'],
});
