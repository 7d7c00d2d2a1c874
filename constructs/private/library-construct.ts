import { Construct } from "constructs";
import { checkId } from "./checks";

/**
 * What every construct of the library is.
 *
 * @internal
 */
export abstract class LibraryConstruct extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    checkId(this);
  }
}
