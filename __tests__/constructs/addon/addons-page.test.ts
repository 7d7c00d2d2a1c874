import { addonsPage } from "../../support/addons-page";
import { committedPage } from "../../support/markdown";

test("the page of add-ons is current; `npm run docs` writes it", () => {
  expect(committedPage("addons.md")).toBe(addonsPage());
});
