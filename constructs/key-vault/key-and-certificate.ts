import { Construct } from "constructs";
import { ROLES } from "../../azure/roles";
import { Grant } from "../access/grant";
import type { IGrantScope } from "../access/grant-scope";
import type { IGrantable } from "../access/principal";

/** One key of a vault. */
export interface IKeyVaultKey extends IGrantScope {
  /** The name of the key. */
  readonly name: string;

  /** Lets a grantee encrypt, decrypt, sign and verify with this one key: `Key Vault Crypto User` at the key. */
  grantUse(grantee: IGrantable): Grant;
}

/** One certificate of a vault. */
export interface IKeyVaultCertificate extends IGrantScope {
  /** The name of the certificate. */
  readonly name: string;

  /**
   * Lets a grantee read this one certificate with its private key: `Key Vault Certificate User` at the
   * certificate.
   */
  grantRead(grantee: IGrantable): Grant;
}

/**
 * A key of a vault as a scope for roles; a vault makes it.
 *
 * @internal
 */
export class KeyVaultKeyScope extends Construct implements IKeyVaultKey {
  public readonly id: string;

  constructor(
    scope: Construct,
    public readonly name: string,
    vaultId: string,
  ) {
    super(scope, name);
    this.id = `${vaultId}/keys/${name}`;
  }

  public grantUse(grantee: IGrantable): Grant {
    return Grant.of(grantee, { role: ROLES.KEY_VAULT_CRYPTO_USER.name, scope: this });
  }
}

/**
 * A certificate of a vault as a scope for roles; a vault makes it.
 *
 * @internal
 */
export class KeyVaultCertificateScope extends Construct implements IKeyVaultCertificate {
  public readonly id: string;

  constructor(
    scope: Construct,
    public readonly name: string,
    vaultId: string,
  ) {
    super(scope, name);
    this.id = `${vaultId}/certificates/${name}`;
  }

  public grantRead(grantee: IGrantable): Grant {
    return Grant.of(grantee, { role: ROLES.KEY_VAULT_CERTIFICATE_USER.name, scope: this });
  }
}
