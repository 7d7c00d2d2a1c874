import type { AddonComponent } from "../../addon-preset";

export const DOCS = "https://github.com/argoproj/argo-cd/blob/37ee009/docs";

export const VALUES =
  "https://github.com/argoproj/argo-helm/blob/af0a931/charts/argo-cd/values.yaml";

export const chart = {
  name: "argo-cd",
  repository: "https://argoproj.github.io/argo-helm",
  version: "10.1.1",
};

/** A pod of Argo CD: all of them have the same values under a key of their own. */
export function component(name: string, key: string, serviceAccountName: string): AddonComponent {
  return {
    name,
    serviceAccountName,
    podLabels: [`${key}.podLabels`],
    podAnnotations: [`${key}.podAnnotations`],
    accountCreate: `${key}.serviceAccount.create`,
    accountName: `${key}.serviceAccount.name`,
    accountAnnotations: `${key}.serviceAccount.annotations`,
  };
}

export const server = component("server", "server", "argocd-server");

export const NOTES = [
  "`global.podLabels` would label every pod of Argo CD; only those that are trusted need the label.",
  "The release of several uses takes the `helmValues` of each, one after the other.",
];
