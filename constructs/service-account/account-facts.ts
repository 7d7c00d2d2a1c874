import type { IFederatedIdentity } from "../identity/federated-identity";

/** Who makes an account, and who annotates it. */
export enum AccountMaker {
  /** Terraform does both. */
  CREATED,
  /** Somebody else makes it, and Terraform annotates it. */
  ANNOTATED,
  /** Somebody else does both. */
  OTHERS,
}

/** What the renderings of an account are made of. */
export interface AccountFacts {
  readonly maker: AccountMaker;
  readonly trust: IFederatedIdentity;
  readonly identityAnnotations: Record<string, string>;
  readonly labels?: Record<string, string>;
  readonly annotations?: Record<string, string>;
  readonly automountToken: boolean;
  /** The name, as a reference where Terraform makes or annotates the account. */
  name(): string;
}
