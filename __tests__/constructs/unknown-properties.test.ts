import { App } from "cdktf";
import * as library from "../../constructs";
import { newCluster, newGroup } from "../support/fixtures";
import { messageOf, TestStack } from "../support/synth";

let stack: TestStack;

beforeEach(() => {
  stack = new TestStack(new App({ stackTraces: false, outdir: "not-written" }), "test");
});

/** As a program that nobody checks the types of. */
const untyped = <T>(value: object): T => value as T;

const vaultProps = () => ({ resourceGroup: newGroup(stack), name: "orders" });
const clusterProps = () => ({ resourceGroup: newGroup(stack), name: "aks" });
const container = { name: "app", image: "registry.example.com/app:1" };

describe("a property that is none", () => {
  test("names the one that is meant", () => {
    const networkRule = { defaultAction: "Deny" };
    const props = untyped<library.KeyVaultAccessProps>({ ...vaultProps(), networkRule });
    expect(messageOf(() => new library.KeyVaultAccess(stack, "vault", props))).toBe(
      [
        "[test/vault] `networkRule` is no property of KeyVaultAccessProps.",
        '  got:     "networkRule"',
        "  allowed: `networkRules`, `deployer`, `name`, `location`, `provider`, `resourceGroup`, `skuName`, `tags`, `publicNetworkAccess`, `grantDeployer`, `purgeProtection`, `deployerPropagationWait`, 1 more",
        "  fix:     change `networkRule` to `networkRules`",
        "  code:    unknown-property",
      ].join("\n"),
    );
  });

  test.each([
    ["kubernetesVerson", "1.33", "kubernetesVersion"],
    ["kubernetes_version", "1.33", "kubernetesVersion"],
    ["version", "1.33", "kubernetesVersion"],
    ["tag", {}, "tags"],
    ["tasg", {}, "tags"],
    ["nodePol", {}, "nodePool"],
    ["SkuTier", "Free", "skuTier"],
  ])("`%s` of a cluster is refused, whatever its value", (name, value, meant) => {
    const props = untyped<library.WorkloadIdentityClusterProps>({
      ...clusterProps(),
      [name]: value,
    });
    expect(messageOf(() => new library.WorkloadIdentityCluster(stack, "aks", props))).toContain(
      `  fix:     change \`${name}\` to \`${meant}\`\n`,
    );
  });

  test("is refused in lists and maps of structs, by its whole path", () => {
    const nodePools = [{ name: "apps" }, { name: "batch", vmSise: "Standard_D2s_v5" }];
    const props = { ...clusterProps(), nodePools };
    expect(messageOf(() => new library.WorkloadIdentityCluster(stack, "aks", props))).toMatch(
      /^\[test\/aks\] `nodePools\[1\]\.vmSise` is no property of AddNodePoolOptions\.\n {2}got: {5}"vmSise"\n/,
    );
  });

  test("is refused in the options of methods", () => {
    const options = untyped<library.FederatedIdentityOptions>({
      serviceAccountName: "orders",
      nameSpace: "shop",
    });
    expect(messageOf(() => newCluster(stack).addFederatedIdentity("orders", options))).toBe(
      [
        "[test/cluster] `nameSpace` is no property of FederatedIdentityOptions.",
        '  got:     "nameSpace"',
        "  allowed: `namespace`, `audience`, `identity`, `usedBy`, `credentialName`, `propagationWait`, `serviceAccountName`",
        "  fix:     change `nameSpace` to `namespace`",
        "  code:    unknown-property",
      ].join("\n"),
    );
  });

  test("several are told at once, and those like none are to be taken out", () => {
    const more = { locaton: "eastus", colour: "red" };
    const props = untyped<library.KeyVaultAccessProps>({ ...vaultProps(), ...more });
    const message = messageOf(() => new library.KeyVaultAccess(stack, "vault", props));
    expect(message).toContain("`locaton`, `colour` are no properties of KeyVaultAccessProps.\n");
    expect(message).toContain('  got:     ["locaton","colour"]\n');
    expect(message).toContain("  fix:     change `locaton` to `location`, take `colour` out\n");
  });

  test("of many, and of structs with many names, some are told", () => {
    const others = Object.fromEntries([...Array(40).keys()].map((i) => [`OTHER_${i}`, "x"]));
    const props = untyped<library.WorkloadIdentityClusterProps>({ ...clusterProps(), ...others });
    const message = messageOf(() => new library.WorkloadIdentityCluster(stack, "aks", props));
    expect(message).toMatch(/`OTHER_4`, 35 more are no properties of/);
    expect(message).toMatch(/ {2}allowed: (`\w+`, ){12}\d+ more\n/);
    expect(message.length).toBeLessThan(1000);
  });

  test("its value is never shown", () => {
    const options = untyped<library.KeyVaultSecretOptions>({ valeu: "Hello-secret" });
    const vault = new library.KeyVaultAccess(stack, "vault", vaultProps());
    const message = messageOf(() => vault.addSecret("greeting", options));
    expect(message).toContain("change `valeu` to `value`");
    expect(message).not.toContain("Hello-secret");
  });
});

describe("a misspelt property that is required", () => {
  test("is told beside the one that is missing, and no word of an environment variable", () => {
    const props = untyped<library.WorkloadIdentityClusterProps>({
      resourceGroup: newGroup(stack),
      clusterName: "aks",
    });
    expect(messageOf(() => new library.WorkloadIdentityCluster(stack, "aks", props))).toMatch(
      /^\[test\/aks\] `clusterName` is no property of WorkloadIdentityClusterProps, and `name` is missing\.\n {2}got: {5}"clusterName"\n {2}allowed: `name`, .*\n {2}fix: {5}change `clusterName` to `name`\n {2}code: {4}unknown-property$/,
    );
  });

  test("is told where its variable is not set either", () => {
    const props = untyped<library.ResourceGroupProps>({ nmae: undefined, location: "eastus" });
    expect(messageOf(() => new library.ResourceGroup(stack, "rg", props))).toContain(
      "  fix:     change `nmae` to `name`\n",
    );
  });

  test("is told with whatever was given instead", () => {
    const props = untyped<library.ResourceGroupProps>({ title: "rg", location: "eastus" });
    expect(messageOf(() => new library.ResourceGroup(stack, "rg", props))).toBe(
      [
        "[test/rg] `title` is no property of ResourceGroupProps, and `name` is missing.",
        '  got:     "title"',
        "  allowed: `name`, `tags`, `location`, `provider`",
        "  fix:     take `title` out, give `name`",
        "  code:    unknown-property",
      ].join("\n"),
    );
  });
});

describe("what is no mistake", () => {
  test("a property that is undefined", () => {
    const props = { name: "rg", location: "eastus", colour: undefined };
    expect(() => new library.ResourceGroup(stack, "rg", props)).not.toThrow();
  });

  test("props that are frozen, without a prototype, or keyed by symbols", () => {
    const props = { name: "rg", location: "eastus", [Symbol("origin")]: "a file" };
    const bare: library.ResourceGroupProps = Object.assign(Object.create(null), props);
    expect(() => new library.ResourceGroup(stack, "a", Object.freeze(props))).not.toThrow();
    expect(() => new library.ResourceGroup(stack, "b", { ...bare, name: "b" })).not.toThrow();
  });

  test("an object that a class made, with members of its own", () => {
    class Settings {
      public readonly location = "eastus";
      public readonly owner = "shop";
      public get name(): string {
        return `${this.owner}-rg`;
      }
    }
    expect(() => new library.ResourceGroup(stack, "rg", new Settings())).not.toThrow();
  });

  test("props of a class that extends one of the library; in depth they are looked at", () => {
    class ShopVault extends library.KeyVaultAccess {
      constructor(id: string, props: library.KeyVaultAccessProps & { costCenter: string }) {
        super(stack, id, props);
      }
    }
    const props = { ...vaultProps(), costCenter: "42" };
    const vault = new ShopVault("vault", props);
    expect(vault.id).toBeDefined();
    const rules = { defaultAction: "Deny", ipRule: ["203.0.113.7"] };
    const networkRules = untyped<library.KeyVaultNetworkRules>(rules);
    expect(messageOf(() => new ShopVault("other", { ...props, networkRules }))).toContain(
      "`networkRules.ipRule` is no property of KeyVaultNetworkRules.\n",
    );
    const options = untyped<library.KeyVaultSecretOptions>({ contenType: "text/plain" });
    expect(messageOf(() => vault.addSecret("greeting", options))).toContain("`contenType` is no");
  });

  test("names in maps, which are the program's own", () => {
    const identity = newCluster(stack).addFederatedIdentity("orders", {
      serviceAccountName: "orders",
    });
    const serviceAccount = new library.WorkloadServiceAccount(stack, "account", { identity });
    const env = { enviroment: "test" };
    const props = { name: "orders", serviceAccount, containers: [{ ...container, env }] };
    expect(() => new library.WorkloadDeployment(stack, "orders", props)).not.toThrow();
  });
});
