/**
 * An error of this library. `message` says where (construct path), what is wrong, the value got, what is
 * allowed, the fix and the code, so that programs in every language can tell errors apart.
 */
export class WorkloadIdentityError extends Error {
  public override readonly name = "WorkloadIdentityError";

  /**
   * @param message the whole text
   * @param code words that stay the same from release to release, such as `invalid-name`
   * @param path the path of the construct that is wrong
   */
  constructor(
    message: string,
    public readonly code: string,
    public readonly path: string,
  ) {
    super(message);
  }
}
