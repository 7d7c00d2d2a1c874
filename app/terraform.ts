import { spawnSync } from "node:child_process";

/** The first minor version of Terraform and of OpenTofu that the stacks ask for. */
const FIRST = 11;

/** Refuses to go on where the program that the CLI starts is not there, does not run or is too old. */
export function checkTerraform(command: string, binary: string): void {
  const { error, status, stdout, stderr } = spawnSync(binary, ["version", "-json"], {
    encoding: "utf8",
    env: { ...process.env, CHECKPOINT_DISABLE: "1" },
  });
  const { code } = (error ?? {}) as NodeJS.ErrnoException;
  const got =
    code === "ENOENT"
      ? `no program \`${binary}\`${/[\\/]/.test(binary) ? "" : " on the PATH"}`
      : code
        ? `\`${binary}\`, which cannot be started: ${code}`
        : status === 0
          ? tooOld(binary, stdout)
          : `\`${binary} version\`, which ends with ${status}: ${firstWords(stderr || stdout)}`;
  if (got === undefined) return;
  throw new Error(
    [
      `\`npm run ${command}\` needs Terraform or OpenTofu.`,
      `  got:     ${got}`,
      `  allowed: version 1.${FIRST} or later`,
      "  fix:     install it (https://developer.hashicorp.com/terraform/install), or name another program: TERRAFORM_BINARY_NAME=tofu",
    ].join("\n"),
  );
}

/** The version, if it is known to be too old. */
function tooOld(binary: string, json: string): string | undefined {
  const [, version, major, minor] = /"terraform_version":\s*"((\d+)\.(\d+)[^"]*)"/.exec(json) ?? [];
  const old = Number(major) < 1 || (Number(major) === 1 && Number(minor) < FIRST);
  return old ? `\`${binary}\` ${version}` : undefined;
}

/** The first line that says something: Terraform draws a frame around its errors. */
function firstWords(text: string): string {
  return /[^\s│╷╵].*/u.exec(text)?.[0].trim() ?? "without a word";
}
