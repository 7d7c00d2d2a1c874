import { App } from "cdktf";
import { toSnakeCase } from "codemaker";
import { KeyVaultAccess, ResourceGroup } from "../../constructs";
import { inHostLanguage } from "../../constructs/private/host-language";
import { readApi } from "../support/assembly";
import { newCluster } from "../support/fixtures";
import { TestStack, warningsOf } from "../support/synth";

/** What a call throws or returns when jsii runs the library for a program of another language. */
function refusalFor(agent: string | undefined, call: () => unknown): unknown {
  const before = process.env.JSII_AGENT;
  if (agent === undefined) delete process.env.JSII_AGENT;
  else process.env.JSII_AGENT = agent;
  try {
    return call();
  } catch (error) {
    return (error as Error).message;
  } finally {
    if (before === undefined) delete process.env.JSII_AGENT;
    else process.env.JSII_AGENT = before;
  }
}

const mistake = () =>
  newCluster(new TestStack(new App(), "shop")).addFederatedIdentity("orders", {
    serviceAccountName: "Orders",
  });

const textWith = (name: string) =>
  [
    `[shop/cluster/orders] \`${name}\` is not a valid service account name.`,
    '  got:     "Orders"',
    '  allowed: 1 to 253 lower-case letters, digits, "-" or ".", each part first and last a letter or digit',
    `  fix:     change \`${name}\` to "orders" (rule: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/)`,
    "  code:    invalid-name",
  ].join("\n");

test("an error names a prop as Python writes it, where a Python program made it", () => {
  expect(refusalFor("Python/3.12.1", mistake)).toBe(textWith("service_account_name"));
});

test.each([undefined, "Java/17.0.1", "DotNet/8.0.1", "go1.25"])(
  "an error for %s names a prop as TypeScript writes it",
  (agent) => {
    expect(refusalFor(agent, mistake)).toBe(textWith("serviceAccountName"));
  },
);

test("a warning names a prop as Python writes it, too", () => {
  const warnings = () =>
    warningsOf((stack) =>
      newCluster(stack).addFederatedIdentity("agent", {
        serviceAccountName: "agent",
        namespace: "kube-system",
      }),
    ).join();
  expect(refusalFor("Python/3.12.1", warnings)).toContain("Set `used_by` to TrustUse.EXTERNAL");
  expect(refusalFor(undefined, warnings)).toContain("Set `usedBy` to TrustUse.EXTERNAL");
});

test("paths and calls are told as in Python; commands, values and words of others are not", () => {
  const text = (message: string) => refusalFor("Python/3.12.1", () => inHostLanguage(message));
  expect(text("`containers[0].volumeMounts[1].mountPath` is missing")).toBe(
    "`containers[0].volume_mounts[1].mount_path` is missing",
  );
  expect(text("`KeyVaultAccess.fromVaultId(scope, id, { vaultId })` or `a`")).toBe(
    "`KeyVaultAccess.from_vault_id(scope, id, { vault_id })` or `a`",
  );
  expect(text("`az identity show --query principalId` and `principalId`")).toBe(
    "`az identity show --query principalId` and `principal_id`",
  );
  expect(text("`issuerUrlOfMine`, serviceAccountName and `kube-system`")).toBe(
    "`issuerUrlOfMine`, serviceAccountName and `kube-system`",
  );
});

test("a value that was given is shown as it is", () => {
  const group = () =>
    new KeyVaultAccess(new TestStack(new App(), "shop"), "vault", {
      resourceGroup: new ResourceGroup(new TestStack(new App(), "other"), "group", {
        name: "shop",
        location: "eastus",
      }),
      name: "`resourceGroup`",
    });
  expect(refusalFor("Python/3.12.1", group)).toContain('got:     "`resourceGroup`"');
});

test("every prop, and every member that an interface asks for, is told as jsii names it in Python", () => {
  // GIVEN
  const names = readApi()
    .filter(({ kind }) => kind === "interface")
    .flatMap(({ datatype, methods = [], properties = [] }) => [
      ...methods,
      ...properties.filter(({ optional }) => datatype || !optional),
    ])
    .map(({ name }) => name);
  const camel = names.filter((name) => /^[a-z]/.test(name));
  expect(camel).toContain("serviceAccountName");

  // THEN
  const told = camel.map((name) =>
    refusalFor("Python/3.12.1", () => inHostLanguage(`\`${name}\``)),
  );
  expect(told).toEqual(camel.map((name) => `\`${toSnakeCase(name)}\``));
});
