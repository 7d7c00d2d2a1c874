import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";
import { folderOf } from "../scan/plans";
import { Clusters } from "../stand-in/kubernetes/clusters";
import { type AppliedStack, describeTerraform, openForApply } from "../stand-in/terraform";
import { expectNoChanges, succeeded } from "./support";

const README = readFileSync(join(__dirname, "../../README.md"), "utf8");

/** Runs the README's program, whose states are in the folder that it runs in. */
function synthesize(root: string): void {
  const [, program] = /^```ts\n(.*?)^```$/ms.exec(README) ?? [];
  const { outputText } = transpileModule(program, {
    compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 },
  });
  const before = process.cwd();
  process.chdir(root);
  process.env.CDKTF_OUTDIR = join(root, "cdktf.out");
  try {
    new Function("require", "exports", outputText)(require, {});
  } finally {
    delete process.env.CDKTF_OUTDIR;
    process.chdir(before);
  }
}

describeTerraform("the README's program", () => {
  let root: string;
  let opened: AppliedStack[];
  const clusters = () => opened[0].clusters;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "readme-"));
    opened = [];
    synthesize(root);
  });

  afterEach(() => {
    for (const stack of opened) stack.close();
    rmSync(root, { recursive: true, force: true });
  });

  async function open(name: string, shared: Clusters): Promise<AppliedStack> {
    const variables = { vault_db_password_value: "any" };
    const stack = await openForApply(folderOf(root, name), { variables, clusters: shared });
    opened.push(stack);
    succeeded(await stack.init());
    return stack;
  }

  test("can be applied as it stands, on a cluster that has nothing, and plans empty", async () => {
    // WHEN
    const shared = new Clusters();
    for (const name of ["shop-azure", "shop-workloads"]) {
      succeeded(await (await open(name, shared)).apply());
    }

    // THEN
    for (const stack of opened) await expectNoChanges(stack);
    expect(clusters().refusedPods).toEqual([]);
    expect(clusters().pods.map(({ owner }) => owner)).toEqual(["Deployment shop/orders"]);
  });

  test("could not be applied without its namespace", async () => {
    // GIVEN
    const file = join(folderOf(root, "shop-workloads"), "cdk.tf.json");
    const json = JSON.parse(readFileSync(file, "utf8")) as {
      resource: Record<string, Record<string, { metadata: { namespace?: string } }>>;
    };
    delete json.resource.kubernetes_namespace_v1;
    const [account] = Object.values(json.resource.kubernetes_service_account_v1);
    account.metadata.namespace = "shop";
    writeFileSync(file, JSON.stringify(json));

    // WHEN
    const shared = new Clusters();
    succeeded(await (await open("shop-azure", shared)).apply());
    const { code, stderr } = await (await open("shop-workloads", shared)).apply();

    // THEN
    expect(code).toBe(1);
    expect(stderr).toContain('namespaces "shop" not found');
  });
});
