import { existsSync, readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

type Env = Readonly<Record<string, string | undefined>>;

/** `terraform providers lock`, which the CLI runs after `init`, asks the registry all the same. */
const MIRROR = /\b(filesystem|network)_mirror\b/;
const COMMENTS = /\/\*[^]*?\*\/|(#|\/\/).*/g;

/**
 * Where providers come from instead of a registry, if anything says so: the CLI configuration of Terraform or
 * OpenTofu, or a folder that both look into without being told.
 * https://developer.hashicorp.com/terraform/cli/config/config-file#provider-installation
 */
export function providerMirror(env: Env): string | undefined {
  const file = configurations(env).find((path) => MIRROR.test(read(path).replace(COMMENTS, "")));
  if (file) return `the mirror in ${file}`;
  const hosts = ["registry.terraform.io", "registry.opentofu.org"];
  return implied(env)
    .flatMap((folder) => hosts.map((host) => join(folder, host, "hashicorp", "azurerm")))
    .find((folder) => existsSync(folder));
}

function configurations(env: Env): string[] {
  const named = env.TF_CLI_CONFIG_FILE || env.TERRAFORM_CONFIG;
  if (named) return [named];
  if (process.platform === "win32") {
    return ["tofu.rc", "terraform.rc"].map((name) => join(env.APPDATA ?? "", name));
  }
  const home = env.HOME ?? homedir();
  const folder = join(home, ".terraform.d");
  const also = existsSync(folder) ? readdirSync(folder).filter((name) => /\.tfrc$/.test(name)) : [];
  return [
    join(env.XDG_CONFIG_HOME || join(home, ".config"), "opentofu", "tofurc"),
    join(home, ".tofurc"),
    join(home, ".terraformrc"),
    ...also.map((name) => join(folder, name)),
  ];
}

function implied(env: Env): string[] {
  const home = env.HOME ?? homedir();
  switch (process.platform) {
    case "win32":
      return ["terraform.d", join("HashiCorp", "Terraform")].map((name) =>
        join(env.APPDATA ?? "", name, "plugins"),
      );
    case "darwin":
      return [home, "/"]
        .map((root) => join(root, "Library", "Application Support", "io.terraform", "plugins"))
        .concat(join(home, ".terraform.d", "plugins"));
    default:
      return [
        env.XDG_DATA_HOME || join(home, ".local", "share"),
        ...(env.XDG_DATA_DIRS || "/usr/local/share:/usr/share").split(":"),
      ]
        .map((folder) => join(folder, "terraform", "plugins"))
        .concat(join(home, ".terraform.d", "plugins"));
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
