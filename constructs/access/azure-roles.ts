// Generated from azure/roles.json by `npm run docs`.
import { ROLES } from "../../azure/roles";

/**
 * The names of Azure's built-in roles, for `role` of a grant. docs/services.md tells which of them lets a
 * workload use which service (https://learn.microsoft.com/azure/role-based-access-control/built-in-roles).
 */
export class AzureRoles {
  /** The role "AcrDelete". */
  public static readonly ACR_DELETE = ROLES.ACR_DELETE.name;

  /** The role "AcrImageSigner". */
  public static readonly ACR_IMAGE_SIGNER = ROLES.ACR_IMAGE_SIGNER.name;

  /** The role "AcrPull". */
  public static readonly ACR_PULL = ROLES.ACR_PULL.name;

  /** The role "AcrPush". */
  public static readonly ACR_PUSH = ROLES.ACR_PUSH.name;

  /** The role "AcrQuarantineReader". */
  public static readonly ACR_QUARANTINE_READER = ROLES.ACR_QUARANTINE_READER.name;

  /** The role "AcrQuarantineWriter". */
  public static readonly ACR_QUARANTINE_WRITER = ROLES.ACR_QUARANTINE_WRITER.name;

  /** The role "API Management Developer Portal Content Editor". */
  public static readonly API_MANAGEMENT_DEVELOPER_PORTAL_CONTENT_EDITOR =
    ROLES.API_MANAGEMENT_DEVELOPER_PORTAL_CONTENT_EDITOR.name;

  /** The role "API Management Service Contributor". */
  public static readonly API_MANAGEMENT_SERVICE_CONTRIBUTOR =
    ROLES.API_MANAGEMENT_SERVICE_CONTRIBUTOR.name;

  /** The role "API Management Service Operator Role". */
  public static readonly API_MANAGEMENT_SERVICE_OPERATOR_ROLE =
    ROLES.API_MANAGEMENT_SERVICE_OPERATOR_ROLE.name;

  /** The role "API Management Service Reader Role". */
  public static readonly API_MANAGEMENT_SERVICE_READER_ROLE =
    ROLES.API_MANAGEMENT_SERVICE_READER_ROLE.name;

  /** The role "API Management Service Workspace API Developer". */
  public static readonly API_MANAGEMENT_SERVICE_WORKSPACE_API_DEVELOPER =
    ROLES.API_MANAGEMENT_SERVICE_WORKSPACE_API_DEVELOPER.name;

  /** The role "API Management Service Workspace API Product Manager". */
  public static readonly API_MANAGEMENT_SERVICE_WORKSPACE_API_PRODUCT_MANAGER =
    ROLES.API_MANAGEMENT_SERVICE_WORKSPACE_API_PRODUCT_MANAGER.name;

  /** The role "API Management Workspace API Developer". */
  public static readonly API_MANAGEMENT_WORKSPACE_API_DEVELOPER =
    ROLES.API_MANAGEMENT_WORKSPACE_API_DEVELOPER.name;

  /** The role "API Management Workspace API Product Manager". */
  public static readonly API_MANAGEMENT_WORKSPACE_API_PRODUCT_MANAGER =
    ROLES.API_MANAGEMENT_WORKSPACE_API_PRODUCT_MANAGER.name;

  /** The role "API Management Workspace Contributor". */
  public static readonly API_MANAGEMENT_WORKSPACE_CONTRIBUTOR =
    ROLES.API_MANAGEMENT_WORKSPACE_CONTRIBUTOR.name;

  /** The role "API Management Workspace Reader". */
  public static readonly API_MANAGEMENT_WORKSPACE_READER =
    ROLES.API_MANAGEMENT_WORKSPACE_READER.name;

  /** The role "App Compliance Automation Administrator". */
  public static readonly APP_COMPLIANCE_AUTOMATION_ADMINISTRATOR =
    ROLES.APP_COMPLIANCE_AUTOMATION_ADMINISTRATOR.name;

  /** The role "App Configuration Contributor". */
  public static readonly APP_CONFIGURATION_CONTRIBUTOR = ROLES.APP_CONFIGURATION_CONTRIBUTOR.name;

  /** The role "App Configuration Data Owner". */
  public static readonly APP_CONFIGURATION_DATA_OWNER = ROLES.APP_CONFIGURATION_DATA_OWNER.name;

  /** The role "App Configuration Data Reader". */
  public static readonly APP_CONFIGURATION_DATA_READER = ROLES.APP_CONFIGURATION_DATA_READER.name;

  /** The role "App Configuration Reader". */
  public static readonly APP_CONFIGURATION_READER = ROLES.APP_CONFIGURATION_READER.name;

  /** The role "AppGw for Containers Configuration Manager". */
  public static readonly APP_GW_FOR_CONTAINERS_CONFIGURATION_MANAGER =
    ROLES.APP_GW_FOR_CONTAINERS_CONFIGURATION_MANAGER.name;

  /** The role "Application Group Contributor". */
  public static readonly APPLICATION_GROUP_CONTRIBUTOR = ROLES.APPLICATION_GROUP_CONTRIBUTOR.name;

  /** The role "Application Insights Component Contributor". */
  public static readonly APPLICATION_INSIGHTS_COMPONENT_CONTRIBUTOR =
    ROLES.APPLICATION_INSIGHTS_COMPONENT_CONTRIBUTOR.name;

  /** The role "Application Insights Snapshot Debugger". */
  public static readonly APPLICATION_INSIGHTS_SNAPSHOT_DEBUGGER =
    ROLES.APPLICATION_INSIGHTS_SNAPSHOT_DEBUGGER.name;

  /** The role "Automation Contributor". */
  public static readonly AUTOMATION_CONTRIBUTOR = ROLES.AUTOMATION_CONTRIBUTOR.name;

  /** The role "Automation Job Operator". */
  public static readonly AUTOMATION_JOB_OPERATOR = ROLES.AUTOMATION_JOB_OPERATOR.name;

  /** The role "Automation Operator". */
  public static readonly AUTOMATION_OPERATOR = ROLES.AUTOMATION_OPERATOR.name;

  /** The role "Automation Runbook Operator". */
  public static readonly AUTOMATION_RUNBOOK_OPERATOR = ROLES.AUTOMATION_RUNBOOK_OPERATOR.name;

  /** The role "Azure AI Developer". */
  public static readonly AZURE_AI_DEVELOPER = ROLES.AZURE_AI_DEVELOPER.name;

  /** The role "Azure API Center Compliance Manager". */
  public static readonly AZURE_API_CENTER_COMPLIANCE_MANAGER =
    ROLES.AZURE_API_CENTER_COMPLIANCE_MANAGER.name;

  /** The role "Azure API Center Data Reader". */
  public static readonly AZURE_API_CENTER_DATA_READER = ROLES.AZURE_API_CENTER_DATA_READER.name;

  /** The role "Azure API Center Service Contributor". */
  public static readonly AZURE_API_CENTER_SERVICE_CONTRIBUTOR =
    ROLES.AZURE_API_CENTER_SERVICE_CONTRIBUTOR.name;

  /** The role "Azure API Center Service Reader". */
  public static readonly AZURE_API_CENTER_SERVICE_READER =
    ROLES.AZURE_API_CENTER_SERVICE_READER.name;

  /** The role "Azure ContainerApps Session Executor". */
  public static readonly AZURE_CONTAINER_APPS_SESSION_EXECUTOR =
    ROLES.AZURE_CONTAINER_APPS_SESSION_EXECUTOR.name;

  /** The role "Azure Digital Twins Data Owner". */
  public static readonly AZURE_DIGITAL_TWINS_DATA_OWNER = ROLES.AZURE_DIGITAL_TWINS_DATA_OWNER.name;

  /** The role "Azure Digital Twins Data Reader". */
  public static readonly AZURE_DIGITAL_TWINS_DATA_READER =
    ROLES.AZURE_DIGITAL_TWINS_DATA_READER.name;

  /** The role "Azure Event Hubs Data Owner". */
  public static readonly AZURE_EVENT_HUBS_DATA_OWNER = ROLES.AZURE_EVENT_HUBS_DATA_OWNER.name;

  /** The role "Azure Event Hubs Data Receiver". */
  public static readonly AZURE_EVENT_HUBS_DATA_RECEIVER = ROLES.AZURE_EVENT_HUBS_DATA_RECEIVER.name;

  /** The role "Azure Event Hubs Data Sender". */
  public static readonly AZURE_EVENT_HUBS_DATA_SENDER = ROLES.AZURE_EVENT_HUBS_DATA_SENDER.name;

  /** The role "Azure Kubernetes Fleet Manager Contributor Role". */
  public static readonly AZURE_KUBERNETES_FLEET_MANAGER_CONTRIBUTOR_ROLE =
    ROLES.AZURE_KUBERNETES_FLEET_MANAGER_CONTRIBUTOR_ROLE.name;

  /** The role "Azure Kubernetes Fleet Manager RBAC Admin". */
  public static readonly AZURE_KUBERNETES_FLEET_MANAGER_RBAC_ADMIN =
    ROLES.AZURE_KUBERNETES_FLEET_MANAGER_RBAC_ADMIN.name;

  /** The role "Azure Kubernetes Fleet Manager RBAC Cluster Admin". */
  public static readonly AZURE_KUBERNETES_FLEET_MANAGER_RBAC_CLUSTER_ADMIN =
    ROLES.AZURE_KUBERNETES_FLEET_MANAGER_RBAC_CLUSTER_ADMIN.name;

  /** The role "Azure Kubernetes Fleet Manager RBAC Reader". */
  public static readonly AZURE_KUBERNETES_FLEET_MANAGER_RBAC_READER =
    ROLES.AZURE_KUBERNETES_FLEET_MANAGER_RBAC_READER.name;

  /** The role "Azure Kubernetes Fleet Manager RBAC Writer". */
  public static readonly AZURE_KUBERNETES_FLEET_MANAGER_RBAC_WRITER =
    ROLES.AZURE_KUBERNETES_FLEET_MANAGER_RBAC_WRITER.name;

  /** The role "Azure Kubernetes Service Cluster Admin Role". */
  public static readonly AZURE_KUBERNETES_SERVICE_CLUSTER_ADMIN_ROLE =
    ROLES.AZURE_KUBERNETES_SERVICE_CLUSTER_ADMIN_ROLE.name;

  /** The role "Azure Kubernetes Service Cluster Monitoring User". */
  public static readonly AZURE_KUBERNETES_SERVICE_CLUSTER_MONITORING_USER =
    ROLES.AZURE_KUBERNETES_SERVICE_CLUSTER_MONITORING_USER.name;

  /** The role "Azure Kubernetes Service Cluster User Role". */
  public static readonly AZURE_KUBERNETES_SERVICE_CLUSTER_USER_ROLE =
    ROLES.AZURE_KUBERNETES_SERVICE_CLUSTER_USER_ROLE.name;

  /** The role "Azure Kubernetes Service Contributor Role". */
  public static readonly AZURE_KUBERNETES_SERVICE_CONTRIBUTOR_ROLE =
    ROLES.AZURE_KUBERNETES_SERVICE_CONTRIBUTOR_ROLE.name;

  /** The role "Azure Kubernetes Service RBAC Admin". */
  public static readonly AZURE_KUBERNETES_SERVICE_RBAC_ADMIN =
    ROLES.AZURE_KUBERNETES_SERVICE_RBAC_ADMIN.name;

  /** The role "Azure Kubernetes Service RBAC Cluster Admin". */
  public static readonly AZURE_KUBERNETES_SERVICE_RBAC_CLUSTER_ADMIN =
    ROLES.AZURE_KUBERNETES_SERVICE_RBAC_CLUSTER_ADMIN.name;

  /** The role "Azure Kubernetes Service RBAC Reader". */
  public static readonly AZURE_KUBERNETES_SERVICE_RBAC_READER =
    ROLES.AZURE_KUBERNETES_SERVICE_RBAC_READER.name;

  /** The role "Azure Kubernetes Service RBAC Writer". */
  public static readonly AZURE_KUBERNETES_SERVICE_RBAC_WRITER =
    ROLES.AZURE_KUBERNETES_SERVICE_RBAC_WRITER.name;

  /** The role "Azure Maps Data Contributor". */
  public static readonly AZURE_MAPS_DATA_CONTRIBUTOR = ROLES.AZURE_MAPS_DATA_CONTRIBUTOR.name;

  /** The role "Azure Maps Data Reader". */
  public static readonly AZURE_MAPS_DATA_READER = ROLES.AZURE_MAPS_DATA_READER.name;

  /** The role "Azure Maps Search and Render Data Reader". */
  public static readonly AZURE_MAPS_SEARCH_AND_RENDER_DATA_READER =
    ROLES.AZURE_MAPS_SEARCH_AND_RENDER_DATA_READER.name;

  /** The role "Azure Relay Listener". */
  public static readonly AZURE_RELAY_LISTENER = ROLES.AZURE_RELAY_LISTENER.name;

  /** The role "Azure Relay Owner". */
  public static readonly AZURE_RELAY_OWNER = ROLES.AZURE_RELAY_OWNER.name;

  /** The role "Azure Relay Sender". */
  public static readonly AZURE_RELAY_SENDER = ROLES.AZURE_RELAY_SENDER.name;

  /** The role "Azure Resource Notifications System Topics Subscriber". */
  public static readonly AZURE_RESOURCE_NOTIFICATIONS_SYSTEM_TOPICS_SUBSCRIBER =
    ROLES.AZURE_RESOURCE_NOTIFICATIONS_SYSTEM_TOPICS_SUBSCRIBER.name;

  /** The role "Azure Service Bus Data Owner". */
  public static readonly AZURE_SERVICE_BUS_DATA_OWNER = ROLES.AZURE_SERVICE_BUS_DATA_OWNER.name;

  /** The role "Azure Service Bus Data Receiver". */
  public static readonly AZURE_SERVICE_BUS_DATA_RECEIVER =
    ROLES.AZURE_SERVICE_BUS_DATA_RECEIVER.name;

  /** The role "Azure Service Bus Data Sender". */
  public static readonly AZURE_SERVICE_BUS_DATA_SENDER = ROLES.AZURE_SERVICE_BUS_DATA_SENDER.name;

  /** The role "Azure Stack HCI Administrator". */
  public static readonly AZURE_STACK_HCI_ADMINISTRATOR = ROLES.AZURE_STACK_HCI_ADMINISTRATOR.name;

  /** The role "Azure Stack HCI VM Contributor". */
  public static readonly AZURE_STACK_HCI_VM_CONTRIBUTOR = ROLES.AZURE_STACK_HCI_VM_CONTRIBUTOR.name;

  /** The role "Azure Stack HCI VM Reader". */
  public static readonly AZURE_STACK_HCI_VM_READER = ROLES.AZURE_STACK_HCI_VM_READER.name;

  /** The role "AzureML Compute Operator". */
  public static readonly AZURE_ML_COMPUTE_OPERATOR = ROLES.AZURE_ML_COMPUTE_OPERATOR.name;

  /** The role "AzureML Data Scientist". */
  public static readonly AZURE_ML_DATA_SCIENTIST = ROLES.AZURE_ML_DATA_SCIENTIST.name;

  /** The role "AzureML Metrics Writer (preview)". */
  public static readonly AZURE_ML_METRICS_WRITER_PREVIEW =
    ROLES.AZURE_ML_METRICS_WRITER_PREVIEW.name;

  /** The role "AzureML Registry User". */
  public static readonly AZURE_ML_REGISTRY_USER = ROLES.AZURE_ML_REGISTRY_USER.name;

  /** The role "Backup Contributor". */
  public static readonly BACKUP_CONTRIBUTOR = ROLES.BACKUP_CONTRIBUTOR.name;

  /** The role "Backup Operator". */
  public static readonly BACKUP_OPERATOR = ROLES.BACKUP_OPERATOR.name;

  /** The role "Backup Reader". */
  public static readonly BACKUP_READER = ROLES.BACKUP_READER.name;

  /** The role "CDN Endpoint Contributor". */
  public static readonly CDN_ENDPOINT_CONTRIBUTOR = ROLES.CDN_ENDPOINT_CONTRIBUTOR.name;

  /** The role "CDN Endpoint Reader". */
  public static readonly CDN_ENDPOINT_READER = ROLES.CDN_ENDPOINT_READER.name;

  /** The role "CDN Profile Contributor". */
  public static readonly CDN_PROFILE_CONTRIBUTOR = ROLES.CDN_PROFILE_CONTRIBUTOR.name;

  /** The role "CDN Profile Reader". */
  public static readonly CDN_PROFILE_READER = ROLES.CDN_PROFILE_READER.name;

  /** The role "Cognitive Services Contributor". */
  public static readonly COGNITIVE_SERVICES_CONTRIBUTOR = ROLES.COGNITIVE_SERVICES_CONTRIBUTOR.name;

  /** The role "Cognitive Services Custom Vision Contributor". */
  public static readonly COGNITIVE_SERVICES_CUSTOM_VISION_CONTRIBUTOR =
    ROLES.COGNITIVE_SERVICES_CUSTOM_VISION_CONTRIBUTOR.name;

  /** The role "Cognitive Services Custom Vision Deployment". */
  public static readonly COGNITIVE_SERVICES_CUSTOM_VISION_DEPLOYMENT =
    ROLES.COGNITIVE_SERVICES_CUSTOM_VISION_DEPLOYMENT.name;

  /** The role "Cognitive Services Custom Vision Labeler". */
  public static readonly COGNITIVE_SERVICES_CUSTOM_VISION_LABELER =
    ROLES.COGNITIVE_SERVICES_CUSTOM_VISION_LABELER.name;

  /** The role "Cognitive Services Custom Vision Reader". */
  public static readonly COGNITIVE_SERVICES_CUSTOM_VISION_READER =
    ROLES.COGNITIVE_SERVICES_CUSTOM_VISION_READER.name;

  /** The role "Cognitive Services Custom Vision Trainer". */
  public static readonly COGNITIVE_SERVICES_CUSTOM_VISION_TRAINER =
    ROLES.COGNITIVE_SERVICES_CUSTOM_VISION_TRAINER.name;

  /** The role "Cognitive Services Data Reader (Preview)". */
  public static readonly COGNITIVE_SERVICES_DATA_READER_PREVIEW =
    ROLES.COGNITIVE_SERVICES_DATA_READER_PREVIEW.name;

  /** The role "Cognitive Services Face Recognizer". */
  public static readonly COGNITIVE_SERVICES_FACE_RECOGNIZER =
    ROLES.COGNITIVE_SERVICES_FACE_RECOGNIZER.name;

  /** The role "Cognitive Services Immersive Reader User". */
  public static readonly COGNITIVE_SERVICES_IMMERSIVE_READER_USER =
    ROLES.COGNITIVE_SERVICES_IMMERSIVE_READER_USER.name;

  /** The role "Cognitive Services Language Owner". */
  public static readonly COGNITIVE_SERVICES_LANGUAGE_OWNER =
    ROLES.COGNITIVE_SERVICES_LANGUAGE_OWNER.name;

  /** The role "Cognitive Services Language Reader". */
  public static readonly COGNITIVE_SERVICES_LANGUAGE_READER =
    ROLES.COGNITIVE_SERVICES_LANGUAGE_READER.name;

  /** The role "Cognitive Services Language Writer". */
  public static readonly COGNITIVE_SERVICES_LANGUAGE_WRITER =
    ROLES.COGNITIVE_SERVICES_LANGUAGE_WRITER.name;

  /** The role "Cognitive Services LUIS Owner". */
  public static readonly COGNITIVE_SERVICES_LUIS_OWNER = ROLES.COGNITIVE_SERVICES_LUIS_OWNER.name;

  /** The role "Cognitive Services LUIS Reader". */
  public static readonly COGNITIVE_SERVICES_LUIS_READER = ROLES.COGNITIVE_SERVICES_LUIS_READER.name;

  /** The role "Cognitive Services LUIS Writer". */
  public static readonly COGNITIVE_SERVICES_LUIS_WRITER = ROLES.COGNITIVE_SERVICES_LUIS_WRITER.name;

  /** The role "Cognitive Services Metrics Advisor Administrator". */
  public static readonly COGNITIVE_SERVICES_METRICS_ADVISOR_ADMINISTRATOR =
    ROLES.COGNITIVE_SERVICES_METRICS_ADVISOR_ADMINISTRATOR.name;

  /** The role "Cognitive Services Metrics Advisor User". */
  public static readonly COGNITIVE_SERVICES_METRICS_ADVISOR_USER =
    ROLES.COGNITIVE_SERVICES_METRICS_ADVISOR_USER.name;

  /** The role "Cognitive Services OpenAI Contributor". */
  public static readonly COGNITIVE_SERVICES_OPEN_AI_CONTRIBUTOR =
    ROLES.COGNITIVE_SERVICES_OPEN_AI_CONTRIBUTOR.name;

  /** The role "Cognitive Services OpenAI User". */
  public static readonly COGNITIVE_SERVICES_OPEN_AI_USER =
    ROLES.COGNITIVE_SERVICES_OPEN_AI_USER.name;

  /** The role "Cognitive Services QnA Maker Editor". */
  public static readonly COGNITIVE_SERVICES_QN_A_MAKER_EDITOR =
    ROLES.COGNITIVE_SERVICES_QN_A_MAKER_EDITOR.name;

  /** The role "Cognitive Services QnA Maker Reader". */
  public static readonly COGNITIVE_SERVICES_QN_A_MAKER_READER =
    ROLES.COGNITIVE_SERVICES_QN_A_MAKER_READER.name;

  /** The role "Cognitive Services Speech Contributor". */
  public static readonly COGNITIVE_SERVICES_SPEECH_CONTRIBUTOR =
    ROLES.COGNITIVE_SERVICES_SPEECH_CONTRIBUTOR.name;

  /** The role "Cognitive Services Speech User". */
  public static readonly COGNITIVE_SERVICES_SPEECH_USER = ROLES.COGNITIVE_SERVICES_SPEECH_USER.name;

  /** The role "Cognitive Services User". */
  public static readonly COGNITIVE_SERVICES_USER = ROLES.COGNITIVE_SERVICES_USER.name;

  /** The role "Communication and Email Service Owner". */
  public static readonly COMMUNICATION_AND_EMAIL_SERVICE_OWNER =
    ROLES.COMMUNICATION_AND_EMAIL_SERVICE_OWNER.name;

  /** The role "Compute Gallery Sharing Admin". */
  public static readonly COMPUTE_GALLERY_SHARING_ADMIN = ROLES.COMPUTE_GALLERY_SHARING_ADMIN.name;

  /** The role "Container Apps SessionPools Contributor". */
  public static readonly CONTAINER_APPS_SESSION_POOLS_CONTRIBUTOR =
    ROLES.CONTAINER_APPS_SESSION_POOLS_CONTRIBUTOR.name;

  /** The role "Container Apps SessionPools Reader". */
  public static readonly CONTAINER_APPS_SESSION_POOLS_READER =
    ROLES.CONTAINER_APPS_SESSION_POOLS_READER.name;

  /** The role "Container Registry Repository Catalog Lister". */
  public static readonly CONTAINER_REGISTRY_REPOSITORY_CATALOG_LISTER =
    ROLES.CONTAINER_REGISTRY_REPOSITORY_CATALOG_LISTER.name;

  /** The role "Container Registry Repository Contributor". */
  public static readonly CONTAINER_REGISTRY_REPOSITORY_CONTRIBUTOR =
    ROLES.CONTAINER_REGISTRY_REPOSITORY_CONTRIBUTOR.name;

  /** The role "Container Registry Repository Reader". */
  public static readonly CONTAINER_REGISTRY_REPOSITORY_READER =
    ROLES.CONTAINER_REGISTRY_REPOSITORY_READER.name;

  /** The role "Container Registry Repository Writer". */
  public static readonly CONTAINER_REGISTRY_REPOSITORY_WRITER =
    ROLES.CONTAINER_REGISTRY_REPOSITORY_WRITER.name;

  /** The role "ContainerApp Reader". */
  public static readonly CONTAINER_APP_READER = ROLES.CONTAINER_APP_READER.name;

  /** The role "Contributor". */
  public static readonly CONTRIBUTOR = ROLES.CONTRIBUTOR.name;

  /** The role "Cosmos DB Account Reader Role". */
  public static readonly COSMOS_DB_ACCOUNT_READER_ROLE = ROLES.COSMOS_DB_ACCOUNT_READER_ROLE.name;

  /** The role "Cosmos DB Operator". */
  public static readonly COSMOS_DB_OPERATOR = ROLES.COSMOS_DB_OPERATOR.name;

  /** The role "CosmosBackupOperator". */
  public static readonly COSMOS_BACKUP_OPERATOR = ROLES.COSMOS_BACKUP_OPERATOR.name;

  /** The role "CosmosRestoreOperator". */
  public static readonly COSMOS_RESTORE_OPERATOR = ROLES.COSMOS_RESTORE_OPERATOR.name;

  /** The role "Data Factory Contributor". */
  public static readonly DATA_FACTORY_CONTRIBUTOR = ROLES.DATA_FACTORY_CONTRIBUTOR.name;

  /** The role "Data Operator for Managed Disks". */
  public static readonly DATA_OPERATOR_FOR_MANAGED_DISKS =
    ROLES.DATA_OPERATOR_FOR_MANAGED_DISKS.name;

  /** The role "Deployment Environments Reader". */
  public static readonly DEPLOYMENT_ENVIRONMENTS_READER = ROLES.DEPLOYMENT_ENVIRONMENTS_READER.name;

  /** The role "Deployment Environments User". */
  public static readonly DEPLOYMENT_ENVIRONMENTS_USER = ROLES.DEPLOYMENT_ENVIRONMENTS_USER.name;

  /** The role "Desktop Virtualization Application Group Contributor". */
  public static readonly DESKTOP_VIRTUALIZATION_APPLICATION_GROUP_CONTRIBUTOR =
    ROLES.DESKTOP_VIRTUALIZATION_APPLICATION_GROUP_CONTRIBUTOR.name;

  /** The role "Desktop Virtualization Application Group Reader". */
  public static readonly DESKTOP_VIRTUALIZATION_APPLICATION_GROUP_READER =
    ROLES.DESKTOP_VIRTUALIZATION_APPLICATION_GROUP_READER.name;

  /** The role "Desktop Virtualization Contributor". */
  public static readonly DESKTOP_VIRTUALIZATION_CONTRIBUTOR =
    ROLES.DESKTOP_VIRTUALIZATION_CONTRIBUTOR.name;

  /** The role "Desktop Virtualization Host Pool Contributor". */
  public static readonly DESKTOP_VIRTUALIZATION_HOST_POOL_CONTRIBUTOR =
    ROLES.DESKTOP_VIRTUALIZATION_HOST_POOL_CONTRIBUTOR.name;

  /** The role "Desktop Virtualization Host Pool Reader". */
  public static readonly DESKTOP_VIRTUALIZATION_HOST_POOL_READER =
    ROLES.DESKTOP_VIRTUALIZATION_HOST_POOL_READER.name;

  /** The role "Desktop Virtualization Power On Contributor". */
  public static readonly DESKTOP_VIRTUALIZATION_POWER_ON_CONTRIBUTOR =
    ROLES.DESKTOP_VIRTUALIZATION_POWER_ON_CONTRIBUTOR.name;

  /** The role "Desktop Virtualization Power On Off Contributor". */
  public static readonly DESKTOP_VIRTUALIZATION_POWER_ON_OFF_CONTRIBUTOR =
    ROLES.DESKTOP_VIRTUALIZATION_POWER_ON_OFF_CONTRIBUTOR.name;

  /** The role "Desktop Virtualization Reader". */
  public static readonly DESKTOP_VIRTUALIZATION_READER = ROLES.DESKTOP_VIRTUALIZATION_READER.name;

  /** The role "Desktop Virtualization Session Host Operator". */
  public static readonly DESKTOP_VIRTUALIZATION_SESSION_HOST_OPERATOR =
    ROLES.DESKTOP_VIRTUALIZATION_SESSION_HOST_OPERATOR.name;

  /** The role "Desktop Virtualization User". */
  public static readonly DESKTOP_VIRTUALIZATION_USER = ROLES.DESKTOP_VIRTUALIZATION_USER.name;

  /** The role "Desktop Virtualization User Session Operator". */
  public static readonly DESKTOP_VIRTUALIZATION_USER_SESSION_OPERATOR =
    ROLES.DESKTOP_VIRTUALIZATION_USER_SESSION_OPERATOR.name;

  /** The role "Desktop Virtualization Virtual Machine Contributor". */
  public static readonly DESKTOP_VIRTUALIZATION_VIRTUAL_MACHINE_CONTRIBUTOR =
    ROLES.DESKTOP_VIRTUALIZATION_VIRTUAL_MACHINE_CONTRIBUTOR.name;

  /** The role "Desktop Virtualization Workspace Contributor". */
  public static readonly DESKTOP_VIRTUALIZATION_WORKSPACE_CONTRIBUTOR =
    ROLES.DESKTOP_VIRTUALIZATION_WORKSPACE_CONTRIBUTOR.name;

  /** The role "Desktop Virtualization Workspace Reader". */
  public static readonly DESKTOP_VIRTUALIZATION_WORKSPACE_READER =
    ROLES.DESKTOP_VIRTUALIZATION_WORKSPACE_READER.name;

  /** The role "DevCenter Dev Box User". */
  public static readonly DEV_CENTER_DEV_BOX_USER = ROLES.DEV_CENTER_DEV_BOX_USER.name;

  /** The role "DevCenter Project Admin". */
  public static readonly DEV_CENTER_PROJECT_ADMIN = ROLES.DEV_CENTER_PROJECT_ADMIN.name;

  /** The role "DevTest Labs User". */
  public static readonly DEV_TEST_LABS_USER = ROLES.DEV_TEST_LABS_USER.name;

  /** The role "DICOM Data Owner". */
  public static readonly DICOM_DATA_OWNER = ROLES.DICOM_DATA_OWNER.name;

  /** The role "DICOM Data Reader". */
  public static readonly DICOM_DATA_READER = ROLES.DICOM_DATA_READER.name;

  /** The role "Disk Backup Reader". */
  public static readonly DISK_BACKUP_READER = ROLES.DISK_BACKUP_READER.name;

  /** The role "Disk Pool Operator". */
  public static readonly DISK_POOL_OPERATOR = ROLES.DISK_POOL_OPERATOR.name;

  /** The role "Disk Restore Operator". */
  public static readonly DISK_RESTORE_OPERATOR = ROLES.DISK_RESTORE_OPERATOR.name;

  /** The role "Disk Snapshot Contributor". */
  public static readonly DISK_SNAPSHOT_CONTRIBUTOR = ROLES.DISK_SNAPSHOT_CONTRIBUTOR.name;

  /** The role "DNS Resolver Contributor". */
  public static readonly DNS_RESOLVER_CONTRIBUTOR = ROLES.DNS_RESOLVER_CONTRIBUTOR.name;

  /** The role "DNS Zone Contributor". */
  public static readonly DNS_ZONE_CONTRIBUTOR = ROLES.DNS_ZONE_CONTRIBUTOR.name;

  /** The role "DocumentDB Account Contributor". */
  public static readonly DOCUMENT_DB_ACCOUNT_CONTRIBUTOR =
    ROLES.DOCUMENT_DB_ACCOUNT_CONTRIBUTOR.name;

  /** The role "Domain Services Contributor". */
  public static readonly DOMAIN_SERVICES_CONTRIBUTOR = ROLES.DOMAIN_SERVICES_CONTRIBUTOR.name;

  /** The role "Domain Services Reader". */
  public static readonly DOMAIN_SERVICES_READER = ROLES.DOMAIN_SERVICES_READER.name;

  /** The role "Elastic SAN Network Admin". */
  public static readonly ELASTIC_SAN_NETWORK_ADMIN = ROLES.ELASTIC_SAN_NETWORK_ADMIN.name;

  /** The role "Elastic SAN Owner". */
  public static readonly ELASTIC_SAN_OWNER = ROLES.ELASTIC_SAN_OWNER.name;

  /** The role "Elastic SAN Reader". */
  public static readonly ELASTIC_SAN_READER = ROLES.ELASTIC_SAN_READER.name;

  /** The role "Elastic SAN Volume Group Owner". */
  public static readonly ELASTIC_SAN_VOLUME_GROUP_OWNER = ROLES.ELASTIC_SAN_VOLUME_GROUP_OWNER.name;

  /** The role "EventGrid Contributor". */
  public static readonly EVENT_GRID_CONTRIBUTOR = ROLES.EVENT_GRID_CONTRIBUTOR.name;

  /** The role "EventGrid Data Contributor". */
  public static readonly EVENT_GRID_DATA_CONTRIBUTOR = ROLES.EVENT_GRID_DATA_CONTRIBUTOR.name;

  /** The role "EventGrid Data Receiver". */
  public static readonly EVENT_GRID_DATA_RECEIVER = ROLES.EVENT_GRID_DATA_RECEIVER.name;

  /** The role "EventGrid Data Sender". */
  public static readonly EVENT_GRID_DATA_SENDER = ROLES.EVENT_GRID_DATA_SENDER.name;

  /** The role "EventGrid EventSubscription Contributor". */
  public static readonly EVENT_GRID_EVENT_SUBSCRIPTION_CONTRIBUTOR =
    ROLES.EVENT_GRID_EVENT_SUBSCRIPTION_CONTRIBUTOR.name;

  /** The role "EventGrid EventSubscription Reader". */
  public static readonly EVENT_GRID_EVENT_SUBSCRIPTION_READER =
    ROLES.EVENT_GRID_EVENT_SUBSCRIPTION_READER.name;

  /** The role "EventGrid TopicSpaces Publisher". */
  public static readonly EVENT_GRID_TOPIC_SPACES_PUBLISHER =
    ROLES.EVENT_GRID_TOPIC_SPACES_PUBLISHER.name;

  /** The role "EventGrid TopicSpaces Subscriber". */
  public static readonly EVENT_GRID_TOPIC_SPACES_SUBSCRIBER =
    ROLES.EVENT_GRID_TOPIC_SPACES_SUBSCRIBER.name;

  /** The role "FHIR Data Contributor". */
  public static readonly FHIR_DATA_CONTRIBUTOR = ROLES.FHIR_DATA_CONTRIBUTOR.name;

  /** The role "FHIR Data Converter". */
  public static readonly FHIR_DATA_CONVERTER = ROLES.FHIR_DATA_CONVERTER.name;

  /** The role "FHIR Data Exporter". */
  public static readonly FHIR_DATA_EXPORTER = ROLES.FHIR_DATA_EXPORTER.name;

  /** The role "FHIR Data Importer". */
  public static readonly FHIR_DATA_IMPORTER = ROLES.FHIR_DATA_IMPORTER.name;

  /** The role "FHIR Data Reader". */
  public static readonly FHIR_DATA_READER = ROLES.FHIR_DATA_READER.name;

  /** The role "FHIR Data Writer". */
  public static readonly FHIR_DATA_WRITER = ROLES.FHIR_DATA_WRITER.name;

  /** The role "FHIR SMART User". */
  public static readonly FHIR_SMART_USER = ROLES.FHIR_SMART_USER.name;

  /** The role "IPAM Pool User". */
  public static readonly IPAM_POOL_USER = ROLES.IPAM_POOL_USER.name;

  /** The role "Key Vault Administrator". */
  public static readonly KEY_VAULT_ADMINISTRATOR = ROLES.KEY_VAULT_ADMINISTRATOR.name;

  /** The role "Key Vault Certificate User". */
  public static readonly KEY_VAULT_CERTIFICATE_USER = ROLES.KEY_VAULT_CERTIFICATE_USER.name;

  /** The role "Key Vault Certificates Officer". */
  public static readonly KEY_VAULT_CERTIFICATES_OFFICER = ROLES.KEY_VAULT_CERTIFICATES_OFFICER.name;

  /** The role "Key Vault Contributor". */
  public static readonly KEY_VAULT_CONTRIBUTOR = ROLES.KEY_VAULT_CONTRIBUTOR.name;

  /** The role "Key Vault Crypto Officer". */
  public static readonly KEY_VAULT_CRYPTO_OFFICER = ROLES.KEY_VAULT_CRYPTO_OFFICER.name;

  /** The role "Key Vault Crypto Service Encryption User". */
  public static readonly KEY_VAULT_CRYPTO_SERVICE_ENCRYPTION_USER =
    ROLES.KEY_VAULT_CRYPTO_SERVICE_ENCRYPTION_USER.name;

  /** The role "Key Vault Crypto Service Release User". */
  public static readonly KEY_VAULT_CRYPTO_SERVICE_RELEASE_USER =
    ROLES.KEY_VAULT_CRYPTO_SERVICE_RELEASE_USER.name;

  /** The role "Key Vault Crypto User". */
  public static readonly KEY_VAULT_CRYPTO_USER = ROLES.KEY_VAULT_CRYPTO_USER.name;

  /** The role "Key Vault Data Access Administrator". */
  public static readonly KEY_VAULT_DATA_ACCESS_ADMINISTRATOR =
    ROLES.KEY_VAULT_DATA_ACCESS_ADMINISTRATOR.name;

  /** The role "Key Vault Reader". */
  public static readonly KEY_VAULT_READER = ROLES.KEY_VAULT_READER.name;

  /** The role "Key Vault Secrets Officer". */
  public static readonly KEY_VAULT_SECRETS_OFFICER = ROLES.KEY_VAULT_SECRETS_OFFICER.name;

  /** The role "Key Vault Secrets User". */
  public static readonly KEY_VAULT_SECRETS_USER = ROLES.KEY_VAULT_SECRETS_USER.name;

  /** The role "Kubernetes Agentless Operator". */
  public static readonly KUBERNETES_AGENTLESS_OPERATOR = ROLES.KUBERNETES_AGENTLESS_OPERATOR.name;

  /** The role "LocalNGFirewallAdministrator role". */
  public static readonly LOCAL_NGFIREWALL_ADMINISTRATOR_ROLE =
    ROLES.LOCAL_NGFIREWALL_ADMINISTRATOR_ROLE.name;

  /** The role "Log Analytics Contributor". */
  public static readonly LOG_ANALYTICS_CONTRIBUTOR = ROLES.LOG_ANALYTICS_CONTRIBUTOR.name;

  /** The role "Log Analytics Reader". */
  public static readonly LOG_ANALYTICS_READER = ROLES.LOG_ANALYTICS_READER.name;

  /** The role "Logic App Contributor". */
  public static readonly LOGIC_APP_CONTRIBUTOR = ROLES.LOGIC_APP_CONTRIBUTOR.name;

  /** The role "Logic App Operator". */
  public static readonly LOGIC_APP_OPERATOR = ROLES.LOGIC_APP_OPERATOR.name;

  /** The role "Managed Application Contributor Role". */
  public static readonly MANAGED_APPLICATION_CONTRIBUTOR_ROLE =
    ROLES.MANAGED_APPLICATION_CONTRIBUTOR_ROLE.name;

  /** The role "Managed Application Operator Role". */
  public static readonly MANAGED_APPLICATION_OPERATOR_ROLE =
    ROLES.MANAGED_APPLICATION_OPERATOR_ROLE.name;

  /** The role "Managed Identity Contributor". */
  public static readonly MANAGED_IDENTITY_CONTRIBUTOR = ROLES.MANAGED_IDENTITY_CONTRIBUTOR.name;

  /** The role "Managed Identity Operator". */
  public static readonly MANAGED_IDENTITY_OPERATOR = ROLES.MANAGED_IDENTITY_OPERATOR.name;

  /** The role "Monitoring Contributor". */
  public static readonly MONITORING_CONTRIBUTOR = ROLES.MONITORING_CONTRIBUTOR.name;

  /** The role "Monitoring Data Reader". */
  public static readonly MONITORING_DATA_READER = ROLES.MONITORING_DATA_READER.name;

  /** The role "Monitoring Metrics Publisher". */
  public static readonly MONITORING_METRICS_PUBLISHER = ROLES.MONITORING_METRICS_PUBLISHER.name;

  /** The role "Monitoring Reader". */
  public static readonly MONITORING_READER = ROLES.MONITORING_READER.name;

  /** The role "MySQL Backup And Export Operator". */
  public static readonly MY_SQL_BACKUP_AND_EXPORT_OPERATOR =
    ROLES.MY_SQL_BACKUP_AND_EXPORT_OPERATOR.name;

  /** The role "Network Contributor". */
  public static readonly NETWORK_CONTRIBUTOR = ROLES.NETWORK_CONTRIBUTOR.name;

  /** The role "Owner". */
  public static readonly OWNER = ROLES.OWNER.name;

  /** The role "Private DNS Zone Contributor". */
  public static readonly PRIVATE_DNS_ZONE_CONTRIBUTOR = ROLES.PRIVATE_DNS_ZONE_CONTRIBUTOR.name;

  /** The role "Quota Request Operator". */
  public static readonly QUOTA_REQUEST_OPERATOR = ROLES.QUOTA_REQUEST_OPERATOR.name;

  /** The role "Reader". */
  public static readonly READER = ROLES.READER.name;

  /** The role "Reader and Data Access". */
  public static readonly READER_AND_DATA_ACCESS = ROLES.READER_AND_DATA_ACCESS.name;

  /** The role "Redis Cache Contributor". */
  public static readonly REDIS_CACHE_CONTRIBUTOR = ROLES.REDIS_CACHE_CONTRIBUTOR.name;

  /** The role "Reservation Purchaser". */
  public static readonly RESERVATION_PURCHASER = ROLES.RESERVATION_PURCHASER.name;

  /** The role "Resource Policy Contributor". */
  public static readonly RESOURCE_POLICY_CONTRIBUTOR = ROLES.RESOURCE_POLICY_CONTRIBUTOR.name;

  /** The role "Role Based Access Control Administrator". */
  public static readonly ROLE_BASED_ACCESS_CONTROL_ADMINISTRATOR =
    ROLES.ROLE_BASED_ACCESS_CONTROL_ADMINISTRATOR.name;

  /** The role "Scheduled Patching Contributor". */
  public static readonly SCHEDULED_PATCHING_CONTRIBUTOR = ROLES.SCHEDULED_PATCHING_CONTRIBUTOR.name;

  /** The role "Search Index Data Contributor". */
  public static readonly SEARCH_INDEX_DATA_CONTRIBUTOR = ROLES.SEARCH_INDEX_DATA_CONTRIBUTOR.name;

  /** The role "Search Index Data Reader". */
  public static readonly SEARCH_INDEX_DATA_READER = ROLES.SEARCH_INDEX_DATA_READER.name;

  /** The role "Search Service Contributor". */
  public static readonly SEARCH_SERVICE_CONTRIBUTOR = ROLES.SEARCH_SERVICE_CONTRIBUTOR.name;

  /** The role "Security Admin". */
  public static readonly SECURITY_ADMIN = ROLES.SECURITY_ADMIN.name;

  /** The role "Security Reader". */
  public static readonly SECURITY_READER = ROLES.SECURITY_READER.name;

  /** The role "SignalR AccessKey Reader". */
  public static readonly SIGNAL_R_ACCESS_KEY_READER = ROLES.SIGNAL_R_ACCESS_KEY_READER.name;

  /** The role "SignalR App Server". */
  public static readonly SIGNAL_R_APP_SERVER = ROLES.SIGNAL_R_APP_SERVER.name;

  /** The role "SignalR REST API Owner". */
  public static readonly SIGNAL_R_REST_API_OWNER = ROLES.SIGNAL_R_REST_API_OWNER.name;

  /** The role "SignalR REST API Reader". */
  public static readonly SIGNAL_R_REST_API_READER = ROLES.SIGNAL_R_REST_API_READER.name;

  /** The role "SignalR Service Owner". */
  public static readonly SIGNAL_R_SERVICE_OWNER = ROLES.SIGNAL_R_SERVICE_OWNER.name;

  /** The role "SignalR/Web PubSub Contributor". */
  public static readonly SIGNAL_R_WEB_PUB_SUB_CONTRIBUTOR =
    ROLES.SIGNAL_R_WEB_PUB_SUB_CONTRIBUTOR.name;

  /** The role "Site Recovery Contributor". */
  public static readonly SITE_RECOVERY_CONTRIBUTOR = ROLES.SITE_RECOVERY_CONTRIBUTOR.name;

  /** The role "Site Recovery Operator". */
  public static readonly SITE_RECOVERY_OPERATOR = ROLES.SITE_RECOVERY_OPERATOR.name;

  /** The role "Site Recovery Reader". */
  public static readonly SITE_RECOVERY_READER = ROLES.SITE_RECOVERY_READER.name;

  /** The role "SQL DB Contributor". */
  public static readonly SQL_DB_CONTRIBUTOR = ROLES.SQL_DB_CONTRIBUTOR.name;

  /** The role "SQL Managed Instance Contributor". */
  public static readonly SQL_MANAGED_INSTANCE_CONTRIBUTOR =
    ROLES.SQL_MANAGED_INSTANCE_CONTRIBUTOR.name;

  /** The role "SQL Security Manager". */
  public static readonly SQL_SECURITY_MANAGER = ROLES.SQL_SECURITY_MANAGER.name;

  /** The role "SQL Server Contributor". */
  public static readonly SQL_SERVER_CONTRIBUTOR = ROLES.SQL_SERVER_CONTRIBUTOR.name;

  /** The role "SqlDb Migration Role". */
  public static readonly SQL_DB_MIGRATION_ROLE = ROLES.SQL_DB_MIGRATION_ROLE.name;

  /** The role "SqlMI Migration Role". */
  public static readonly SQL_MI_MIGRATION_ROLE = ROLES.SQL_MI_MIGRATION_ROLE.name;

  /** The role "Storage Account Backup Contributor". */
  public static readonly STORAGE_ACCOUNT_BACKUP_CONTRIBUTOR =
    ROLES.STORAGE_ACCOUNT_BACKUP_CONTRIBUTOR.name;

  /** The role "Storage Account Contributor". */
  public static readonly STORAGE_ACCOUNT_CONTRIBUTOR = ROLES.STORAGE_ACCOUNT_CONTRIBUTOR.name;

  /** The role "Storage Account Key Operator Service Role". */
  public static readonly STORAGE_ACCOUNT_KEY_OPERATOR_SERVICE_ROLE =
    ROLES.STORAGE_ACCOUNT_KEY_OPERATOR_SERVICE_ROLE.name;

  /** The role "Storage Blob Data Contributor". */
  public static readonly STORAGE_BLOB_DATA_CONTRIBUTOR = ROLES.STORAGE_BLOB_DATA_CONTRIBUTOR.name;

  /** The role "Storage Blob Data Owner". */
  public static readonly STORAGE_BLOB_DATA_OWNER = ROLES.STORAGE_BLOB_DATA_OWNER.name;

  /** The role "Storage Blob Data Reader". */
  public static readonly STORAGE_BLOB_DATA_READER = ROLES.STORAGE_BLOB_DATA_READER.name;

  /** The role "Storage Blob Delegator". */
  public static readonly STORAGE_BLOB_DELEGATOR = ROLES.STORAGE_BLOB_DELEGATOR.name;

  /** The role "Storage File Data Privileged Contributor". */
  public static readonly STORAGE_FILE_DATA_PRIVILEGED_CONTRIBUTOR =
    ROLES.STORAGE_FILE_DATA_PRIVILEGED_CONTRIBUTOR.name;

  /** The role "Storage File Data Privileged Reader". */
  public static readonly STORAGE_FILE_DATA_PRIVILEGED_READER =
    ROLES.STORAGE_FILE_DATA_PRIVILEGED_READER.name;

  /** The role "Storage File Data SMB Share Contributor". */
  public static readonly STORAGE_FILE_DATA_SMB_SHARE_CONTRIBUTOR =
    ROLES.STORAGE_FILE_DATA_SMB_SHARE_CONTRIBUTOR.name;

  /** The role "Storage File Data SMB Share Elevated Contributor". */
  public static readonly STORAGE_FILE_DATA_SMB_SHARE_ELEVATED_CONTRIBUTOR =
    ROLES.STORAGE_FILE_DATA_SMB_SHARE_ELEVATED_CONTRIBUTOR.name;

  /** The role "Storage File Data SMB Share Reader". */
  public static readonly STORAGE_FILE_DATA_SMB_SHARE_READER =
    ROLES.STORAGE_FILE_DATA_SMB_SHARE_READER.name;

  /** The role "Storage Queue Data Contributor". */
  public static readonly STORAGE_QUEUE_DATA_CONTRIBUTOR = ROLES.STORAGE_QUEUE_DATA_CONTRIBUTOR.name;

  /** The role "Storage Queue Data Message Processor". */
  public static readonly STORAGE_QUEUE_DATA_MESSAGE_PROCESSOR =
    ROLES.STORAGE_QUEUE_DATA_MESSAGE_PROCESSOR.name;

  /** The role "Storage Queue Data Message Sender". */
  public static readonly STORAGE_QUEUE_DATA_MESSAGE_SENDER =
    ROLES.STORAGE_QUEUE_DATA_MESSAGE_SENDER.name;

  /** The role "Storage Queue Data Reader". */
  public static readonly STORAGE_QUEUE_DATA_READER = ROLES.STORAGE_QUEUE_DATA_READER.name;

  /** The role "Storage Table Data Contributor". */
  public static readonly STORAGE_TABLE_DATA_CONTRIBUTOR = ROLES.STORAGE_TABLE_DATA_CONTRIBUTOR.name;

  /** The role "Storage Table Data Reader". */
  public static readonly STORAGE_TABLE_DATA_READER = ROLES.STORAGE_TABLE_DATA_READER.name;

  /** The role "Tag Contributor". */
  public static readonly TAG_CONTRIBUTOR = ROLES.TAG_CONTRIBUTOR.name;

  /** The role "Template Spec Contributor". */
  public static readonly TEMPLATE_SPEC_CONTRIBUTOR = ROLES.TEMPLATE_SPEC_CONTRIBUTOR.name;

  /** The role "Template Spec Reader". */
  public static readonly TEMPLATE_SPEC_READER = ROLES.TEMPLATE_SPEC_READER.name;

  /** The role "Traffic Manager Contributor". */
  public static readonly TRAFFIC_MANAGER_CONTRIBUTOR = ROLES.TRAFFIC_MANAGER_CONTRIBUTOR.name;

  /** The role "User Access Administrator". */
  public static readonly USER_ACCESS_ADMINISTRATOR = ROLES.USER_ACCESS_ADMINISTRATOR.name;

  /** The role "Virtual Machine Administrator Login". */
  public static readonly VIRTUAL_MACHINE_ADMINISTRATOR_LOGIN =
    ROLES.VIRTUAL_MACHINE_ADMINISTRATOR_LOGIN.name;

  /** The role "Virtual Machine Contributor". */
  public static readonly VIRTUAL_MACHINE_CONTRIBUTOR = ROLES.VIRTUAL_MACHINE_CONTRIBUTOR.name;

  /** The role "Virtual Machine Data Access Administrator (preview)". */
  public static readonly VIRTUAL_MACHINE_DATA_ACCESS_ADMINISTRATOR_PREVIEW =
    ROLES.VIRTUAL_MACHINE_DATA_ACCESS_ADMINISTRATOR_PREVIEW.name;

  /** The role "Virtual Machine User Login". */
  public static readonly VIRTUAL_MACHINE_USER_LOGIN = ROLES.VIRTUAL_MACHINE_USER_LOGIN.name;

  /** The role "VM Scanner Operator". */
  public static readonly VM_SCANNER_OPERATOR = ROLES.VM_SCANNER_OPERATOR.name;

  /** The role "Web Plan Contributor". */
  public static readonly WEB_PLAN_CONTRIBUTOR = ROLES.WEB_PLAN_CONTRIBUTOR.name;

  /** The role "Web PubSub Service Owner (Preview)". */
  public static readonly WEB_PUB_SUB_SERVICE_OWNER_PREVIEW =
    ROLES.WEB_PUB_SUB_SERVICE_OWNER_PREVIEW.name;

  /** The role "Web PubSub Service Reader (Preview)". */
  public static readonly WEB_PUB_SUB_SERVICE_READER_PREVIEW =
    ROLES.WEB_PUB_SUB_SERVICE_READER_PREVIEW.name;

  /** The role "Website Contributor". */
  public static readonly WEBSITE_CONTRIBUTOR = ROLES.WEBSITE_CONTRIBUTOR.name;

  /** The role "Windows Admin Center Administrator Login". */
  public static readonly WINDOWS_ADMIN_CENTER_ADMINISTRATOR_LOGIN =
    ROLES.WINDOWS_ADMIN_CENTER_ADMINISTRATOR_LOGIN.name;

  private constructor() {}
}
