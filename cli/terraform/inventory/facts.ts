/**
 * A value, or why there is none: only known after apply, or not to be shown. Of the latter the digest, where it is
 * known, tells whether two are the same.
 */
export type Fact<T = string> =
  | { readonly value: T }
  | { readonly unknown: true }
  | { readonly sensitive: true; readonly digest: string | null };

/** Where a role is assigned. Parts that the level does not have are absent; one that is not known says so. */
export interface InventoryScope {
  readonly label: string;
  /** How wide it is; null where that is not known. */
  readonly level:
    "child" | "resource" | "resource group" | "subscription" | "management group" | null;
  /** The id of the subscription, without what is before it. */
  readonly subscription?: Fact;
  /** The name of the resource group. */
  readonly resourceGroup?: Fact;
  /** The type of the resource: `Microsoft.Storage/storageAccounts`; absent of a management group. */
  readonly type?: Fact;
  /** The name of the resource, or of the management group. */
  readonly name?: Fact;
  /** What is below the resource: `blobServices/default/containers/photos`, `secrets/db-password`. */
  readonly child?: Fact;
}

/** What is assigned. */
export interface InventoryRole {
  readonly label: string;
  /** Null where it is not known. */
  readonly kind: "azure" | "cosmos" | "policy" | "custom" | null;
  /** The name, or the id of the definition where only that is known. */
  readonly name: Fact;
  /** What an access policy permits, sorted: `secrets get`. */
  readonly permissions?: readonly string[];
}
