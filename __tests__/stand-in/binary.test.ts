import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { missingForTerraform } from "./binary";
import { providersInUse } from "./stack-file";

let folder: string;
const saved = process.env.TERRAFORM_BINARY_NAME;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "binary-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
  if (saved === undefined) delete process.env.TERRAFORM_BINARY_NAME;
  else process.env.TERRAFORM_BINARY_NAME = saved;
});

/** Makes TERRAFORM_BINARY_NAME name a program that says this of its version. */
function useProgram(version: string): void {
  process.env.TERRAFORM_BINARY_NAME = join(folder, "program");
  writeFileSync(process.env.TERRAFORM_BINARY_NAME, `#!/bin/sh\necho '${version}'\n`);
  chmodSync(process.env.TERRAFORM_BINARY_NAME, 0o755);
}

describe("the program that TERRAFORM_BINARY_NAME names", () => {
  test.each(["Terraform v1.11.4", "Terraform v2.0.0", "OpenTofu v1.11.0", "OpenTofu v1.12.6"])(
    "%s runs the tests",
    (version) => {
      useProgram(version);
      expect(missingForTerraform()).toBeUndefined();
    },
  );

  test.each([
    ["Terraform v1.10.5", "Terraform 1.11 or newer (found 1.10)"],
    ["OpenTofu v1.10.9", "OpenTofu 1.11 or newer (found 1.10)"],
    ["Terragrunt v1.11.0", "Terraform or OpenTofu (found one that tells no version)"],
    ["", "Terraform or OpenTofu (found one that tells no version)"],
  ])("of %j the tests lack %j", (version, missing) => {
    useProgram(version);
    expect(missingForTerraform()).toBe(missing);
  });

  test("that is nowhere is named, with the way to name another", () => {
    process.env.TERRAFORM_BINARY_NAME = "tofu-that-is-nowhere";
    expect(missingForTerraform()).toBe(
      'no executable "tofu-that-is-nowhere" on the PATH (TERRAFORM_BINARY_NAME names another)',
    );
  });

  test.each([
    ["Terraform v1.11.4", "registry.terraform.io"],
    ["OpenTofu v1.11.0", "registry.opentofu.org"],
  ])(
    "%s asks the stand-ins under the host %s, and under the host of a full source",
    (version, host) => {
      // GIVEN a stack with a source without host, one with, and a provider that is not declared
      useProgram(version);
      const required = {
        azurerm: { source: "hashicorp/azurerm" },
        azapi: { source: "registry.example.com/Azure/azapi" },
      };
      writeFileSync(
        join(folder, "main.tf.json"),
        JSON.stringify({
          terraform: { required_providers: required },
          resource: { time_sleep: { a: { create_duration: "1s" } } },
        }),
      );

      // WHEN
      const addresses = providersInUse(folder).map(({ address }) => address);

      // THEN
      expect(addresses).toEqual([
        "registry.example.com/Azure/azapi",
        `${host}/hashicorp/azurerm`,
        `${host}/hashicorp/time`,
      ]);
    },
  );
});
