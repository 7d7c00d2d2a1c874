import { PrivateDnsZone } from "@cdktf/provider-azurerm/lib/private-dns-zone";
import { TerraformVariable } from "cdktf";
import { type ApiServerOptions, GrantScope, type IGrantScope } from "../../../constructs";
import { clusterWith, newSubnet, refusalOf } from "../../support/clusters";
import { newIdentity } from "../../support/fixtures";
import type { TestStack } from "../../support/synth";

const SUBSCRIPTION = "/subscriptions/11111111-2222-3333-4444-555555555555";

const zone = (scope: TestStack, name = "privatelink.eastus.azmk8s.io"): IGrantScope =>
  new PrivateDnsZone(scope, "zone", { name, resourceGroupName: "dns" });

const apiServerOf = (apiServer: ApiServerOptions) => clusterWith({ apiServer });

test("without options everybody reaches it, and nothing is written", () => {
  const cluster = clusterWith({});
  for (const name of [
    "api_server_access_profile",
    "private_cluster_enabled",
    "private_dns_zone_id",
    "run_command_enabled",
  ]) {
    expect(cluster).not.toHaveProperty(name);
  }
});

describe("authorized ranges", () => {
  test("are ranges, and addresses as ranges of one", () => {
    const cluster = apiServerOf({ authorizedIpRanges: ["137.117.106.88/29", "203.0.113.7"] });
    expect(cluster.api_server_access_profile).toEqual({
      authorized_ip_ranges: ["137.117.106.88/29", "203.0.113.7/32"],
    });
  });

  test("may be references", () => {
    const cluster = clusterWith((scope) => {
      const { stringValue } = new TerraformVariable(scope, "office", { type: "string" });
      return { apiServer: { authorizedIpRanges: [stringValue] } };
    });
    expect(cluster.api_server_access_profile).toEqual({ authorized_ip_ranges: ["${var.office}"] });
  });

  test("fail when one does not begin with its first address", () => {
    expect(refusalOf({ apiServer: { authorizedIpRanges: ["137.117.106.90/29"] } })).toBe(
      [
        "[test/cluster] `apiServer.authorizedIpRanges[0]` does not begin with the first address of its range.",
        '  got:     "137.117.106.90/29"',
        "  allowed: the first address of a range and the length of its prefix",
        '  fix:     change `apiServer.authorizedIpRanges[0]` to "137.117.106.88/29"',
        "  code:    range-start",
      ].join("\n"),
    );
  });

  test.each(["2001:db8::/32", "vpn.example.com", "10.0.0.0/33"])("fail with %s", (range) => {
    expect(refusalOf({ apiServer: { authorizedIpRanges: [range] } })).toMatch(
      "[test/cluster] `apiServer.authorizedIpRanges[0]` is not a valid IPv4 address or range of such.",
    );
  });

  test("are one at least, and 200 or with a subnet of the API server 2,000 at most", () => {
    const ranges = (count: number) =>
      Array.from({ length: count }, (_, n) => `1.${n >> 8}.${n & 255}.0/24`);
    const integrated = (authorizedIpRanges: string[]) => (scope: TestStack) => ({
      identity: newIdentity(scope),
      nodePool: { nodeCount: 2, subnet: newSubnet(scope) },
      apiServer: { authorizedIpRanges, subnet: newSubnet(scope, "api", "10.1.16.0/28") },
    });
    expect(() => apiServerOf({ authorizedIpRanges: ranges(200) })).not.toThrow();
    expect(() => clusterWith(integrated(ranges(2000)))).not.toThrow();
    for (const count of [0, 201]) {
      expect(refusalOf({ apiServer: { authorizedIpRanges: ranges(count) } })).toMatch(
        "[test/cluster] `apiServer.authorizedIpRanges` is not a valid number of authorized ranges.",
      );
    }
    expect(refusalOf(integrated(ranges(2001)))).toContain("a whole number from 1 to 2000");
  });
});

describe("a private cluster", () => {
  test("has a zone of AKS", () => {
    const cluster = apiServerOf({ privateCluster: true });
    expect(cluster).toMatchObject({ private_cluster_enabled: true });
    expect(cluster).not.toHaveProperty("private_dns_zone_id");
  });

  test("has a public name, and then no zone", () => {
    expect(apiServerOf({ privateCluster: true, publicDns: true })).toMatchObject({
      private_dns_zone_id: "None",
      private_cluster_public_fqdn_enabled: true,
    });
  });

  test("has a zone of one's own", () => {
    const cluster = clusterWith((scope) => ({
      identity: newIdentity(scope),
      apiServer: { privateCluster: true, privateDnsZone: zone(scope) },
    }));
    expect(cluster.private_dns_zone_id).toBe("${azurerm_private_dns_zone.zone.id}");
  });

  test("fails with authorized ranges", () => {
    const apiServer = { privateCluster: true, authorizedIpRanges: ["203.0.113.0/24"] };
    expect(refusalOf({ apiServer })).toBe(
      [
        "[test/cluster] `apiServer.authorizedIpRanges` let public addresses in, and a private cluster has no public address to let them in at.",
        "  allowed: one of `authorizedIpRanges` and `privateCluster`",
        "  fix:     remove the ranges; networks reach a private cluster by peering, VPN or a private endpoint",
        "  code:    ranges-of-private-cluster",
      ].join("\n"),
    );
    expect(() =>
      apiServerOf({ privateCluster: false, authorizedIpRanges: ["203.0.113.0/24"] }),
    ).not.toThrow();
  });

  test("fails with a zone and a public name", () => {
    const message = refusalOf((scope) => ({
      identity: newIdentity(scope),
      apiServer: { privateCluster: true, publicDns: true, privateDnsZone: zone(scope) },
    }));
    expect(message).toBe(
      [
        "[test/cluster] `apiServer.publicDns` is in place of a private DNS zone, and `apiServer.privateDnsZone` is one.",
        "  allowed: one of the two",
        "  fix:     remove one of them",
        "  code:    zone-and-public-dns",
      ].join("\n"),
    );
  });

  test("fails with a zone and a system-assigned identity", () => {
    const message = refusalOf((scope) => ({
      apiServer: { privateCluster: true, privateDnsZone: zone(scope) },
    }));
    expect(message).toBe(
      [
        "[test/cluster] `apiServer.privateDnsZone` needs a control plane whose identity has its roles before the cluster exists, and a system-assigned one does not exist by then.",
        "  allowed: `apiServer.privateDnsZone` together with `identity`",
        "  fix:     give `identity` a ManagedIdentity",
        "  code:    identity-needed",
      ].join("\n"),
    );
  });

  test.each([
    "privatelink.eastus.azmk8s.io",
    "shop.privatelink.eastus.azmk8s.io",
    "privatelink.eastus.cx.aks.containerservice.azure.us",
  ])("takes the zone %s", (name) => {
    const id = `${SUBSCRIPTION}/resourceGroups/dns/providers/Microsoft.Network/privateDnsZones/${name}`;
    for (const own of [
      (scope: TestStack) => zone(scope, name),
      (scope: TestStack) => GrantScope.fromId(scope, "zone", id),
    ]) {
      expect(() =>
        clusterWith((scope) => ({
          identity: newIdentity(scope),
          apiServer: { privateCluster: true, privateDnsZone: own(scope) },
        })),
      ).not.toThrow();
    }
  });

  test.each(["aks.example.com", "privatelink.westus.azmk8s.io", "private.eastus.azmk8s.io"])(
    "fails with the zone %s",
    (name) => {
      const message = refusalOf((scope) => ({
        identity: newIdentity(scope),
        apiServer: { privateCluster: true, privateDnsZone: zone(scope, name) },
      }));
      expect(message).toBe(
        [
          "[test/cluster] `apiServer.privateDnsZone` has not the name that AKS looks for.",
          `  got:     "${name}"`,
          "  allowed: privatelink.eastus.azmk8s.io, or <name>.privatelink.eastus.azmk8s.io",
          "  fix:     rename the zone (rule: https://learn.microsoft.com/azure/aks/private-clusters)",
          "  code:    wrong-dns-zone",
        ].join("\n"),
      );
    },
  );
});

test.each([
  ["publicDns", () => true],
  ["privateDnsZone", zone],
])("fails with `%s` in a cluster that is not private", (prop, value) => {
  const message = refusalOf((scope) => ({
    identity: newIdentity(scope),
    apiServer: { [prop]: value(scope) },
  }));
  expect(message).toBe(
    [
      `[test/cluster] \`apiServer.${prop}\` is for private clusters, and this one is not.`,
      `  allowed: \`apiServer.${prop}\` together with \`apiServer.privateCluster\``,
      `  fix:     set \`apiServer.privateCluster\`, or remove \`apiServer.${prop}\``,
      "  code:    private-cluster-needed",
    ].join("\n"),
  );
});

describe("a subnet for the API server", () => {
  test("integrates it into the network of the nodes", () => {
    const cluster = clusterWith((scope) => ({
      identity: newIdentity(scope),
      nodePool: { nodeCount: 2, subnet: newSubnet(scope) },
      apiServer: {
        privateCluster: true,
        subnet: newSubnet(scope, "api", "10.1.16.0/28"),
        privateDnsZone: zone(scope, "private.eastus.azmk8s.io"),
      },
    }));
    expect(cluster.api_server_access_profile).toEqual({
      virtual_network_integration_enabled: true,
      subnet_id: "${azurerm_subnet.api.id}",
    });
  });

  test("fails without a subnet for the nodes", () => {
    const message = refusalOf((scope) => ({
      identity: newIdentity(scope),
      apiServer: { subnet: newSubnet(scope, "api") },
    }));
    expect(message).toBe(
      [
        "[test/cluster] `apiServer.subnet` needs a virtual network of your own.",
        '  got:     the Subnet at "test/api"',
        "  allowed: `apiServer.subnet` together with `nodePool.subnet`",
        "  fix:     give `nodePool.subnet`, or leave `apiServer.subnet` out",
        "  code:    subnet-needed",
      ].join("\n"),
    );
  });
});

test("the run command is turned off", () => {
  expect(apiServerOf({ runCommand: false })).toMatchObject({ run_command_enabled: false });
});
