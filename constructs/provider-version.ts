import { TerraformProvider, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { isLower, lowestOf } from "../azure/provider-versions";
import { checkLiteral, checkName } from "./private/checks";
import { otherProviderMajor, otherProviderVersion } from "./errors";
import { wrongType } from "./private/errors";
import { RULES } from "./private/rules";
import { checkArguments } from "./private/type-checks";

const CALL = "ProviderVersion.raiseTo";

/** What was asked for, by stack and by the name of the provider there. */
const raised = new WeakMap<TerraformStack, Map<string, string>>();

/** The version of a Terraform provider that a stack asks for. */
export class ProviderVersion {
  /**
   * Raises the version that the stack of a provider asks of it (`required_providers`) to exactly this one.
   * Prebuilt bindings ask for the version that they were made of, and a later one of the same major version
   * takes what they write: `ProviderVersion.raiseTo(azurerm, "4.81.0")` with bindings of azurerm 4.55. Nothing
   * changes where the bindings are of this version or a later one. All providers of that kind in the stack,
   * those with an alias too, share one version. It says the same as
   * `stack.addOverride("terraform.required_providers.azurerm.version", …)`; what is said last counts.
   *
   * Throws when the version is not an exact one, is of a later major version than the bindings, or when the
   * stack was to ask for another one.
   *
   * @param provider any provider, such as an `AzurermProvider`
   * @param version three numbers, such as `4.81.0`
   */
  public static raiseTo(provider: TerraformProvider, version: string): void {
    if (!Construct.isConstruct(provider) || !TerraformProvider.isTerraformProvider(provider)) {
      throw wrongType(CALL, "provider", provider, "a provider of Terraform", "");
    }
    checkArguments(provider, CALL, { version });
    checkLiteral(
      provider,
      "version",
      version,
      "write the version itself: Terraform takes no reference there",
    );
    checkName(provider, "version", version, RULES.providerVersion);
    const { terraformResourceType: name, terraformGeneratorMetadata: made } = provider;
    const stack = TerraformStack.of(provider);
    const known = raised.get(stack) ?? new Map<string, string>();
    raised.set(stack, known);
    const other = known.get(name);
    if (other !== undefined && other !== version) {
      throw otherProviderVersion(provider, name, version, other);
    }
    known.set(name, version);

    const asked = made?.providerVersion ?? made?.providerVersionConstraint ?? "";
    const [own, wanted] = [lowestOf(asked), lowestOf(version)];
    if (own && wanted && wanted[0] > own[0])
      throw otherProviderMajor(provider, name, version, asked);
    if (own && wanted && !isLower(own, wanted)) return;
    stack.addOverride(`terraform.required_providers.${name}.version`, version);
  }

  private constructor() {}
}
