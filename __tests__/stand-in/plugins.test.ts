import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { registryHost } from "./binary";
import { describeTerraform, openForChecks } from "./terraform";

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "stack-"));
});

afterEach(() => rmSync(directory, { recursive: true, force: true }));

function write(content: object): void {
  writeFileSync(join(directory, "main.tf.json"), JSON.stringify(content, null, 2));
}

describeTerraform("the choice of plugins for checks", () => {
  const saved = { ...process.env };

  beforeEach(() => {
    delete process.env.TERRAFORM_STAND_IN;
    write({ resource: { time_sleep: { a: { create_duration: "1s" } } } });
  });

  afterEach(() => {
    process.env = { ...saved };
  });

  test("stand-ins are used, without an attempt, when TERRAFORM_STAND_IN=1", async () => {
    process.env.TERRAFORM_STAND_IN = "1";

    const stack = await openForChecks(directory);
    const validated = (await stack.init()).code === 0 && (await stack.validate());
    stack.close();

    expect(stack.plugins).toEqual({
      used: "stand-in",
      because: "TERRAFORM_STAND_IN=1 asks for them",
    });
    expect(validated).toMatchObject({ code: 0 });
  });

  test("real plugins are used where terraform init installs them", async () => {
    // GIVEN a mirror whose plugin is never started, since nothing but init runs
    const platform = { darwin: "darwin", win32: "windows" }[process.platform as string] ?? "linux";
    const architecture = { x64: "amd64" }[process.arch as string] ?? process.arch;
    const mirror = join(directory, "mirror");
    const plugin = join(
      mirror,
      `${registryHost()}/hashicorp/time/0.13.1/${platform}_${architecture}`,
      "terraform-provider-time_v0.13.1",
    );
    mkdirSync(dirname(plugin), { recursive: true });
    writeFileSync(plugin, "");
    chmodSync(plugin, 0o755);
    process.env.TF_CLI_CONFIG_FILE = join(directory, "cli.tfrc");
    writeFileSync(
      process.env.TF_CLI_CONFIG_FILE,
      `provider_installation {\n  filesystem_mirror { path = ${JSON.stringify(mirror)} }\n}\n`,
    );

    // WHEN
    const stack = await openForChecks(directory);

    // THEN
    expect(stack.plugins.used).toBe("real");
    expect(stack.providers).toEqual([]);
  });
});

describeTerraform("terraform test with mocked providers", () => {
  test("a mocked computed attribute flows into an output", async () => {
    // GIVEN
    write({
      provider: { azurerm: [{ features: [{}] }] },
      resource: {
        azurerm_user_assigned_identity: {
          reader: { name: "reader", location: "eastus", resource_group_name: "demo" },
        },
      },
      output: { client_id: { value: "${azurerm_user_assigned_identity.reader.client_id}" } },
    });
    mkdirSync(join(directory, "tests"));
    writeFileSync(
      join(directory, "tests", "output.tftest.hcl"),
      `mock_provider "azurerm" {
  mock_resource "azurerm_user_assigned_identity" {
    defaults = { client_id = "11111111-1111-4111-8111-111111111111" }
  }
}
run "the_client_id_is_an_output" {
  assert {
    condition     = output.client_id == "11111111-1111-4111-8111-111111111111"
    error_message = "the output does not carry the client id"
  }
}
`,
    );
    const stack = await openForChecks(directory);

    // WHEN
    const initialised = await stack.init();
    const tested = await stack.test();
    stack.close();

    // THEN
    expect(initialised).toMatchObject({ code: 0 });
    expect(tested.stdout).toContain("1 passed, 0 failed.");
    expect(["real", "stand-in"]).toContain(stack.plugins.used);
  });
});
