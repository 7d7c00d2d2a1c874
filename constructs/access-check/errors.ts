import { refusal } from "../private/message";

export const oneTargetOnly = refusal({
  code: "one-target-only",
  says: () => ({
    what: "an access check needs exactly one of `secret` and `tokenScope`.",
    allowed: "one of the two",
    fix: "give the secret that it reads, or the scope of the token that it asks for",
  }),
  cause: "An access check reads one secret or asks for one token.",
  cure: "Give `secret` or `tokenScope`; make two checks for both.",
});
