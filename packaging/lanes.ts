/** Versions that the package for cdktn is built and tested with: one lane for each major version of azurerm. */
export interface Lane {
  /** The versions of the Terraform providers, as the bindings pin them. */
  readonly providers: Readonly<Record<string, string>>;
  /** The packages in place of those of cdktf. */
  readonly packages: Readonly<Record<string, string>>;
}

const CDKTN = {
  cdktn: "0.24.0",
  constructs: "10.7.2",
  "@cdktn/provider-helm": "15.1.0",
  "@cdktn/provider-kubernetes": "17.1.0",
  "@cdktn/provider-time": "14.0.2",
};

const PROVIDERS = { kubernetes: "3.4.0", time: "0.14.2", helm: "3.3.0" };

/** The lanes by name. The last one is what is published with. */
export const LANES: Readonly<Record<string, Lane>> = {
  "cdktn-azurerm-4": {
    providers: { azurerm: "4.81.0", ...PROVIDERS },
    packages: { ...CDKTN, "@cdktn/provider-azurerm": "16.9.0" },
  },
  "cdktn-azurerm-5": {
    providers: { azurerm: "5.10.0", ...PROVIDERS },
    packages: { ...CDKTN, "@cdktn/provider-azurerm": "18.9.0" },
  },
};

/** What a user of the package for cdktn has beside it. */
export const PEERS: Readonly<Record<string, string>> = {
  "@cdktn/provider-azurerm": ">=16.9.0 <19.0.0",
  "@cdktn/provider-kubernetes": "^17.1.0",
  "@cdktn/provider-time": "^14.0.2",
  cdktn: "^0.24.0",
  constructs: ">=10.6.0 <10.8.0",
};
