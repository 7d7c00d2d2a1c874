import { TerraformVariable } from "cdktf";
import { DataPlane, OutboundType } from "../../../constructs";
import { clusterWith, newSubnet, refusalOf, warningsAbout } from "../../support/clusters";
import { newIdentity } from "../../support/fixtures";

const FREE = { podCidr: "10.240.0.0/16", serviceCidr: "10.2.0.0/16" };

const networkOf = (network: object) => clusterWith({ network }).network_profile;

test("the ranges of pods and services are chosen together with the address of DNS", () => {
  expect(networkOf({ podCidr: "10.240.0.0/14", serviceCidr: "10.2.0.0/20" })).toEqual({
    network_plugin: "azure",
    network_plugin_mode: "overlay",
    pod_cidr: "10.240.0.0/14",
    service_cidr: "10.2.0.0/20",
    dns_service_ip: '${cidrhost("10.2.0.0/20", 10)}',
  });
});

test("Cilium is data plane and network policy in one", () => {
  expect(networkOf({ dataPlane: DataPlane.CILIUM })).toMatchObject({
    network_data_plane: "cilium",
    network_policy: "cilium",
  });
  expect(networkOf({ dataPlane: DataPlane.AZURE })).not.toHaveProperty("network_policy");
});

test("ranges that are references pass, and their address of DNS is Terraform's to tell", () => {
  const { network_profile } = clusterWith((scope) => {
    const { stringValue: serviceCidr } = new TerraformVariable(scope, "services", {
      type: "string",
    });
    return { network: { serviceCidr } };
  });
  expect(network_profile).toMatchObject({
    service_cidr: "${var.services}",
    dns_service_ip: "${cidrhost(var.services, 10)}",
  });
});

test("fails when the network stays as it is and is to be another one", () => {
  expect(refusalOf({ keepNetwork: true, network: FREE })).toBe(
    [
      "[test/cluster] `keepNetwork` leaves the network of the cluster as it is, and `network` says what it is to be.",
      "  allowed: one of the two",
      "  fix:     remove `keepNetwork` for a new cluster, or `network` for one that exists",
      "  code:    network-kept-and-given",
    ].join("\n"),
  );
});

describe("a range", () => {
  test.each([
    ["podCidr", "pods", "range of IPv4 addresses"],
    ["podCidr", "10.240.0.0/25", "length of the prefix of the pods' addresses"],
    ["serviceCidr", "10.0.0.0/12", "length of the prefix of the services' addresses"],
    ["serviceCidr", "10.2.0.0/29", "length of the prefix of the services' addresses"],
  ])("`%s` %s is refused", (prop, cidr, noun) => {
    expect(refusalOf({ network: { ...FREE, [prop]: cidr } })).toMatch(
      `[test/cluster] \`network.${prop}\` is not a valid ${noun}.`,
    );
  });

  test("fails when it does not begin with its first address", () => {
    expect(refusalOf({ network: { podCidr: "10.240.3.7/14" } })).toBe(
      [
        "[test/cluster] `network.podCidr` does not begin with the first address of its range.",
        '  got:     "10.240.3.7/14"',
        "  allowed: the first address of a range and the length of its prefix",
        '  fix:     change `network.podCidr` to "10.240.0.0/14"',
        "  code:    range-start",
      ].join("\n"),
    );
  });

  test.each([
    ["podCidr", "172.30.0.0/16", "172.30.0.0/16, which AKS keeps for itself"],
    ["podCidr", "172.16.0.0/12", "172.30.0.0/16, which AKS keeps for itself"],
    ["serviceCidr", "172.31.128.0/20", "172.31.0.0/16, which AKS keeps for itself"],
    ["serviceCidr", "169.254.10.0/24", "169.254.0.0/16, which AKS keeps for itself"],
    ["podCidr", "192.0.2.0/24", "192.0.2.0/24, which AKS keeps for itself"],
    ["podCidr", "10.2.0.0/16", "the services, 10.2.0.0/16"],
    ["podCidr", "10.0.0.0/8", "the services, 10.2.0.0/16"],
    ["serviceCidr", "10.240.128.0/20", "the services, 10.240.128.0/20"],
  ])("`%s` %s overlaps another one and is refused", (prop, cidr, other) => {
    const message = refusalOf({ network: { ...FREE, [prop]: cidr } });
    const [said] = message.split("\n");
    expect(said).toMatch(/^\[test\/cluster\] `network\.(pod|service)Cidr` has addresses in common/);
    expect(said).toContain(other);
    expect(message).toContain("  code:    cidrs-overlap");
  });

  test.each([
    ["podCidr", "10.0.0.0/8", "the services, 10.0.0.0/16"],
    ["serviceCidr", "10.244.64.0/20", "the pods, 10.244.0.0/16"],
  ])("`%s` alone is held against what AKS takes for the other", (prop, cidr, other) => {
    expect(refusalOf({ network: { [prop]: cidr } })).toBe(
      [
        `[test/cluster] \`network.${prop}\` has addresses in common with ${other}.`,
        `  got:     "${cidr}"`,
        "  allowed: ranges of which no two overlap, and none that AKS keeps for itself",
        `  fix:     change \`network.${prop}\` (rule: https://learn.microsoft.com/azure/aks/concepts-network-cni-overview)`,
        "  code:    cidrs-overlap",
      ].join("\n"),
    );
  });

  test("fails when it overlaps the subnet of the nodes, as far as the program makes it", () => {
    const withSubnet = (range: string) => ({
      message: refusalOf((scope) => ({
        identity: newIdentity(scope),
        network: FREE,
        nodePool: { nodeCount: 2, subnet: newSubnet(scope, "nodes", range) },
      })),
    });
    expect(withSubnet("10.2.4.0/22").message).toContain(
      "`network.serviceCidr` has addresses in common with the subnet of the nodes, 10.2.4.0/22.",
    );
    expect(() => withSubnet("10.1.0.0/16")).toThrow("nothing was thrown");
  });
});

describe("the way out", () => {
  test.each([OutboundType.USER_DEFINED_ROUTING, OutboundType.USER_ASSIGNED_NAT_GATEWAY])(
    "%s is that of a subnet of one's own",
    (outboundType) => {
      const network = { ...FREE, outboundType };
      const cluster = clusterWith((scope) => ({
        identity: newIdentity(scope),
        network,
        nodePool: { nodeCount: 2, subnet: newSubnet(scope) },
      }));
      expect(cluster.network_profile).toMatchObject({ outbound_type: outboundType });
      expect(refusalOf({ network })).toBe(
        [
          "[test/cluster] `network.outboundType` needs a virtual network of your own.",
          `  got:     "${outboundType}"`,
          "  allowed: `network.outboundType` together with `nodePool.subnet`",
          "  fix:     give `nodePool.subnet`, or leave `network.outboundType` out",
          "  code:    subnet-needed",
        ].join("\n"),
      );
    },
  );

  test("by a NAT gateway of AKS is that of AKS's own network", () => {
    const network = { ...FREE, outboundType: OutboundType.MANAGED_NAT_GATEWAY };
    expect(clusterWith({ network }).network_profile).toMatchObject({
      outbound_type: "managedNATGateway",
    });
    const message = refusalOf((scope) => ({
      network,
      nodePool: { nodeCount: 2, subnet: newSubnet(scope) },
    }));
    expect(message).toBe(
      [
        "[test/cluster] `network.outboundType` is a NAT gateway that AKS makes in its own virtual network, and the nodes are in yours.",
        '  got:     "managedNATGateway"',
        '  allowed: "userAssignedNATGateway" with a subnet of your own',
        '  fix:     associate a NAT gateway with the subnet, and change `network.outboundType` to "userAssignedNATGateway"',
        "  code:    managed-network-only",
      ].join("\n"),
    );
  });

  test("is not added to the authorized ranges, and says so", () => {
    const network = { ...FREE, outboundType: OutboundType.MANAGED_NAT_GATEWAY };
    const apiServer = { authorizedIpRanges: ["203.0.113.0/24"] };
    expect(warningsAbout({ network, apiServer })).toEqual([
      "Nodes reach the API server from their egress address, which AKS does not add to `apiServer.authorizedIpRanges` with the outbound type managedNATGateway. Make sure that it is in the ranges, or the nodes lose the API server.",
    ]);
    expect(warningsAbout({ network })).toEqual([]);
    expect(warningsAbout({ apiServer })).toEqual([]);
  });
});

describe("a subnet of one's own", () => {
  test("warns of ranges that are left to AKS", () => {
    const about = (network: object) =>
      warningsAbout((scope) => ({
        identity: newIdentity(scope),
        network,
        nodePool: { nodeCount: 2, subnet: newSubnet(scope) },
      }));
    expect(about(FREE)).toEqual([]);
    expect(about({ podCidr: FREE.podCidr })).toEqual([
      "The nodes are in a subnet of your own, and `network.serviceCidr` is left to AKS, which takes 10.244.0.0/16 for pods and 10.0.0.0/16 for services. This library cannot see the addresses of the network and of those peered with it: choose ranges that are free in all of them. They cannot be changed later without replacing the cluster.",
    ]);
    expect(about({})).toHaveLength(1);
  });

  test("warns where the control plane has no identity to give a role to", () => {
    const warnings = warningsAbout((scope) => ({
      network: FREE,
      nodePool: { nodeCount: 2, subnet: newSubnet(scope) },
    }));
    expect(warnings).toEqual([
      "`nodePool.subnet` is a subnet of your own, and the control plane has a system-assigned identity, which gets no role before the cluster exists. Give the cluster an `identity`: it then gets Network Contributor on the subnet. Without the role, services of the type LoadBalancer fail with 403.",
    ]);
  });
});
