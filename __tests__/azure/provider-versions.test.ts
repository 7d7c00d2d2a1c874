import { asksForOldVaultApi, isLower, lowestOf, VAULT_API } from "../../azure/provider-versions";

test("the day and the version are those of Azure and of azurerm", () => {
  expect(VAULT_API).toEqual({ retires: "27 February 2027", since: "4.81.0" });
});

describe("a constraint for azurerm", () => {
  test.each([
    "4.55.0",
    "= 4.55.0",
    "=4.80.0",
    "4.80, < 4.81.0",
    "~> 4.55.0",
    "~> 4.80.0",
    "< 4.81.0",
    "< 4.81",
    "<= 4.80.0",
    "~> 3.0",
    "~> 3",
    "3.117.1",
    ">= 4.0, < 4.60",
    ">= 4.0,<4.81",
    "> 4.0, != 4.1.0, < 4.70",
  ])("%s lets in only such as cannot manage vaults then", (constraint) => {
    expect(asksForOldVaultApi(constraint)).toBe("always");
  });

  test.each([
    "~> 4.0",
    "~> 4",
    "~> 4.55",
    ">= 4.55.0",
    "> 3",
    "<= 4.81.0",
    ">= 3.0, < 6.0",
    "!= 4.60.0",
  ])("%s lets in such, and others", (constraint) => {
    expect(asksForOldVaultApi(constraint)).toBe("maybe");
  });

  test.each([
    "4.81.0",
    "4.81",
    "~> 4.81",
    "~> 4.81.0",
    ">= 4.81.0",
    ">= 4.81, < 5.0",
    "> 4.80.0, >= 4.81.0",
    "~> 4.0, >= 4.81.0",
    "5.10.0",
    "~> 5.0",
    "> 4.99",
  ])("%s lets in none such", (constraint) => {
    expect(asksForOldVaultApi(constraint)).toBeUndefined();
  });

  test.each([
    "",
    "latest",
    "v4.55.0",
    "4.55.0-beta1",
    "4.x",
    "=> 4.55",
    "4.55.0,",
    "> 4.60, < 4.55",
  ])("of %p nothing is claimed", (constraint) => {
    expect(asksForOldVaultApi(constraint)).toBeUndefined();
  });
});

test("the lowest version of a constraint is that of a version alone", () => {
  expect(lowestOf("4.55.0")).toEqual([4, 55, 0]);
  expect(lowestOf("~> 2.12")).toEqual([2, 12, 0]);
  expect(lowestOf("> 2.12.3")).toEqual([2, 12, 4]);
  expect(lowestOf("soon")).toBeUndefined();
});

test("versions are compared number by number", () => {
  expect(isLower([4, 9, 0], [4, 10, 0])).toBe(true);
  expect(isLower([4, 10, 0], [4, 10, 0])).toBe(false);
  expect(isLower([5, 0, 0], [4, 81, 0])).toBe(false);
});
