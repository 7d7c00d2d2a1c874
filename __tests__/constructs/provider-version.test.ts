import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { App, TerraformProvider, TerraformStack, TerraformVariable } from "cdktf";
import { AzapiProvider, ProviderVersion } from "../../constructs";
import { messageOf, synthStacks } from "../support/synth";

/** A provider whose bindings are of a version, or say by a constraint which they are of. */
class SomeProvider extends TerraformProvider {
  constructor(
    scope: TerraformStack,
    id: string,
    version?: string,
    constraint?: string,
    private readonly name?: string,
  ) {
    super(scope, id, {
      terraformResourceType: "azurerm",
      terraformGeneratorMetadata: {
        providerName: "azurerm",
        ...(version === undefined ? {} : { providerVersion: version }),
        ...(constraint === undefined ? {} : { providerVersionConstraint: constraint }),
      },
      terraformProviderSource: "hashicorp/azurerm",
    });
  }

  public override get alias(): string | undefined {
    return this.name;
  }
}

/** What the only stack of an app asks of its providers. */
function required(build: (stack: TerraformStack) => void): Record<string, unknown> {
  const { test } = synthStacks((app) => build(new TerraformStack(app, "test")));
  return test.terraform.required_providers as Record<string, unknown>;
}

const refused = (build: (stack: TerraformStack) => void) =>
  messageOf(() => build(new TerraformStack(new App({ outdir: "not-written" }), "test")));

describe("a version that is raised", () => {
  test("is what the stack asks for, exactly, in place of that of the bindings", () => {
    expect(
      required((stack) =>
        ProviderVersion.raiseTo(new SomeProvider(stack, "some", "4.55.0"), "4.81.0"),
      ),
    ).toEqual({ azurerm: { source: "hashicorp/azurerm", version: "4.81.0" } });
  });

  test("leaves other providers and other stacks as they are", () => {
    const { first, second } = synthStacks((app) => {
      const one = new TerraformStack(app, "first");
      new AzapiProvider(one, "azapi");
      ProviderVersion.raiseTo(new SomeProvider(one, "some", "4.55.0"), "4.81.0");
      new SomeProvider(new TerraformStack(app, "second"), "some", "4.55.0");
    });

    expect(first.terraform.required_providers).toMatchObject({
      azapi: { source: "Azure/azapi", version: "2.12.0" },
    });
    expect(second.terraform.required_providers).toEqual({
      azurerm: { source: "hashicorp/azurerm", version: "4.55.0" },
    });
  });

  test.each(["4.81.0", "4.82.0", "5.10.0"])(
    "changes nothing where the bindings are of %s already",
    (version) => {
      expect(
        required((stack) =>
          ProviderVersion.raiseTo(new SomeProvider(stack, "some", version), "4.81.0"),
        ),
      ).toEqual({ azurerm: { source: "hashicorp/azurerm", version } });
    },
  );

  test("takes the place of a constraint that lets in less than that", () => {
    const raised = (constraint: string) =>
      required((stack) =>
        ProviderVersion.raiseTo(new SomeProvider(stack, "some", undefined, constraint), "2.12.0"),
      );

    expect(raised("~> 2.4")).toMatchObject({ azurerm: { version: "2.12.0" } });
    expect(raised("~> 2.12")).toMatchObject({ azurerm: { version: "~> 2.12" } });
  });

  test("is asked for where nothing is known of the bindings", () => {
    expect(
      required((stack) => ProviderVersion.raiseTo(new SomeProvider(stack, "some"), "4.81.0")),
    ).toMatchObject({ azurerm: { version: "4.81.0" } });
  });

  test("is one for all providers of that kind in the stack, asked for once or again", () => {
    expect(
      required((stack) => {
        ProviderVersion.raiseTo(new SomeProvider(stack, "some", "4.55.0"), "4.81.0");
        const other = new SomeProvider(stack, "other", "4.55.0", undefined, "other");
        ProviderVersion.raiseTo(other, "4.81.0");
      }),
    ).toEqual({ azurerm: { source: "hashicorp/azurerm", version: "4.81.0" } });
  });

  test("gives way to what the program says itself afterwards", () => {
    expect(
      required((stack) => {
        ProviderVersion.raiseTo(new SomeProvider(stack, "some", "4.55.0"), "4.81.0");
        stack.addOverride("terraform.required_providers.azurerm.version", "~> 4.81");
      }),
    ).toMatchObject({ azurerm: { version: "~> 4.81" } });
  });

  test("is taken of the prebuilt bindings of every provider", () => {
    const { azurerm, kubernetes } = required((stack) => {
      ProviderVersion.raiseTo(new AzurermProvider(stack, "azurerm", { features: [{}] }), "4.81.0");
      ProviderVersion.raiseTo(new KubernetesProvider(stack, "kubernetes"), "2.38.0");
    }) as Record<string, { version: string }>;

    expect(azurerm.version).toMatch(/^(4\.81|5\.\d+)\.\d+$/);
    expect(kubernetes.version).toMatch(/^(2\.38|3\.\d+)\.\d+$/);
  });
});

describe("a version is refused that", () => {
  test("is not an exact one", () => {
    expect(
      refused((stack) =>
        ProviderVersion.raiseTo(new SomeProvider(stack, "some", "4.55.0"), "~> 4.81"),
      ),
    ).toBe(
      [
        "[test/some] `version` is not a valid version of a Terraform provider.",
        '  got:     "~> 4.81"',
        '  allowed: three numbers, such as "4.81.0"',
        "  fix:     change `version` (rule: https://developer.hashicorp.com/terraform/language/expressions/version-constraints)",
        "  code:    invalid-name",
      ].join("\n"),
    );
  });

  test("is a reference, of which Terraform takes none there", () => {
    expect(
      refused((stack) => {
        const { stringValue } = new TerraformVariable(stack, "version", { type: "string" });
        ProviderVersion.raiseTo(new SomeProvider(stack, "some", "4.55.0"), stringValue);
      }),
    ).toBe(
      [
        "[test/some] `version` is not known when the app is synthesized.",
        '  got:     "a reference to another resource"',
        "  allowed: text written in the program",
        "  fix:     write the version itself: Terraform takes no reference there",
        "  code:    unknown-at-synth",
      ].join("\n"),
    );
  });

  test("is of a later major version than the bindings", () => {
    expect(
      refused((stack) =>
        ProviderVersion.raiseTo(new SomeProvider(stack, "some", "4.55.0"), "5.2.0"),
      ),
    ).toBe(
      [
        "[test/some] the bindings of azurerm are of 4.55.0, and what they write does not fit another major version.",
        '  got:     "5.2.0"',
        "  allowed: a version of the same major version as the bindings",
        "  fix:     ask for such a version, or use bindings of that major version",
        "  code:    other-provider-major",
      ].join("\n"),
    );
  });

  test("is another one than the stack asks for already, with an alias too", () => {
    expect(
      refused((stack) => {
        ProviderVersion.raiseTo(new SomeProvider(stack, "some", "4.55.0"), "4.81.0");
        const other = new SomeProvider(stack, "other", "4.55.0", undefined, "other");
        ProviderVersion.raiseTo(other, "4.80.0");
      }),
    ).toBe(
      [
        "[test/other] the stack asks for azurerm 4.81.0 already, and Terraform has one version of a provider for a stack.",
        '  got:     "4.80.0"',
        "  allowed: 4.81.0",
        "  fix:     ask for one of the two, once for each stack",
        "  code:    other-provider-version",
      ].join("\n"),
    );
  });

  test("is asked of what is no provider", () => {
    const stackAsProvider = (stack: TerraformStack) => stack as unknown as TerraformProvider;
    expect(refused((stack) => ProviderVersion.raiseTo(stackAsProvider(stack), "4.81.0"))).toBe(
      [
        "[ProviderVersion.raiseTo] `provider` is not a provider of Terraform.",
        '  got:     the TerraformStack at "test"',
        "  allowed: a provider of Terraform",
        "  fix:     give `provider` such a value",
        "  code:    wrong-type",
      ].join("\n"),
    );
  });
});
