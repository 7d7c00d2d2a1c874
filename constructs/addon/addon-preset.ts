/** The chart of an add-on. */
export interface AddonChart {
  /** The name of the chart. */
  readonly name: string;

  /** Where it is published: the URL of a repository, or of an OCI registry. */
  readonly repository: string;

  /** The version whose values were looked at. */
  readonly version: string;
}

/** One pod of an add-on, with the service account that is trusted. */
export interface AddonComponent {
  /** The name within the preset, such as `controller`. */
  readonly name: string;

  /**
   * The service account.
   *
   * @default - the one that is given with the add-on: an account of the application
   */
  readonly serviceAccountName?: string;

  /**
   * Whether the account can have no other name.
   *
   * @default false
   */
  readonly fixedName?: boolean;

  /**
   * Whether the component is trusted only where it is asked for by `components`.
   *
   * @default false
   */
  readonly optional?: boolean;

  /**
   * The name that the federated identity credential must have.
   *
   * @default - made of cluster, namespace and account
   */
  readonly credentialName?: string;

  /**
   * The values that take the labels of the pods, as paths such as `controller.podLabels`.
   *
   * @default - none: the chart labels the pods itself, or they need no label
   */
  readonly podLabels?: string[];

  /**
   * The values that take the annotations of the pods. Pods are replaced by them when the identity changes.
   *
   * @default - none
   */
  readonly podAnnotations?: string[];

  /**
   * The value that says whether the chart makes the account.
   *
   * @default - none: the chart always makes it, or never
   */
  readonly accountCreate?: string;

  /**
   * The value that names the account.
   *
   * @default - none: the name is the chart's own
   */
  readonly accountName?: string;

  /**
   * The value that takes the annotations of the account.
   *
   * @default - none
   */
  readonly accountAnnotations?: string;
}

/** A place at which an add-on needs roles. */
export interface AddonScope {
  /** The name by which it is given in `scopes`, such as `zone`. */
  readonly name: string;

  /** What it is, such as `the DNS zone`. */
  readonly description: string;

  /** The roles that the identity gets there. */
  readonly roles: string[];

  /**
   * The type of the resource, such as `Microsoft.Network/dnsZones`. A resource of another type is refused, a
   * wider scope is not.
   *
   * @default - any
   */
  readonly resourceType?: string;

  /**
   * Whether the add-on does without.
   *
   * @default false
   */
  readonly optional?: boolean;
}

/** A text that configures an add-on. */
export interface AddonSnippet {
  /** The name by which it is asked for. */
  readonly name: string;

  /** What it is, and where it belongs. */
  readonly description: string;

  /**
   * The text. `{{clientId}}`, `{{tenantId}}`, `{{namespace}}` and `{{serviceAccountName}}` are filled in, and of
   * a scope `{{zone.id}}`, `{{zone.name}}`, `{{zone.resourceGroup}}` and `{{zone.subscriptionId}}`. Every
   * other name is asked for.
   */
  readonly text: string;
}

/**
 * What is known of an add-on: data that can be copied and changed, where a chart is of another version or a
 * company has its own.
 */
export interface AddonPreset {
  /** Small letters and hyphens, part of the name of the identity. */
  readonly name: string;

  /** What people call it. */
  readonly title: string;

  /**
   * The namespace of its accounts.
   *
   * @default - the one that is given with the add-on: that of an application
   */
  readonly namespace?: string;

  /**
   * Whether it can be in no other namespace.
   *
   * @default false
   */
  readonly fixedNamespace?: boolean;

  /** Its pods, at least one. */
  readonly components: AddonComponent[];

  /** Where it needs roles. */
  readonly scopes: AddonScope[];

  /**
   * The chart.
   *
   * @default - none: AKS installs it, or it is installed otherwise
   */
  readonly chart?: AddonChart;

  /**
   * The type of the cluster extension (`azurerm_kubernetes_cluster_extension`) that it is.
   *
   * @default - none
   */
  readonly extensionType?: string;

  /**
   * The values that take the client id.
   *
   * @default - none
   */
  readonly clientIdValues?: string[];

  /**
   * The values that take the tenant id.
   *
   * @default - none
   */
  readonly tenantIdValues?: string[];

  /**
   * Further values, as texts in which the same is filled in as in snippets.
   *
   * @default - none
   */
  readonly values?: Record<string, string>;

  /**
   * Values that are set to true.
   *
   * @default - none
   */
  readonly switches?: string[];

  /**
   * Texts that configure it.
   *
   * @default - none
   */
  readonly snippets?: AddonSnippet[];

  /**
   * Whether it logs in as an application of Microsoft Entra ID, which no managed identity can take the place
   * of. `addAddon` refuses it, and says what the application has to trust.
   *
   * @default false
   */
  readonly application?: boolean;

  /** Public pages and files that were read. */
  readonly sources: string[];

  /** What one has to know: traps, and what could not be verified. */
  readonly notes: string[];
}
