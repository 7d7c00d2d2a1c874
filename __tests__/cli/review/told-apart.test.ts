import { reviewOf } from "../../../cli/review/review";
import { readSynthesized } from "../../../cli/terraform/read/synthesized";
import { page } from "../../../cli/review/output/html";
import { markdown } from "../../../cli/review/output/markdown";

/** A cell of an estate, in which all is called as in the others. */
const cell = (stack: string) =>
  readSynthesized(stack, {
    data: { azurerm_client_config: { me: {} } },
    resource: {
      azurerm_key_vault: { vault: { name: "${random_pet.name.id}" } },
      azurerm_role_assignment: {
        me: {
          scope: "${azurerm_key_vault.vault.id}",
          role_definition_name: "Key Vault Secrets Officer",
          principal_id: "${data.azurerm_client_config.me.object_id}",
        },
      },
    },
  });

/** The rows of a table in Markdown that name a vault. */
const rows = (...stacks: string[]) =>
  markdown(reviewOf(stacks.map(cell), []))
    .split("\n")
    .filter((line) => line.startsWith("| `whoever"));

test("vaults of two cells are told with their stack, in Markdown and on the page", async () => {
  expect(rows("cell-a", "cell-b")).toEqual(
    ["cell-a", "cell-b"].map(
      (stack) =>
        `| \`whoever runs Terraform\` | Key Vault Secrets Officer | vault azurerm_key_vault.vault (stack ${stack}) |`,
    ),
  );
  const html = await page(reviewOf(["cell-a", "cell-b"].map(cell), []), "1.2.3");
  expect(html).toContain("vault azurerm_<wbr>key_<wbr>vault.<wbr>vault (stack cell-b)");
});

test("what is alone needs no more than its name", () => {
  expect(rows("cell-a")).toEqual([
    "| `whoever runs Terraform` | Key Vault Secrets Officer | vault azurerm_key_vault.vault |",
  ]);
});
