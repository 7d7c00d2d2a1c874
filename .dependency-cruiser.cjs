// Which room may import which. `npm run lint` holds it; CONTRIBUTING.md shows the rooms.

/** A room of the library, and the rooms that it may import besides itself. */
const LIBRARY = {
  private: [],
  access: ["private"],
  identity: ["private", "access", "resource-group\\.ts"],
  "key-vault": ["private", "access", "resource-group\\.ts"],
  "cosmos-db": ["private", "access"],
  addon: ["private", "access", "identity"],
  cluster: ["private", "access", "resource-group\\.ts", "identity", "addon"],
  pod: ["private"],
  "service-account": ["private", "access", "identity", "key-vault", "cluster", "pod"],
  workload: [
    "private",
    "key-vault/secret\\.ts",
    "cluster/added-node-pool\\.ts",
    "pod",
    "service-account",
  ],
  "access-check": ["private", "access", "key-vault", "pod", "service-account", "workload"],
  delivery: [
    "private",
    "access",
    "identity",
    "key-vault",
    "cluster/workload-identity-cluster\\.ts",
    "pod/maps\\.ts",
    "service-account",
  ],
};

/** The same for the tool. */
const TOOL = {
  text: [],
  terraform: ["text"],
  review: ["text", "terraform"],
  verify: ["text", "terraform"],
  completion: ["text"],
};

const directions = (package, rooms) =>
  Object.entries(rooms).map(([room, allowed]) => ({
    name: `${package}-${room}`,
    comment: `${package}/${room} imports of ${package} only: ${[room, ...allowed].join(", ")}.`,
    severity: "error",
    from: { path: `^${package}/${room}/` },
    to: { path: `^${package}/`, pathNot: `^${package}/(${[room, ...allowed].join("|")})(/|$)` },
  }));

const apart = (from, to) => ({
  name: `${from}-not-${to}`,
  comment: `${from}/ imports nothing of ${to}/.`,
  severity: "error",
  from: { path: `^${from}/` },
  to: { path: `^${to}(/|\\.ts$)` },
});

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "no-circle",
      comment: "Two files that import each other are one thing, or one of them knows too much.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-orphan",
      comment: "A file that nobody imports is dead.",
      severity: "error",
      from: { orphan: true, path: "^(app|azure|cli|constructs)/.*\\.ts$" },
      to: {},
    },
    {
      name: "messages-of-the-own-room",
      comment:
        "A message is declared in the room that raises it; one of several rooms in private/.",
      severity: "error",
      from: { path: "^constructs/([a-z-]+)" },
      to: { path: "^constructs/[a-z-]+/[a-z-]*errors\\.ts$", pathNot: "^constructs/(private|$1)/" },
    },
    ...directions("constructs", LIBRARY),
    ...directions("cli", TOOL),
    ...["constructs", "azure"].flatMap((room) =>
      ["cli", "app", "main"].map((other) => apart(room, other)),
    ),
    ...["constructs", "app", "main"].map((other) => apart("cli", other)),
    apart("azure", "constructs"),
  ],
  options: {
    includeOnly: "^(main\\.ts$|(app|azure|cli|constructs)/)",
    exclude: "^cli/(lib|bin)/",
    tsPreCompilationDeps: true,
  },
};
