import type { IConstruct } from "constructs";
import { azureKey } from "../private/azure-places";
import {
  addonComponentUnknown,
  addonNameFixed,
  addonNameNeeded,
  addonOfApplication,
  addonOfSeveralAccounts,
  addonOwnsAccount,
  addonTrustElsewhere,
  addonTrustGiven,
} from "./errors";
import { addonScopeMissing, addonScopeUnknown } from "./scope-errors";
import type { AddonProps } from "./addon-options";
import type { AddonComponent } from "./addon-preset";

/**
 * Refuses scopes and names that do not fit the preset.
 *
 * @returns the namespace
 */
export function checkAddon(at: IConstruct, { addon, scopes = {}, ...props }: AddonProps): string {
  const { title } = addon;
  const names = addon.scopes.map(({ name }) => name);
  for (const given of Object.keys(scopes)) {
    if (!names.includes(given)) throw addonScopeUnknown(at, title, given, names);
  }
  const missing = addon.scopes.find(({ name, optional }) => !optional && !(name in scopes));
  if (missing) {
    throw addonScopeMissing(at, title, missing.name, missing.description, missing.roles);
  }
  const namespace = props.namespace ?? addon.namespace;
  if (namespace === undefined) throw addonNameNeeded(at, title, "namespace");
  if (addon.fixedNamespace && addon.namespace && namespace !== addon.namespace) {
    throw addonNameFixed(at, title, "namespace", namespace, addon.namespace);
  }
  if (addon.application) {
    throw addonOfApplication(
      at,
      title,
      `system:serviceaccount:${namespace}:${props.serviceAccountName ?? addon.components[0]?.serviceAccountName}`,
    );
  }
  return namespace;
}

/** The options with what a given trust says of them. Refuses one that says it twice, or is another cluster's. */
export function withFederation(at: IConstruct, props: AddonProps): AddonProps {
  const { federation, cluster, addon } = props;
  if (!federation) return props;
  const twice = (["identity", "namespace", "serviceAccountName"] as const).find(
    (prop) => props[prop] !== undefined,
  );
  if (twice) throw addonTrustGiven(at, twice, federation);
  if (azureKey(federation.cluster) !== azureKey(cluster)) {
    throw addonTrustElsewhere(at, addon.title, federation);
  }
  const { identity, namespace, serviceAccountName } = federation;
  return { ...props, identity, namespace, serviceAccountName };
}

/** The components that are trusted, each with the name of its account. */
export function componentsOf(at: IConstruct, props: AddonProps): AddonComponent[] {
  const { addon, components: wanted = [], serviceAccountName: given } = props;
  const optional = addon.components.filter((one) => one.optional).map(({ name }) => name);
  const unknown = wanted.find((name) => !optional.includes(name));
  if (unknown !== undefined) throw addonComponentUnknown(at, addon.title, unknown, optional);
  const trusted = addon.components.filter((one) => !one.optional || wanted.includes(one.name));
  if (given !== undefined && trusted.length > 1) {
    const names = trusted.map(({ name }) => name);
    throw addonOfSeveralAccounts(at, addon.title, given, names);
  }
  return trusted.map((component) => {
    const { serviceAccountName: own, fixedName } = component;
    const name = given ?? own;
    if (name === undefined) throw addonNameNeeded(at, addon.title, "serviceAccountName");
    if (fixedName && own !== undefined && name !== own) {
      throw addonNameFixed(at, addon.title, "serviceAccountName", name, own);
    }
    if (props.createServiceAccounts === false && own !== undefined && !component.accountCreate) {
      throw addonOwnsAccount(at, addon.title, component.name);
    }
    return { ...component, serviceAccountName: name };
  });
}
