import type { StackJson } from "./synth";

/** What Terraform waits for: to each resource and data source those that it refers to. */
export type Dependencies = ReadonlyMap<string, ReadonlySet<string>>;

/** The resources and data sources of a stack by address. */
function blocks({ resource = {}, data = {} }: StackJson): [string, unknown][] {
  const list = (prefix: string, types: Record<string, Record<string, unknown>>) =>
    Object.entries(types).flatMap(([type, named]) =>
      Object.entries(named).map(([name, body]): [string, unknown] => [
        `${prefix}${type}.${name}`,
        body,
      ]),
    );
  return [...list("", resource), ...list("data.", data)];
}

/** Every text within a value. */
function texts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return value !== null && typeof value === "object" ? Object.values(value).flatMap(texts) : [];
}

/** The graph that Terraform makes of a stack, from the references in it and from `depends_on`. */
export function dependenciesOf(stack: StackJson): Dependencies {
  const all = blocks(stack);
  const addresses = new Set(all.map(([address]) => address));
  return new Map(
    all.map(([address, body]) => [
      address,
      new Set(
        texts(body)
          .flatMap((text) => text.match(/(data\.)?[a-z][a-z0-9_]*\.[\w-]+/g) ?? [])
          .filter((reference) => addresses.has(reference) && reference !== address),
      ),
    ]),
  );
}

/** Everything that a resource waits for, directly and through others. */
export function ancestors(graph: Dependencies, address: string): Set<string> {
  const found = new Set<string>();
  const visit = (at: string) => {
    for (const next of graph.get(at) ?? []) {
      if (!found.has(next)) {
        found.add(next);
        visit(next);
      }
    }
  };
  visit(address);
  return found;
}

/** The longest chain of resources that wait for one another, and how long it takes. */
export interface Path {
  readonly seconds: number;
  readonly addresses: readonly string[];
}

/** The critical path of a graph, when Terraform does everything at once that it may. */
export function criticalPath(graph: Dependencies, seconds: (address: string) => number): Path {
  const known = new Map<string, Path>();
  const longest = (paths: Iterable<Path>): Path =>
    [...paths].reduce((a, b) => (b.seconds > a.seconds ? b : a), { seconds: 0, addresses: [] });
  const pathTo = (address: string): Path => {
    const before = known.get(address) ?? longest([...(graph.get(address) ?? [])].map(pathTo));
    const path = known.get(address) ?? {
      seconds: before.seconds + seconds(address),
      addresses: [...before.addresses, address],
    };
    known.set(address, path);
    return path;
  };
  return longest([...graph.keys()].map(pathTo));
}
