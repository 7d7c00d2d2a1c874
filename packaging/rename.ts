import manifest from "../package.json";
import { type Lane, PEERS } from "./lanes";

const NAME = manifest.name;
const NEW_NAME = NAME.replace("cdktf", "cdktn");

/** Names of modules, wherever a source quotes one. Annotations that cdktn too calls `@cdktf/…` stay. */
const MODULES: readonly [RegExp, string][] = [
  [/(["'`])cdktf(?=\1|\/lib\/)/g, "$1cdktn"],
  [/@cdktf\/provider-/g, "@cdktn/provider-"],
  [new RegExp(`((?:from |require\\(|import\\(|import )["'])${NAME}(?=["'])`, "g"), `$1${NEW_NAME}`],
  [new RegExp(`(["']\\^?)${NAME}(?=\\$?["']: )`, "g"), `$1${NEW_NAME}`],
];

/** The same in Python. */
const PYTHON: readonly [RegExp, string][] = [
  [/^from cdktf import/gm, "from cdktn import"],
  [/cdktf([-_])cdktf[-_](?=provider)/g, "cdktn$1"],
  [/cdktf(?=_aks_workload_identity)/g, "cdktn"],
  [new RegExp(`(pip install )${NAME}`, "g"), `$1${NEW_NAME}`],
];

/** The same in a page, where a shell installs the packages. */
const PAGES: readonly [RegExp, string][] = [
  [new RegExp(`(npm install \\S*)${NAME}(\\S*) cdktf `, "g"), `$1${NEW_NAME}$2 cdktn `],
  [new RegExp(`^# (.*) for CDK for Terraform$`, "m"), "# $1 for CDK Terrain"],
  [/^cdktf(?=, constructs and the providers are peer dependencies\.)/m, "cdktn"],
  [
    /cdktf is archived; for\nits successor cdktn[^]*?\]\(docs\/upgrading\.md\)\./,
    `For cdktf, which is\narchived, the same is [\`${NAME}\`](docs/upgrading.md).`,
  ],
];

/** cdktf in the names of other languages, but for the organisation that both packages belong to. */
const NAMES = /(?<!(?:io\.github\.|github\.com\/)(?=cdktf-))cdktf/gi;

/** A file of the project, as it is in the package for cdktn. */
export function renamed(path: string, text: string, lane: Lane): string {
  if (path === "package.json") return `${JSON.stringify(manifestFor(lane), null, 2)}\n`;
  const rules = [...MODULES, ...PYTHON, ...(path.endsWith(".md") ? PAGES : [])];
  return rules.reduce((changed, [pattern, to]) => changed.replace(pattern, to), text);
}

function manifestFor({ packages }: Lane): typeof manifest {
  const { devDependencies, jsii, ...rest } = manifest;
  const kept = Object.entries(devDependencies).filter(
    ([name]) => !/^(@cdktf\/provider-|cdktf$|constructs$)/.test(name),
  );
  const targets = JSON.stringify(jsii.targets).replace(NAMES, (name) => name.replace("tf", "tn"));
  return {
    ...rest,
    name: NEW_NAME,
    description: manifest.description.replace("CDK for Terraform", "CDK Terrain"),
    keywords: manifest.keywords.map((word) => word.replace("cdktf", "cdktn")),
    peerDependencies: PEERS,
    devDependencies: { ...Object.fromEntries(kept), ...packages },
    jsii: { ...jsii, targets: JSON.parse(targets) },
  } as unknown as typeof manifest;
}
