import type { Mistake } from "../private/mistake";

// The messages about where the pods of resources and manifests are, and what is in manifests.

export function notAWorkload(type: string, known: readonly string[]): Mistake {
  return {
    code: "not-a-workload",
    what: "this resource makes no pods that are known.",
    got: type,
    allowed: `${known.join(", ")}, each also with _v1, and kubernetes_manifest`,
    fix: "attach the resource that makes the pods; for a chart use its values",
  };
}

export function unknownManifestKind(kind: string, known: readonly string[]): Mistake {
  return {
    code: "unknown-manifest-kind",
    what: "where the pods of this kind of manifest are is not known.",
    got: kind,
    allowed: `${known.join(", ")}, or any kind with \`podPath\``,
    fix: 'say where the template of its pods is, such as `podPath: "spec.template"`',
  };
}

export function manifestNotKnown(got: unknown): Mistake {
  return {
    code: "manifest-not-known",
    what: "the manifest is a reference, and what is in it is not known at synth.",
    got,
    allowed: "an object, in which values may be references",
    fix: "read the YAML in the program, and give the object to `manifest`",
  };
}

export function badPodPath(got: string): Mistake {
  return {
    code: "bad-pod-path",
    what: "`podPath` is no path of fields.",
    got,
    allowed: "names of fields and places in lists with dots between, such as spec.tasks.0.template",
    fix: "write the path as in the manifest",
  };
}

export function podPathOfKnownKind(got: string, kind: string): Mistake {
  return {
    code: "pod-path-of-known-kind",
    what: "`podPath` is for kinds of operators, and this kind is one of Kubernetes.",
    got: `${got} of ${kind}`,
    allowed: "for kubernetes_manifest of other kinds only",
    fix: "remove `podPath`",
  };
}

export function noPodTemplate(path: string, kind: string): Mistake {
  return {
    code: "no-pod-template",
    what: "there is no template of pods at this path of the manifest.",
    got: `${path} of ${kind}`,
    allowed: "the path of an object with the `spec` of a pod, which is known at synth",
    fix: "correct the path, or write the template into the manifest",
  };
}

export function barePodManifest(): Mistake {
  return {
    code: "bare-pod-manifest",
    what: "the webhook rewrites a pod when it is made, and a manifest of a pod then differs for ever.",
    got: "a kubernetes_manifest of kind Pod",
    allowed: "kubernetes_pod_v1, or a manifest of what makes pods",
    fix: "use `PodV1` of the provider or `WorkloadPod`",
  };
}

export function storedOtherwise(path: string, got: unknown, stored: string): string {
  return `\`${path}\` is ${JSON.stringify(got)}, which Kubernetes stores as ${stored}: Terraform calls that inconsistent and replaces the object at each apply. Write it as it is stored, or name it in \`computedFields\`.`;
}
