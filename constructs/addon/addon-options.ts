import type { IGrantScope } from "../access/grant-scope";
import type { IFederatedIdentity } from "../identity/federated-identity";
import type { IManagedIdentity } from "../identity/managed-identity";
import type { IOidcIssuer } from "../identity/oidc-issuer";
import type { AddonPreset } from "./addon-preset";

/** Which add-on is given access, and to what. */
export interface AddonOptions {
  /** What is known of the add-on: one of `Addons`, or a copy that was changed. */
  readonly addon: AddonPreset;

  /**
   * Where the add-on works, by the names that the preset has for them. Its roles are assigned exactly there.
   *
   * @default - none, for an add-on that needs no role
   */
  readonly scopes?: Record<string, IGrantScope>;

  /**
   * The identity that the accounts of the add-on become.
   *
   * @default - a new one in the cluster's resource group, named `<cluster>-<add-on>`
   */
  readonly identity?: IManagedIdentity;

  /**
   * The trust in an application's account, where the program has it already: what a CSI driver or a store
   * does with the account needs no second one. It has identity, namespace and account, which are left out.
   *
   * @default - a new trust for each component
   */
  readonly federation?: IFederatedIdentity;

  /**
   * The namespace of the add-on: text known at synth, at most 63 characters.
   *
   * @default - that of the preset
   */
  readonly namespace?: string;

  /**
   * The service account of an add-on with one: text known at synth, at most 253 characters.
   *
   * @default - that of the preset
   */
  readonly serviceAccountName?: string;

  /**
   * The components that are trusted besides those that always are.
   *
   * @default - none
   */
  readonly components?: string[];

  /**
   * Whether the chart makes the accounts, with the annotations. Where it does not, make a
   * `WorkloadServiceAccount` of each trust; it comes before the chart, and its name cannot drift.
   *
   * @default true
   */
  readonly createServiceAccounts?: boolean;

  /**
   * The version of the chart that is installed. One whose values were not looked at is warned of.
   *
   * @default - the version that was looked at
   */
  readonly version?: string;
}

/** The options with the cluster. */
export interface AddonProps extends AddonOptions {
  /** The cluster in which the add-on runs. */
  readonly cluster: IOidcIssuer;
}
