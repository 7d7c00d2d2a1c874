import { READ_BY_BACKEND, readSettings, type Settings } from "./settings";

type Name = keyof Settings;

/** When a setting is read; one that is not here always is. */
interface Condition {
  readonly names: readonly Name[];
  readonly reads: (settings: Settings) => boolean;
  readonly needs: string;
}

const CONDITIONS: readonly Condition[] = [
  {
    names: ["CONTAINER_NAME", "POD_SECURITY"],
    reads: ({ IMAGE }) => IMAGE !== undefined,
    needs: "it is of the pod of IMAGE, which is not set",
  },
  {
    names: ["EXISTING_SERVICE_ACCOUNT", "ACCESS_CHECK"],
    reads: ({ DELIVERY }) => DELIVERY === "terraform",
    needs: "it is of the stack kubernetes, which DELIVERY=gitops leaves out",
  },
  {
    names: ["ACCESS_CHECK"],
    reads: ({ WORKLOAD_IDENTITY }) => WORKLOAD_IDENTITY !== false,
    needs: "WORKLOAD_IDENTITY=false leaves the check out",
  },
  ...Object.entries(READ_BY_BACKEND).map(([name, choices]: [string, readonly string[]]) => ({
    names: [name as Name],
    reads: ({ BACKEND }: Settings) => choices.includes(BACKEND),
    needs:
      choices.length === 1
        ? `only BACKEND=${choices[0]} reads it`
        : "BACKEND=local does not read it",
  })),
];

/** What other programs set as well: it says nothing about what is expected of the app. */
const SHARED: readonly Name[] = ["CONTAINER_NAME", "TF_CLOUD_ORGANIZATION", "TF_CLOUD_HOSTNAME"];

function unmet(name: Name, settings: Settings): string | undefined {
  return CONDITIONS.find(({ names, reads }) => names.includes(name) && !reads(settings))?.needs;
}

/** What the app is given, and never reads: one sentence for each. */
export function withoutEffect(
  settings: Settings,
  env: Readonly<Record<string, string | undefined>>,
): string[] {
  const names = Object.keys(settings) as Name[];
  return names.flatMap((name) => {
    const needs = unmet(name, settings);
    const told = env[name] && settings[name] !== false && !SHARED.includes(name);
    return needs && told ? [`${name} has no effect: ${needs}.`] : [];
  });
}

/** The settings that are read and are not the tutorial's, as `NAME=value`. */
export function otherThanTutorial(settings: Settings): string[] {
  const { RESOURCE_GROUP } = settings;
  const defaults = readSettings({ RESOURCE_GROUP });
  const tutorial = { ...defaults, RESOURCE_GROUP: readSettings({}).RESOURCE_GROUP };
  return (Object.keys(settings) as Name[])
    .filter((name) => settings[name] !== tutorial[name] && !unmet(name, settings))
    .map((name) => `${name}=${settings[name]}`);
}
