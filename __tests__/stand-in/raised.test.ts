import { deriveSchema } from "./schemas";
import { raised } from "./raised";

const CREDENTIAL = "azurerm_federated_identity_credential";
const schema = deriveSchema("resource", CREDENTIAL);
const of = (version: string | undefined) =>
  raised(schema, { name: "azurerm", version }, "resource", CREDENTIAL);

test("a stack that asks for azurerm 4.81 has its schema, whatever the bindings are of", () => {
  const { attributes } = of("4.81.0");
  for (const name of ["parent_id", "resource_group_name", "user_assigned_identity_id"]) {
    expect(attributes[name]).toEqual({ type: "string", optional: true, computed: true });
  }
  expect(attributes.issuer).toEqual(schema.attributes.issuer);
});

test("a stack that asks for another one has the schema of the bindings", () => {
  expect(of("4.55.0")).toBe(schema);
  expect(of(undefined)).toBe(schema);
});
