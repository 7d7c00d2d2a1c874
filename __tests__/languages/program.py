"""Workloads, an add-on and what others deliver, from Python: the twin of program.ts."""

import sys

from cdktf import App, Aspects, TerraformOutput, TerraformStack
from cdktf_aks_workload_identity import (
    Addons,
    CsiVolume,
    KeyVaultAccess,
    PodSecurity,
    ProbePort,
    ProviderVersion,
    ResourceGroup,
    SecretProviderClass,
    Synthesis,
    TaintEffect,
    VolumeClaimTemplate,
    WorkloadAspect,
    WorkloadContainer,
    WorkloadIdentityCluster,
    WorkloadPort,
    WorkloadProbe,
    WorkloadServiceAccount,
    WorkloadStatefulSet,
    WorkloadToleration,
    WorkloadVolume,
    WorkloadVolumeMount,
)
from cdktf_cdktf_provider_azurerm.provider import AzurermProvider
from cdktf_cdktf_provider_kubernetes.config_map_v1 import ConfigMapV1, ConfigMapV1Metadata
from cdktf_cdktf_provider_kubernetes.deployment_v1 import (
    DeploymentV1,
    DeploymentV1Metadata,
    DeploymentV1Spec,
    DeploymentV1SpecSelector,
    DeploymentV1SpecTemplate,
    DeploymentV1SpecTemplateMetadata,
    DeploymentV1SpecTemplateSpec,
    DeploymentV1SpecTemplateSpecContainer,
)
from cdktf_cdktf_provider_time.provider import TimeProvider


class House(DeploymentV1):
    """A class of the program's own."""


def deployment(scope, name, kind=DeploymentV1):
    container = DeploymentV1SpecTemplateSpecContainer(
        name="app", image="registry.example.com/app:1.0"
    )
    return kind(
        scope,
        name,
        metadata=DeploymentV1Metadata(name=name, namespace="shop"),
        spec=DeploymentV1Spec(
            selector=DeploymentV1SpecSelector(match_labels={"app": name}),
            template=DeploymentV1SpecTemplate(
                metadata=DeploymentV1SpecTemplateMetadata(labels={"app": name}),
                spec=DeploymentV1SpecTemplateSpec(container=[container]),
            ),
        ),
    )


def refusal(call):
    try:
        call()
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return "nothing was refused"


app = App(outdir=sys.argv[1], stack_traces=False)
stack = TerraformStack(app, "shop")
ProviderVersion.raise_to(AzurermProvider(stack, "azurerm", features=[{}]), "4.81.0")
TimeProvider(stack, "time")
group = ResourceGroup(stack, "group", name="shop", location="westeurope")
cluster = WorkloadIdentityCluster(stack, "cluster", resource_group=group, name="shop")
cluster.connect(stack)
orders = cluster.add_federated_identity("orders", namespace="shop", service_account_name="orders")
account = WorkloadServiceAccount(stack, "account", identity=orders, create_namespace=False)

account.attach(deployment(stack, "plain"))
house = deployment(stack, "house", House)
house.add_override("spec.template.metadata.labels", {"example.com/team": "orders"})
account.attach(house, skip_containers=["app"])
deployment(stack, "by-aspect")
Aspects.of(stack).add(
    WorkloadAspect(service_account=account, match_labels={"app": "by-aspect"})
)

vault = KeyVaultAccess(stack, "vault", resource_group=group, name="kv-shop")
password = vault.secret("password")
password.grant_read(orders)
mounted = SecretProviderClass.rendered(
    stack, "mounted", service_account=account, name="orders", vault=vault, secrets=[password]
)
WorkloadStatefulSet(
    stack,
    "store",
    service_account=account,
    name="store",
    pod_security=PodSecurity.BASELINE,
    secrets=[password],
    tolerations=[
        WorkloadToleration(key="team", value="shop", effect=TaintEffect.NO_SCHEDULE)
    ],
    volumes=[WorkloadVolume(name="secrets", csi=CsiVolume(secret_provider_class="orders"))],
    volume_claim_templates=[VolumeClaimTemplate(name="data", storage="8Gi")],
    containers=[
        WorkloadContainer(
            name="store",
            image="registry.example.com/store:1.0",
            env={"B": "2", "A": "1"},
            ports=[WorkloadPort(container_port=6379, name="store")],
            readiness_probe=WorkloadProbe(tcp_socket=ProbePort(port_name="store")),
            volume_mounts=[
                WorkloadVolumeMount(name="secrets", mount_path="/mnt/secrets", read_only=True)
            ],
        )
    ],
)
scaler = cluster.add_addon("keda", addon=Addons.KEDA)
scaler.add_identity("orders", orders.identity)
for name, value in {
    "keda": scaler.helm_values,
    "chart": account.helm_values(service_account="serviceAccount", pod_labels=["podLabels"]),
    "mounted": mounted.yaml,
    "manifest": account.manifest,
}.items():
    TerraformOutput(stack, f"{name}-text", value=value)

config = ConfigMapV1(stack, "config", metadata=ConfigMapV1Metadata(name="config"))
print(refusal(lambda: account.attach(config)))
print(refusal(lambda: account.attach("deployment")))

Synthesis.all_or_nothing(app)
