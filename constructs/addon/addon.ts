import { Annotations, Fn, type ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { CLIENT_ID, TENANT_ID } from "../../azure/webhook";
import { Grant } from "../access/grant";
import { armIdOf, type IGrantScope } from "../access/grant-scope";
import type { IGrantable, IPrincipal } from "../access/principal";
import {
  FederatedIdentity,
  type IFederatedIdentity,
  markUsed,
  TrustUse,
} from "../identity/federated-identity";
import { type IManagedIdentity, ManagedIdentity } from "../identity/managed-identity";
import { noValues, setValue } from "../private/chart-values";
import { LibraryConstruct } from "../private/library-construct";
import { checkArguments } from "../private/type-checks";
import { addonScopeUnknown, addonSnippetUnknown } from "./scope-errors";
import { addonWithoutValues, otherAddonVersion } from "./errors";
import { checkAddon, componentsOf, withFederation } from "./addon-checks";
import type { AddonProps } from "./addon-options";
import type { AddonComponent, AddonPreset } from "./addon-preset";
import { fill, isPart, partOf } from "./addon-template";
import { checkScopeType } from "./scope-types";
import { setComponent } from "./addon-values";

/**
 * The Azure side of an add-on: an identity, trusts in the accounts of its pods, and roles, with what its chart
 * has to be told. It installs nothing.
 *
 * Throws when a scope of the preset is missing or another one is given, when a name is missing or cannot be
 * chosen, and whatever `FederatedIdentity` and `Grant.of` throw.
 */
export class Addon extends LibraryConstruct implements IGrantable {
  /** What is known of the add-on. */
  public readonly preset: AddonPreset;

  /** The identity of the add-on. */
  public readonly identity: IManagedIdentity;

  /** The principal of the identity. */
  public readonly grantPrincipal: IPrincipal;

  /** The trusts, one for each component. */
  public readonly federations: IFederatedIdentity[];

  /** The roles that the identity was given. */
  public readonly grants: Grant[];

  /** The namespace of the add-on. */
  public readonly namespace: string;

  private readonly props: AddonProps;
  private readonly components: readonly AddonComponent[];

  constructor(scope: Construct, id: string, props: AddonProps) {
    super(scope, id, "AddonProps", props);
    const { addon, cluster, federation, scopes = {}, version } = props;
    this.props = withFederation(this, props);
    this.preset = addon;
    this.namespace = checkAddon(this, this.props);
    this.components = componentsOf(this, this.props);
    if (version !== undefined) this.compareVersion(version);

    this.identity =
      this.props.identity ??
      new ManagedIdentity(this, "identity", {
        resourceGroup: cluster.resourceGroup,
        name: `${cluster.name}-${addon.name}`,
        provider: cluster.resourceGroup.provider,
      });
    this.grantPrincipal = this.identity.grantPrincipal;
    if (federation) markUsed(federation);
    this.federations = federation ? [federation] : this.trustedBy(this, this.identity);
    this.grants = this.grantsAt(scopes);
  }

  /**
   * The annotations of the add-on's service accounts, for those that neither the chart nor the library makes.
   * They name the tenant too: not everything that reads them has the variables of the webhook.
   */
  public get annotations(): Record<string, string> {
    return {
      [CLIENT_ID]: this.identity.clientId,
      [TENANT_ID]: this.identity.tenantId,
    };
  }

  /**
   * The values of the chart as YAML that Terraform writes: accounts, labels of the pods, client and tenant
   * id. For the `values` of a `helm_release`, before those of your own. Throws for an add-on without a chart.
   */
  public get helmValues(): string {
    if (!this.preset.chart) {
      throw addonWithoutValues(
        this,
        this.preset.title,
        "chart whose values are known",
        "use its snippets and `annotations`",
      );
    }
    const tree = noValues();
    const create = this.props.createServiceAccounts ?? true;
    for (const component of this.components) {
      setComponent(tree, component, create, this.annotations);
    }
    for (const [path, value] of this.settings()) setValue(tree, path, value);
    // As YAML that Terraform writes, with sorted keys.
    return Fn.yamlencode(tree);
  }

  /**
   * The settings of the cluster extension, for `configurationSettings` of
   * `azurerm_kubernetes_cluster_extension`. Throws for what is no extension.
   */
  public get extensionSettings(): Record<string, string> {
    if (!this.preset.extensionType) {
      throw addonWithoutValues(
        this,
        this.preset.title,
        "cluster extension",
        "use `helmValues` or its snippets",
      );
    }
    return Object.fromEntries(this.settings().map(([path, value]) => [path, String(value)]));
  }

  /**
   * What the release or the extension depends on, so that its pods find trusts and roles at work. Only for
   * resources of the same stack; another stack that reads the client id is deployed afterwards anyway.
   */
  public get readiness(): ITerraformDependable[] {
    return [...this.federations, ...this.grants].map((one) => one.afterPropagation());
  }

  /**
   * A text that configures the add-on, such as an issuer or a file, with ids and names filled in.
   *
   * Throws when the preset has none of the name, and when parameters are missing, not asked for, or have
   * quotation marks.
   *
   * @param name the name of the snippet
   * @param parameters what the snippet asks for besides ids and names of the scopes
   */
  public snippet(name: string, parameters?: Record<string, string>): string {
    checkArguments(this, "Addon.snippet", { name, parameters });
    const { snippets = [], title } = this.preset;
    const known = snippets.find((one) => one.name === name);
    if (!known) {
      throw addonSnippetUnknown(
        this,
        title,
        name,
        snippets.map((one) => one.name),
      );
    }
    return fill(this, known, (hole) => this.known(hole), parameters);
  }

  /**
   * Lets another identity trust the accounts of the add-on too: an operator that acts for many, such as KEDA,
   * exchanges its own token for each identity that its objects name. Counts towards the 20 trusts of that
   * identity.
   *
   * Throws when the identity trusts them already, and beyond the 20.
   */
  public addIdentity(id: string, identity: IManagedIdentity): FederatedIdentity[] {
    checkArguments(this, "Addon.addIdentity", { id, identity });
    return this.trustedBy(new LibraryConstruct(this, `identity-${id}`), identity);
  }

  /**
   * Gives the identity the roles of the preset at further scopes: another zone, another vault.
   *
   * Throws when the preset has no scope of a name.
   */
  public grant(scopes: Record<string, IGrantScope>): Grant[] {
    checkArguments(this, "Addon.grant", { scopes });
    return this.grantsAt(scopes);
  }

  private trustedBy(within: Construct, identity: IManagedIdentity): FederatedIdentity[] {
    return this.components.map(
      ({ name, serviceAccountName, credentialName }) =>
        new FederatedIdentity(within, name, {
          cluster: this.props.cluster,
          identity,
          namespace: this.namespace,
          serviceAccountName: serviceAccountName as string,
          credentialName,
          usedBy: TrustUse.EXTERNAL,
        }),
    );
  }

  private grantsAt(scopes: Readonly<Record<string, IGrantScope>>): Grant[] {
    const known = new Map(this.preset.scopes.map((one) => [one.name, one]));
    return Object.entries(scopes).flatMap(([name, scope]) => {
      const place = known.get(name);
      if (!place) throw addonScopeUnknown(this, this.preset.title, name, [...known.keys()]);
      checkScopeType(this, this.preset.title, place, scope);
      return place.roles.map((role) => Grant.of(this.identity, { role, scope }));
    });
  }

  private compareVersion(version: string): void {
    const { chart, title } = this.preset;
    if (!chart) {
      throw addonWithoutValues(this, title, "chart, and so no version", "leave `version` out");
    }
    if (version.replace(/^v/, "") === chart.version.replace(/^v/, "")) return;
    Annotations.of(this).addWarning(otherAddonVersion(chart.name, version, chart.version));
  }

  /** The values that belong to no component. */
  private settings(): [string, string | boolean][] {
    const { preset } = this;
    return [
      ...(preset.clientIdValues ?? []).map((path): [string, string] => [
        path,
        this.identity.clientId,
      ]),
      ...(preset.tenantIdValues ?? []).map((path): [string, string] => [
        path,
        this.identity.tenantId,
      ]),
      ...Object.entries(preset.values ?? {}).map(([path, text]): [string, string] => [
        path,
        fill(this, { name: path, text }, (hole) => this.known(hole)),
      ]),
      ...(preset.switches ?? []).map((path): [string, boolean] => [path, true]),
    ];
  }

  /** What the add-on itself knows of a name in a text. */
  private known(hole: string): string | undefined {
    if (hole === "clientId") return this.identity.clientId;
    if (hole === "tenantId") return this.identity.tenantId;
    if (hole === "namespace") return this.namespace;
    if (hole === "serviceAccountName") return this.components[0]?.serviceAccountName;
    const [name = "", part] = hole.split(".");
    const scope = this.props.scopes?.[name];
    if (!scope || part === undefined || !isPart(part)) return undefined;
    return partOf(this, name, armIdOf(this, scope), part);
  }
}
