/**
 * The shapes of the operations, as the schemas of the AWS SDK for JavaScript have them.
 * Written by `npm run shapes`, never by hand; `schema.ts` reads the notation:
 *
 * - an operation: its name, input and output (`-`: none); with REST-JSON also method, URI and status;
 * - a structure: its name and members. A member: `name:type`, `name=wire:type` or, with EC2,
 *   `name=request/response:type`, a part left out where it follows from the name. `/name` is a part of
 *   the URI, `?name` of the query string. `[type]` is a list, `{type}` a map by text.
 *
 * @module
 */

/** Operations and structures, by service. */
export const shapes = {
  iam: {
    operations: `
AttachGroupPolicy AttachGroupPolicyRequest -
AttachRolePolicy AttachRolePolicyRequest -
AttachUserPolicy AttachUserPolicyRequest -
CreateGroup CreateGroupRequest CreateGroupResponse
CreateRole CreateRoleRequest CreateRoleResponse
CreateServiceLinkedRole CreateServiceLinkedRoleRequest CreateServiceLinkedRoleResponse
CreateUser CreateUserRequest CreateUserResponse
DeleteGroup DeleteGroupRequest -
DeleteRole DeleteRoleRequest -
DeleteRolePermissionsBoundary DeleteRolePermissionsBoundaryRequest -
DeleteRolePolicy DeleteRolePolicyRequest -
DeleteServiceLinkedRole DeleteServiceLinkedRoleRequest DeleteServiceLinkedRoleResponse
DeleteUser DeleteUserRequest -
DetachGroupPolicy DetachGroupPolicyRequest -
DetachRolePolicy DetachRolePolicyRequest -
DetachUserPolicy DetachUserPolicyRequest -
GenerateServiceLastAccessedDetails GenerateServiceLastAccessedDetailsRequest GenerateServiceLastAccessedDetailsResponse
GetGroup GetGroupRequest GetGroupResponse
GetPolicy GetPolicyRequest GetPolicyResponse
GetPolicyVersion GetPolicyVersionRequest GetPolicyVersionResponse
GetRole GetRoleRequest GetRoleResponse
GetServiceLastAccessedDetails GetServiceLastAccessedDetailsRequest GetServiceLastAccessedDetailsResponse
GetServiceLastAccessedDetailsWithEntities GetServiceLastAccessedDetailsWithEntitiesRequest GetServiceLastAccessedDetailsWithEntitiesResponse
GetServiceLinkedRoleDeletionStatus GetServiceLinkedRoleDeletionStatusRequest GetServiceLinkedRoleDeletionStatusResponse
GetUser GetUserRequest GetUserResponse
ListAttachedRolePolicies ListAttachedRolePoliciesRequest ListAttachedRolePoliciesResponse
ListRolePolicies ListRolePoliciesRequest ListRolePoliciesResponse
ListRoleTags ListRoleTagsRequest ListRoleTagsResponse
ListRoles ListRolesRequest ListRolesResponse
PutRolePermissionsBoundary PutRolePermissionsBoundaryRequest -
PutRolePolicy PutRolePolicyRequest -
TagRole TagRoleRequest -
UntagRole UntagRoleRequest -
UpdateAssumeRolePolicy UpdateAssumeRolePolicyRequest -
UpdateRole UpdateRoleRequest UpdateRoleResponse
UpdateRoleDescription UpdateRoleDescriptionRequest UpdateRoleDescriptionResponse
`,
    structures: `
AttachGroupPolicyRequest GroupName:text PolicyArn:text
AttachRolePolicyRequest RoleName:text PolicyArn:text
AttachUserPolicyRequest UserName:text PolicyArn:text
AttachedPermissionsBoundary PermissionsBoundaryType:text PermissionsBoundaryArn:text
AttachedPolicy PolicyName:text PolicyArn:text
CreateGroupRequest GroupName:text Path:text
CreateGroupResponse Group:Group
CreateRoleRequest RoleName:text AssumeRolePolicyDocument:text Path:text Description:text MaxSessionDuration:integer PermissionsBoundary:text Tags:[Tag]
CreateRoleResponse Role:Role
CreateServiceLinkedRoleRequest AWSServiceName:text Description:text CustomSuffix:text
CreateServiceLinkedRoleResponse Role:Role
CreateUserRequest UserName:text Path:text PermissionsBoundary:text Tags:[Tag]
CreateUserResponse User:User
DeleteGroupRequest GroupName:text
DeleteRolePermissionsBoundaryRequest RoleName:text
DeleteRolePolicyRequest RoleName:text PolicyName:text
DeleteRoleRequest RoleName:text
DeleteServiceLinkedRoleRequest RoleName:text
DeleteServiceLinkedRoleResponse DeletionTaskId:text
DeleteUserRequest UserName:text
DeletionTaskFailureReasonType Reason:text RoleUsageList:[RoleUsageType]
DetachGroupPolicyRequest GroupName:text PolicyArn:text
DetachRolePolicyRequest RoleName:text PolicyArn:text
DetachUserPolicyRequest UserName:text PolicyArn:text
EntityDetails EntityInfo:EntityInfo LastAuthenticated:time
EntityInfo Arn:text Name:text Type:text Id:text Path:text
ErrorDetails Message:text Code:text
GenerateServiceLastAccessedDetailsRequest Arn:text Granularity:text
GenerateServiceLastAccessedDetailsResponse JobId:text
GetGroupRequest GroupName:text Marker:text MaxItems:integer
GetGroupResponse Group:Group Users:[User] IsTruncated:boolean Marker:text
GetPolicyRequest PolicyArn:text
GetPolicyResponse Policy:Policy
GetPolicyVersionRequest PolicyArn:text VersionId:text
GetPolicyVersionResponse PolicyVersion:PolicyVersion
GetRoleRequest RoleName:text
GetRoleResponse Role:Role
GetServiceLastAccessedDetailsRequest JobId:text MaxItems:integer Marker:text
GetServiceLastAccessedDetailsResponse JobStatus:text JobCreationDate:time ServicesLastAccessed:[ServiceLastAccessed] JobCompletionDate:time JobType:text IsTruncated:boolean Marker:text Error:ErrorDetails
GetServiceLastAccessedDetailsWithEntitiesRequest JobId:text ServiceNamespace:text MaxItems:integer Marker:text
GetServiceLastAccessedDetailsWithEntitiesResponse JobStatus:text JobCreationDate:time JobCompletionDate:time EntityDetailsList:[EntityDetails] IsTruncated:boolean Marker:text Error:ErrorDetails
GetServiceLinkedRoleDeletionStatusRequest DeletionTaskId:text
GetServiceLinkedRoleDeletionStatusResponse Status:text Reason:DeletionTaskFailureReasonType
GetUserRequest UserName:text
GetUserResponse User:User
Group Path:text GroupName:text GroupId:text Arn:text CreateDate:time
ListAttachedRolePoliciesRequest RoleName:text PathPrefix:text Marker:text MaxItems:integer
ListAttachedRolePoliciesResponse AttachedPolicies:[AttachedPolicy] IsTruncated:boolean Marker:text
ListRolePoliciesRequest RoleName:text Marker:text MaxItems:integer
ListRolePoliciesResponse PolicyNames:[text] IsTruncated:boolean Marker:text
ListRoleTagsRequest RoleName:text Marker:text MaxItems:integer
ListRoleTagsResponse Tags:[Tag] IsTruncated:boolean Marker:text
ListRolesRequest PathPrefix:text Marker:text MaxItems:integer
ListRolesResponse Roles:[Role] IsTruncated:boolean Marker:text
Policy PolicyName:text PolicyId:text Arn:text Path:text DefaultVersionId:text AttachmentCount:integer PermissionsBoundaryUsageCount:integer IsAttachable:boolean Description:text CreateDate:time UpdateDate:time Tags:[Tag]
PolicyVersion Document:text VersionId:text IsDefaultVersion:boolean CreateDate:time
PutRolePermissionsBoundaryRequest RoleName:text PermissionsBoundary:text
PutRolePolicyRequest RoleName:text PolicyName:text PolicyDocument:text
Role Path:text RoleName:text RoleId:text Arn:text CreateDate:time AssumeRolePolicyDocument:text Description:text MaxSessionDuration:integer PermissionsBoundary:AttachedPermissionsBoundary Tags:[Tag] RoleLastUsed:RoleLastUsed SourceRoleTemplate:SourceRoleTemplate
RoleLastUsed LastUsedDate:time Region:text
RoleUsageType Region:text Resources:[text]
ServiceLastAccessed ServiceName:text ServiceNamespace:text LastAuthenticated:time LastAuthenticatedEntity:text LastAuthenticatedRegion:text TotalAuthenticatedEntities:integer TrackedActionsLastAccessed:[TrackedActionLastAccessed]
SourceRoleTemplate TemplateArn:text TemplateMinorVersion:integer
Tag Key:text Value:text
TagRoleRequest RoleName:text Tags:[Tag]
TrackedActionLastAccessed ActionName:text LastAccessedEntity:text LastAccessedTime:time LastAccessedRegion:text
UntagRoleRequest RoleName:text TagKeys:[text]
UpdateAssumeRolePolicyRequest RoleName:text PolicyDocument:text
UpdateRoleDescriptionRequest RoleName:text Description:text
UpdateRoleDescriptionResponse Role:Role
UpdateRoleRequest RoleName:text Description:text MaxSessionDuration:integer
UpdateRoleResponse
User Path:text UserName:text UserId:text Arn:text CreateDate:time PasswordLastUsed:time PermissionsBoundary:AttachedPermissionsBoundary Tags:[Tag]
`,
  },
  sts: {
    operations: `
AssumeRole AssumeRoleRequest AssumeRoleResponse
GetCallerIdentity GetCallerIdentityRequest GetCallerIdentityResponse
`,
    structures: `
AssumeRoleRequest RoleArn:text RoleSessionName:text PolicyArns:[PolicyDescriptorType] Policy:text DurationSeconds:integer Tags:[Tag] TransitiveTagKeys:[text] ExternalId:text SerialNumber:text TokenCode:text SourceIdentity:text ProvidedContexts:[ProvidedContext] MinimumSessionTokenSize:integer
AssumeRoleResponse Credentials:Credentials AssumedRoleUser:AssumedRoleUser PackedPolicySize:integer SourceIdentity:text SessionTokenUtilization:integer SessionTokenSize:integer
AssumedRoleUser AssumedRoleId:text Arn:text
Credentials AccessKeyId:text SecretAccessKey:text SessionToken:text Expiration:time
GetCallerIdentityRequest
GetCallerIdentityResponse UserId:text Account:text Arn:text
PolicyDescriptorType arn:text
ProvidedContext ProviderArn:text ContextAssertion:text
Tag Key:text Value:text
`,
  },
  ec2: {
    operations: `
CreateNetworkInterface CreateNetworkInterfaceRequest CreateNetworkInterfaceResult
CreateSecurityGroup CreateSecurityGroupRequest CreateSecurityGroupResult
CreateSubnet CreateSubnetRequest CreateSubnetResult
CreateTags CreateTagsRequest -
CreateVpc CreateVpcRequest CreateVpcResult
DeleteNetworkInterface DeleteNetworkInterfaceRequest -
DeleteSecurityGroup DeleteSecurityGroupRequest DeleteSecurityGroupResult
DeleteSubnet DeleteSubnetRequest -
DeleteVpc DeleteVpcRequest -
DescribeNetworkInterfaces DescribeNetworkInterfacesRequest DescribeNetworkInterfacesResult
DescribeSecurityGroups DescribeSecurityGroupsRequest DescribeSecurityGroupsResult
DescribeSubnets DescribeSubnetsRequest DescribeSubnetsResult
DescribeVpcs DescribeVpcsRequest DescribeVpcsResult
DetachNetworkInterface DetachNetworkInterfaceRequest -
`,
    structures: `
AttachmentEnaSrdSpecification EnaSrdEnabled:boolean EnaSrdUdpSpecification:AttachmentEnaSrdUdpSpecification
AttachmentEnaSrdUdpSpecification EnaSrdUdpEnabled:boolean
BlockPublicAccessStates InternetGatewayBlockMode:text
ConnectionTrackingConfiguration TcpEstablishedTimeout:integer UdpStreamTimeout:integer UdpTimeout:integer
ConnectionTrackingSpecificationRequest TcpEstablishedTimeout:integer UdpStreamTimeout:integer UdpTimeout:integer
CreateNetworkInterfaceRequest SubnetId:text Ipv4Prefixes=Ipv4Prefix:[Ipv4PrefixSpecificationRequest] Ipv4PrefixCount:integer Ipv6Prefixes=Ipv6Prefix:[Ipv6PrefixSpecificationRequest] Ipv6PrefixCount:integer InterfaceType:text TagSpecifications=TagSpecification:[TagSpecification] ClientToken:text EnablePrimaryIpv6:boolean ConnectionTrackingSpecification:ConnectionTrackingSpecificationRequest Operator:OperatorRequest Description:text PrivateIpAddress:text Groups=SecurityGroupId:[text] PrivateIpAddresses:[PrivateIpAddressSpecification] SecondaryPrivateIpAddressCount:integer Ipv6Addresses:[InstanceIpv6Address] Ipv6AddressCount:integer DryRun:boolean
CreateNetworkInterfaceResult NetworkInterface:NetworkInterface ClientToken:text
CreateSecurityGroupRequest Description=GroupDescription:text GroupName:text VpcId:text TagSpecifications=TagSpecification:[TagSpecification] DryRun:boolean
CreateSecurityGroupResult GroupId:text Tags=/tagSet:[Tag] SecurityGroupArn:text
CreateSubnetRequest VpcId:text TagSpecifications=TagSpecification:[TagSpecification] AvailabilityZone:text AvailabilityZoneId:text CidrBlock:text Ipv6CidrBlock:text OutpostArn:text Ipv6Native:boolean Ipv4IpamPoolId:text Ipv4NetmaskLength:integer Ipv6IpamPoolId:text Ipv6NetmaskLength:integer DryRun:boolean
CreateSubnetResult Subnet:Subnet
CreateTagsRequest Resources=ResourceId:[text] Tags=Tag:[Tag] DryRun:boolean
CreateVpcRequest CidrBlock:text Ipv6Pool:text Ipv6CidrBlock:text Ipv4IpamPoolId:text Ipv4NetmaskLength:integer Ipv6IpamPoolId:text Ipv6NetmaskLength:integer Ipv6CidrBlockNetworkBorderGroup:text VpcEncryptionControl:VpcEncryptionControlConfiguration TagSpecifications=TagSpecification:[TagSpecification] DryRun:boolean InstanceTenancy:text AmazonProvidedIpv6CidrBlock:boolean
CreateVpcResult Vpc:Vpc
DeleteNetworkInterfaceRequest NetworkInterfaceId:text DryRun:boolean
DeleteSecurityGroupRequest GroupId:text GroupName:text DryRun:boolean
DeleteSecurityGroupResult Return:boolean GroupId:text
DeleteSubnetRequest SubnetId:text DryRun:boolean
DeleteVpcRequest VpcId:text DryRun:boolean
DescribeNetworkInterfacesRequest NextToken:text MaxResults:integer IncludeManagedResources:boolean DryRun:boolean NetworkInterfaceIds=NetworkInterfaceId:[text] Filters=Filter:[Filter]
DescribeNetworkInterfacesResult NetworkInterfaces=/networkInterfaceSet:[NetworkInterface] NextToken:text
DescribeSecurityGroupsRequest GroupIds=GroupId:[text] GroupNames=GroupName:[text] NextToken:text MaxResults:integer DryRun:boolean Filters=Filter:[Filter]
DescribeSecurityGroupsResult NextToken:text SecurityGroups=/securityGroupInfo:[SecurityGroup]
DescribeSubnetsRequest Filters=Filter:[Filter] SubnetIds=SubnetId:[text] NextToken:text MaxResults:integer DryRun:boolean
DescribeSubnetsResult NextToken:text Subnets=/subnetSet:[Subnet]
DescribeVpcsRequest Filters=Filter:[Filter] VpcIds=VpcId:[text] NextToken:text MaxResults:integer DryRun:boolean
DescribeVpcsResult NextToken:text Vpcs=/vpcSet:[Vpc]
DetachNetworkInterfaceRequest AttachmentId:text DryRun:boolean Force:boolean
Filter Name:text Values=Value:[text]
GroupIdentifier GroupId:text GroupName:text
InstanceIpv6Address Ipv6Address:text IsPrimaryIpv6:boolean
IpPermission IpProtocol:text FromPort:integer ToPort:integer UserIdGroupPairs=/groups:[UserIdGroupPair] IpRanges:[IpRange] Ipv6Ranges:[Ipv6Range] PrefixListIds:[PrefixListId]
IpRange Description:text CidrIp:text
Ipv4PrefixSpecification Ipv4Prefix:text
Ipv4PrefixSpecificationRequest Ipv4Prefix:text
Ipv6PrefixSpecification Ipv6Prefix:text
Ipv6PrefixSpecificationRequest Ipv6Prefix:text
Ipv6Range Description:text CidrIpv6:text
NetworkInterface Association:NetworkInterfaceAssociation Attachment:NetworkInterfaceAttachment AvailabilityZone:text ConnectionTrackingConfiguration:ConnectionTrackingConfiguration Description:text Groups=/groupSet:[GroupIdentifier] InterfaceType:text Ipv6Addresses=/ipv6AddressesSet:[NetworkInterfaceIpv6Address] MacAddress:text NetworkInterfaceId:text OutpostArn:text OwnerId:text PrivateDnsName:text PublicDnsName:text PublicIpDnsNameOptions:PublicIpDnsNameOptions PrivateIpAddress:text PrivateIpAddresses=/privateIpAddressesSet:[NetworkInterfacePrivateIpAddress] Ipv4Prefixes=/ipv4PrefixSet:[Ipv4PrefixSpecification] Ipv6Prefixes=/ipv6PrefixSet:[Ipv6PrefixSpecification] RequesterId:text RequesterManaged:boolean SourceDestCheck:boolean Status:text SubnetId:text TagSet:[Tag] VpcId:text DenyAllIgwTraffic:boolean Ipv6Native:boolean Ipv6Address:text Operator:OperatorResponse AssociatedSubnets=/associatedSubnetSet:[text] AvailabilityZoneId:text
NetworkInterfaceAssociation AllocationId:text AssociationId:text IpOwnerId:text PublicDnsName:text PublicIp:text CustomerOwnedIp:text CarrierIp:text
NetworkInterfaceAttachment AttachTime:time AttachmentId:text DeleteOnTermination:boolean DeviceIndex:integer NetworkCardIndex:integer InstanceId:text InstanceOwnerId:text Status:text EnaSrdSpecification:AttachmentEnaSrdSpecification EnaQueueCount:integer
NetworkInterfaceIpv6Address Ipv6Address:text PublicIpv6DnsName:text IsPrimaryIpv6:boolean
NetworkInterfacePrivateIpAddress Association:NetworkInterfaceAssociation Primary:boolean PrivateDnsName:text PrivateIpAddress:text
OperatorRequest Principal:text
OperatorResponse Managed:boolean Principal:text HiddenByDefault:boolean
PrefixListId Description:text PrefixListId:text
PrivateDnsNameOptionsOnLaunch HostnameType:text EnableResourceNameDnsARecord:boolean EnableResourceNameDnsAAAARecord:boolean
PrivateIpAddressSpecification Primary:boolean PrivateIpAddress:text
PublicIpDnsNameOptions DnsHostnameType:text PublicIpv4DnsName:text PublicIpv6DnsName:text PublicDualStackDnsName:text
SecurityGroup GroupId:text IpPermissionsEgress:[IpPermission] Tags=/tagSet:[Tag] VpcId:text SecurityGroupArn:text OwnerId:text GroupName:text Description=/groupDescription:text IpPermissions:[IpPermission]
Subnet AvailabilityZoneId:text EnableLniAtDeviceIndex:integer MapCustomerOwnedIpOnLaunch:boolean CustomerOwnedIpv4Pool:text OwnerId:text AssignIpv6AddressOnCreation:boolean Ipv6CidrBlockAssociationSet:[SubnetIpv6CidrBlockAssociation] Tags=/tagSet:[Tag] SubnetArn:text OutpostArn:text EnableDns64:boolean Ipv6Native:boolean PrivateDnsNameOptionsOnLaunch:PrivateDnsNameOptionsOnLaunch BlockPublicAccessStates:BlockPublicAccessStates Type:text SubnetId:text State:text VpcId:text CidrBlock:text AvailableIpAddressCount:integer AvailabilityZone:text DefaultForAz:boolean MapPublicIpOnLaunch:boolean
SubnetCidrBlockState State:text StatusMessage:text
SubnetIpv6CidrBlockAssociation AssociationId:text Ipv6CidrBlock:text Ipv6CidrBlockState:SubnetCidrBlockState Ipv6AddressAttribute:text IpSource:text
Tag Key:text Value:text
TagSpecification ResourceType:text Tags=Tag:[Tag]
UserIdGroupPair Description:text UserId:text GroupName:text GroupId:text VpcId:text VpcPeeringConnectionId:text PeeringStatus:text
Vpc OwnerId:text InstanceTenancy:text Ipv6CidrBlockAssociationSet:[VpcIpv6CidrBlockAssociation] CidrBlockAssociationSet:[VpcCidrBlockAssociation] IsDefault:boolean EncryptionControl:VpcEncryptionControl Tags=/tagSet:[Tag] BlockPublicAccessStates:BlockPublicAccessStates VpcId:text State:text CidrBlock:text DhcpOptionsId:text
VpcCidrBlockAssociation AssociationId:text CidrBlock:text CidrBlockState:VpcCidrBlockState
VpcCidrBlockState State:text StatusMessage:text
VpcEncryptionControl VpcId:text VpcEncryptionControlId:text Mode:text State:text StateMessage:text ResourceExclusions:VpcEncryptionControlExclusions Tags=/tagSet:[Tag]
VpcEncryptionControlConfiguration Mode:text InternetGatewayExclusion:text EgressOnlyInternetGatewayExclusion:text NatGatewayExclusion:text VirtualPrivateGatewayExclusion:text VpcPeeringExclusion:text LambdaExclusion:text VpcLatticeExclusion:text ElasticFileSystemExclusion:text GlobalAcceleratorExclusion:text ApiGatewayV2Exclusion:text
VpcEncryptionControlExclusion State:text StateMessage:text
VpcEncryptionControlExclusions InternetGateway:VpcEncryptionControlExclusion EgressOnlyInternetGateway:VpcEncryptionControlExclusion NatGateway:VpcEncryptionControlExclusion VirtualPrivateGateway:VpcEncryptionControlExclusion VpcPeering:VpcEncryptionControlExclusion Lambda:VpcEncryptionControlExclusion VpcLattice:VpcEncryptionControlExclusion ElasticFileSystem:VpcEncryptionControlExclusion GlobalAccelerator:VpcEncryptionControlExclusion ApiGatewayV2:VpcEncryptionControlExclusion
VpcIpv6CidrBlockAssociation AssociationId:text Ipv6CidrBlock:text Ipv6CidrBlockState:VpcCidrBlockState NetworkBorderGroup:text Ipv6Pool:text Ipv6AddressAttribute:text IpSource:text
`,
  },
  agentcore: {
    operations: `
CreateAgentRuntime CreateAgentRuntimeRequest CreateAgentRuntimeResponse PUT /runtimes/ 202
CreateBrowser CreateBrowserRequest CreateBrowserResponse PUT /browsers 202
CreateCodeInterpreter CreateCodeInterpreterRequest CreateCodeInterpreterResponse PUT /code-interpreters 202
DeleteAgentRuntime DeleteAgentRuntimeRequest DeleteAgentRuntimeResponse DELETE /runtimes/{agentRuntimeId}/ 202
DeleteBrowser DeleteBrowserRequest DeleteBrowserResponse DELETE /browsers/{browserId} 202
DeleteCodeInterpreter DeleteCodeInterpreterRequest DeleteCodeInterpreterResponse DELETE /code-interpreters/{codeInterpreterId} 202
GetAgentRuntime GetAgentRuntimeRequest GetAgentRuntimeResponse GET /runtimes/{agentRuntimeId}/ 200
GetBrowser GetBrowserRequest GetBrowserResponse GET /browsers/{browserId} 200
GetCodeInterpreter GetCodeInterpreterRequest GetCodeInterpreterResponse GET /code-interpreters/{codeInterpreterId} 200
ListAgentRuntimes ListAgentRuntimesRequest ListAgentRuntimesResponse POST /runtimes/ 200
ListBrowsers ListBrowsersRequest ListBrowsersResponse POST /browsers 200
ListCodeInterpreters ListCodeInterpretersRequest ListCodeInterpretersResponse POST /code-interpreters 200
UpdateAgentRuntime UpdateAgentRuntimeRequest UpdateAgentRuntimeResponse PUT /runtimes/{agentRuntimeId}/ 202
`,
    structures: `
AgentRuntime agentRuntimeArn:text agentRuntimeId:text agentRuntimeVersion:text agentRuntimeName:text description:text lastUpdatedAt:time status:text
AgentRuntimeArtifact containerConfiguration:ContainerConfiguration codeConfiguration:CodeConfiguration
AllowedWorkloadConfiguration hostingEnvironments:[HostingEnvironment] workloadIdentities:[text]
AuthorizerConfiguration customJWTAuthorizer:CustomJWTAuthorizerConfiguration
AuthorizingClaimMatchValueType claimMatchValue:ClaimMatchValueType claimMatchOperator:text
BrowserEnterprisePolicy location:ResourceLocation type:text
BrowserNetworkConfiguration networkMode:text vpcConfig:VpcConfig
BrowserSigningConfigInput enabled:boolean
BrowserSigningConfigOutput enabled:boolean
BrowserSummary browserId:text browserArn:text status:text createdAt:time name:text description:text lastUpdatedAt:time
CapacityProviderConfiguration capacityProviderArn:text
CapacityProviderVolumeConfiguration volumeName:text mountPath:text
Certificate location:CertificateLocation
CertificateLocation secretsManager:SecretsManagerLocation
ClaimMatchValueType matchValueString:text matchValueStringList:[text]
Code s3:S3Location
CodeConfiguration code:Code runtime:text entryPoint:[text]
CodeInterpreterNetworkConfiguration networkMode:text vpcConfig:VpcConfig
CodeInterpreterSummary codeInterpreterId:text codeInterpreterArn:text status:text createdAt:time name:text description:text lastUpdatedAt:time
ContainerConfiguration containerUri:text
CreateAgentRuntimeRequest agentRuntimeName:text agentRuntimeArtifact:AgentRuntimeArtifact roleArn:text networkConfiguration:NetworkConfiguration clientToken:text description:text authorizerConfiguration:AuthorizerConfiguration requestHeaderConfiguration:RequestHeaderConfiguration protocolConfiguration:ProtocolConfiguration lifecycleConfiguration:LifecycleConfiguration environmentVariables:{text} filesystemConfigurations:[FilesystemConfiguration] capacityProviderConfiguration:CapacityProviderConfiguration tags:{text} platformVersion:text
CreateAgentRuntimeResponse agentRuntimeArn:text agentRuntimeId:text agentRuntimeVersion:text createdAt:time status:text workloadIdentityDetails:WorkloadIdentityDetails
CreateBrowserRequest name:text networkConfiguration:BrowserNetworkConfiguration description:text executionRoleArn:text recording:RecordingConfig browserSigning:BrowserSigningConfigInput enterprisePolicies:[BrowserEnterprisePolicy] certificates:[Certificate] filesystemConfigurations:[ToolsFileSystemConfiguration] clientToken:text tags:{text}
CreateBrowserResponse browserId:text browserArn:text createdAt:time status:text
CreateCodeInterpreterRequest name:text networkConfiguration:CodeInterpreterNetworkConfiguration description:text executionRoleArn:text certificates:[Certificate] filesystemConfigurations:[ToolsFileSystemConfiguration] clientToken:text tags:{text}
CreateCodeInterpreterResponse codeInterpreterId:text codeInterpreterArn:text createdAt:time status:text
CustomClaimValidationType inboundTokenClaimName:text inboundTokenClaimValueType:text authorizingClaimMatchValue:AuthorizingClaimMatchValueType
CustomJWTAuthorizerConfiguration discoveryUrl:text allowedAudience:[text] allowedClients:[text] allowedScopes:[text] advertisedScopeMapping:{text} customClaims:[CustomClaimValidationType] privateEndpoint:PrivateEndpoint privateEndpointOverrides:[PrivateEndpointOverride] allowedWorkloadConfiguration:AllowedWorkloadConfiguration
DeleteAgentRuntimeRequest /agentRuntimeId:text ?agentRuntimeVersion=version:text ?clientToken:text
DeleteAgentRuntimeResponse status:text agentRuntimeId:text agentRuntimeVersion:text
DeleteBrowserRequest /browserId:text ?clientToken:text
DeleteBrowserResponse browserId:text status:text lastUpdatedAt:time
DeleteCodeInterpreterRequest /codeInterpreterId:text ?clientToken:text
DeleteCodeInterpreterResponse codeInterpreterId:text status:text lastUpdatedAt:time
EfsAccessPointConfiguration accessPointArn:text mountPath:text
EfsConfiguration accessPointArn:text mountPath:text fileSystemArn:text
FilesystemConfiguration sessionStorage:SessionStorageConfiguration s3FilesAccessPoint:S3FilesAccessPointConfiguration efsAccessPoint:EfsAccessPointConfiguration capacityProviderVolume:CapacityProviderVolumeConfiguration
GetAgentRuntimeRequest /agentRuntimeId:text ?agentRuntimeVersion=version:text
GetAgentRuntimeResponse agentRuntimeArn:text agentRuntimeName:text agentRuntimeId:text agentRuntimeVersion:text createdAt:time lastUpdatedAt:time roleArn:text status:text lifecycleConfiguration:LifecycleConfiguration networkConfiguration:NetworkConfiguration failureReason:text description:text workloadIdentityDetails:WorkloadIdentityDetails agentRuntimeArtifact:AgentRuntimeArtifact protocolConfiguration:ProtocolConfiguration environmentVariables:{text} authorizerConfiguration:AuthorizerConfiguration requestHeaderConfiguration:RequestHeaderConfiguration metadataConfiguration:RuntimeMetadataConfiguration filesystemConfigurations:[FilesystemConfiguration] capacityProviderConfiguration:CapacityProviderConfiguration platformVersion:text
GetBrowserRequest /browserId:text
GetBrowserResponse browserId:text browserArn:text name:text networkConfiguration:BrowserNetworkConfiguration status:text createdAt:time lastUpdatedAt:time description:text executionRoleArn:text recording:RecordingConfig browserSigning:BrowserSigningConfigOutput enterprisePolicies:[BrowserEnterprisePolicy] certificates:[Certificate] filesystemConfigurations:[ToolsFileSystemConfiguration] failureReason:text
GetCodeInterpreterRequest /codeInterpreterId:text
GetCodeInterpreterResponse codeInterpreterId:text codeInterpreterArn:text name:text networkConfiguration:CodeInterpreterNetworkConfiguration status:text createdAt:time lastUpdatedAt:time description:text executionRoleArn:text certificates:[Certificate] filesystemConfigurations:[ToolsFileSystemConfiguration] failureReason:text
HostingEnvironment arn:text
LifecycleConfiguration idleRuntimeSessionTimeout:integer maxLifetime:integer
ListAgentRuntimesRequest ?maxResults:integer ?nextToken:text
ListAgentRuntimesResponse agentRuntimes:[AgentRuntime] nextToken:text
ListBrowsersRequest ?maxResults:integer ?nextToken:text ?type:text
ListBrowsersResponse browserSummaries:[BrowserSummary] nextToken:text
ListCodeInterpretersRequest ?maxResults:integer ?nextToken:text ?type:text
ListCodeInterpretersResponse codeInterpreterSummaries:[CodeInterpreterSummary] nextToken:text
ManagedVpcResource vpcIdentifier:text subnetIds:[text] endpointIpAddressType:text securityGroupIds:[text] tags:{text} routingDomain:text
NetworkConfiguration networkMode:text networkModeConfig:VpcConfig
PrivateEndpoint selfManagedLatticeResource:SelfManagedLatticeResource managedVpcResource:ManagedVpcResource
PrivateEndpointOverride domain:text privateEndpoint:PrivateEndpoint
ProtocolConfiguration serverProtocol:text
RecordingConfig enabled:boolean s3Location:S3Location
RequestHeaderConfiguration requestHeaderAllowlist:[text]
ResourceLocation s3:S3Location
RuntimeMetadataConfiguration requireMMDSV2:boolean
S3FilesAccessPointConfiguration accessPointArn:text mountPath:text
S3FilesConfiguration accessPointArn:text mountPath:text fileSystemArn:text
S3Location bucket:text prefix:text versionId:text
SecretsManagerLocation secretArn:text
SelfManagedLatticeResource resourceConfigurationIdentifier:text
SessionStorageConfiguration mountPath:text
ToolsFileSystemConfiguration s3FilesConfiguration:S3FilesConfiguration efsConfiguration:EfsConfiguration
UpdateAgentRuntimeRequest /agentRuntimeId:text agentRuntimeArtifact:AgentRuntimeArtifact roleArn:text networkConfiguration:NetworkConfiguration description:text authorizerConfiguration:AuthorizerConfiguration requestHeaderConfiguration:RequestHeaderConfiguration protocolConfiguration:ProtocolConfiguration lifecycleConfiguration:LifecycleConfiguration metadataConfiguration:RuntimeMetadataConfiguration environmentVariables:{text} filesystemConfigurations:[FilesystemConfiguration] capacityProviderConfiguration:CapacityProviderConfiguration platformVersion:text clientToken:text
UpdateAgentRuntimeResponse agentRuntimeArn:text agentRuntimeId:text agentRuntimeVersion:text createdAt:time lastUpdatedAt:time status:text workloadIdentityDetails:WorkloadIdentityDetails
VpcConfig securityGroups:[text] subnets:[text] requireServiceS3Endpoint:boolean
WorkloadIdentityDetails workloadIdentityArn:text
`,
  },
} as const;

/** Every operation of the AgentCore control plane, also those that the model leaves out. */
export const routes = `
DELETE /browser-profiles/{profileId} DeleteBrowserProfile
DELETE /browsers/{browserId} DeleteBrowser
DELETE /capacity-providers/{capacityProviderId} DeleteCapacityProvider
DELETE /code-interpreters/{codeInterpreterId} DeleteCodeInterpreter
DELETE /configuration-bundles/{bundleId} DeleteConfigurationBundle
DELETE /datasets/{datasetId} DeleteDataset
DELETE /evaluators/{evaluatorId} DeleteEvaluator
DELETE /gateways/{gatewayIdentifier}/ DeleteGateway
DELETE /gateways/{gatewayIdentifier}/rate-limits/{rateLimitId} DeleteGatewayRateLimit
DELETE /gateways/{gatewayIdentifier}/rules/{ruleId} DeleteGatewayRule
DELETE /gateways/{gatewayIdentifier}/targets/{targetId}/ DeleteGatewayTarget
DELETE /harnesses/{harnessId} DeleteHarness
DELETE /harnesses/{harnessId}/endpoints/{endpointName} DeleteHarnessEndpoint
DELETE /memories/{memoryId}/delete DeleteMemory
DELETE /online-evaluation-configs/{onlineEvaluationConfigId} DeleteOnlineEvaluationConfig
DELETE /payments/managers/{paymentManagerId} DeletePaymentManager
DELETE /payments/managers/{paymentManagerId}/connectors/{paymentConnectorId} DeletePaymentConnector
DELETE /policy-engines/{policyEngineId} DeletePolicyEngine
DELETE /policy-engines/{policyEngineId}/policies/{policyId} DeletePolicy
DELETE /registries/{registryId} DeleteRegistry
DELETE /registries/{registryId}/records/{recordId} DeleteRegistryRecord
DELETE /resourcepolicy/{resourceArn} DeleteResourcePolicy
DELETE /runtimes/{agentRuntimeId}/ DeleteAgentRuntime
DELETE /runtimes/{agentRuntimeId}/runtime-endpoints/{endpointName}/ DeleteAgentRuntimeEndpoint
DELETE /tags/{resourceArn} UntagResource
GET /browser-profiles/{profileId} GetBrowserProfile
GET /browsers/{browserId} GetBrowser
GET /capacity-providers/{capacityProviderId} GetCapacityProvider
GET /code-interpreters/{codeInterpreterId} GetCodeInterpreter
GET /configuration-bundles/{bundleId} GetConfigurationBundle
GET /configuration-bundles/{bundleId}/versions/{versionId} GetConfigurationBundleVersion
GET /datasets ListDatasets
GET /datasets/{datasetId} GetDataset
GET /datasets/{datasetId}/examples ListDatasetExamples
GET /datasets/{datasetId}/versions ListDatasetVersions
GET /evaluators/{evaluatorId} GetEvaluator
GET /gateways/ ListGateways
GET /gateways/{gatewayIdentifier}/ GetGateway
GET /gateways/{gatewayIdentifier}/rate-limits ListGatewayRateLimits
GET /gateways/{gatewayIdentifier}/rate-limits/{rateLimitId} GetGatewayRateLimit
GET /gateways/{gatewayIdentifier}/rules ListGatewayRules
GET /gateways/{gatewayIdentifier}/rules/{ruleId} GetGatewayRule
GET /gateways/{gatewayIdentifier}/targets/ ListGatewayTargets
GET /gateways/{gatewayIdentifier}/targets/{targetId}/ GetGatewayTarget
GET /harnesses ListHarnesses
GET /harnesses/{harnessId} GetHarness
GET /harnesses/{harnessId}/endpoints ListHarnessEndpoints
GET /harnesses/{harnessId}/endpoints/{endpointName} GetHarnessEndpoint
GET /harnesses/{harnessId}/versions ListHarnessVersions
GET /memories/{memoryId}/details GetMemory
GET /online-evaluation-configs/{onlineEvaluationConfigId} GetOnlineEvaluationConfig
GET /payments/managers/{paymentManagerId} GetPaymentManager
GET /payments/managers/{paymentManagerId}/connectors/{paymentConnectorId} GetPaymentConnector
GET /policy-engine-summaries ListPolicyEngineSummaries
GET /policy-engine-summaries/{policyEngineId} GetPolicyEngineSummary
GET /policy-engines ListPolicyEngines
GET /policy-engines/{policyEngineId} GetPolicyEngine
GET /policy-engines/{policyEngineId}/policies ListPolicies
GET /policy-engines/{policyEngineId}/policies/{policyId} GetPolicy
GET /policy-engines/{policyEngineId}/policy-generation-summaries ListPolicyGenerationSummaries
GET /policy-engines/{policyEngineId}/policy-generation-summaries/{policyGenerationId} GetPolicyGenerationSummary
GET /policy-engines/{policyEngineId}/policy-generations ListPolicyGenerations
GET /policy-engines/{policyEngineId}/policy-generations/{policyGenerationId} GetPolicyGeneration
GET /policy-engines/{policyEngineId}/policy-generations/{policyGenerationId}/assets ListPolicyGenerationAssets
GET /policy-engines/{policyEngineId}/policy-summaries ListPolicySummaries
GET /policy-engines/{policyEngineId}/policy-summaries/{policyId} GetPolicySummary
GET /registries ListRegistries
GET /registries/{registryId} GetRegistry
GET /registries/{registryId}/records ListRegistryRecords
GET /registries/{registryId}/records/{recordId} GetRegistryRecord
GET /resourcepolicy/{resourceArn} GetResourcePolicy
GET /runtimes/{agentRuntimeId}/ GetAgentRuntime
GET /runtimes/{agentRuntimeId}/runtime-endpoints/{endpointName}/ GetAgentRuntimeEndpoint
GET /tags/{resourceArn} ListTagsForResource
PATCH /gateways/{gatewayIdentifier}/rate-limits/{rateLimitId} UpdateGatewayRateLimit
PATCH /gateways/{gatewayIdentifier}/rules/{ruleId} UpdateGatewayRule
PATCH /harnesses/{harnessId} UpdateHarness
PATCH /harnesses/{harnessId}/endpoints/{endpointName} UpdateHarnessEndpoint
PATCH /payments/managers/{paymentManagerId} UpdatePaymentManager
PATCH /payments/managers/{paymentManagerId}/connectors/{paymentConnectorId} UpdatePaymentConnector
PATCH /policy-engines/{policyEngineId} UpdatePolicyEngine
PATCH /policy-engines/{policyEngineId}/policies/{policyId} UpdatePolicy
PATCH /registries/{registryId} UpdateRegistry
PATCH /registries/{registryId}/records/{recordId} UpdateRegistryRecord
PATCH /registries/{registryId}/records/{recordId}/status UpdateRegistryRecordStatus
POST /browser-profiles ListBrowserProfiles
POST /browsers ListBrowsers
POST /capacity-providers ListCapacityProviders
POST /capacity-providers/{capacityProviderId}/runtime-versions ListAgentRuntimeVersionsByCapacityProvider
POST /code-interpreters ListCodeInterpreters
POST /configuration-bundles ListConfigurationBundles
POST /configuration-bundles/create CreateConfigurationBundle
POST /configuration-bundles/{bundleId}/versions ListConfigurationBundleVersions
POST /datasets CreateDataset
POST /datasets/{datasetId}/examples/add AddDatasetExamples
POST /datasets/{datasetId}/examples/delete DeleteDatasetExamples
POST /datasets/{datasetId}/examples/update UpdateDatasetExamples
POST /datasets/{datasetId}/versions CreateDatasetVersion
POST /evaluators ListEvaluators
POST /evaluators/create CreateEvaluator
POST /gateways/ CreateGateway
POST /gateways/{gatewayIdentifier}/rate-limits CreateGatewayRateLimit
POST /gateways/{gatewayIdentifier}/rules CreateGatewayRule
POST /gateways/{gatewayIdentifier}/targets/ CreateGatewayTarget
POST /harnesses CreateHarness
POST /harnesses/{harnessId}/endpoints CreateHarnessEndpoint
POST /identities/CreateApiKeyCredentialProvider CreateApiKeyCredentialProvider
POST /identities/CreateConsentPortal CreateConsentPortal
POST /identities/CreateOauth2CredentialProvider CreateOauth2CredentialProvider
POST /identities/CreatePaymentCredentialProvider CreatePaymentCredentialProvider
POST /identities/CreateWorkloadIdentity CreateWorkloadIdentity
POST /identities/DeleteApiKeyCredentialProvider DeleteApiKeyCredentialProvider
POST /identities/DeleteConsentPortal DeleteConsentPortal
POST /identities/DeleteOauth2CredentialProvider DeleteOauth2CredentialProvider
POST /identities/DeletePaymentCredentialProvider DeletePaymentCredentialProvider
POST /identities/DeleteWorkloadIdentity DeleteWorkloadIdentity
POST /identities/GetApiKeyCredentialProvider GetApiKeyCredentialProvider
POST /identities/GetConsentPortal GetConsentPortal
POST /identities/GetOauth2CredentialProvider GetOauth2CredentialProvider
POST /identities/GetPaymentCredentialProvider GetPaymentCredentialProvider
POST /identities/GetWorkloadIdentity GetWorkloadIdentity
POST /identities/ListApiKeyCredentialProviders ListApiKeyCredentialProviders
POST /identities/ListConsentPortals ListConsentPortals
POST /identities/ListOauth2CredentialProviders ListOauth2CredentialProviders
POST /identities/ListPaymentCredentialProviders ListPaymentCredentialProviders
POST /identities/ListWorkloadIdentities ListWorkloadIdentities
POST /identities/UpdateApiKeyCredentialProvider UpdateApiKeyCredentialProvider
POST /identities/UpdateConsentPortal UpdateConsentPortal
POST /identities/UpdateOauth2CredentialProvider UpdateOauth2CredentialProvider
POST /identities/UpdatePaymentCredentialProvider UpdatePaymentCredentialProvider
POST /identities/UpdateWorkloadIdentity UpdateWorkloadIdentity
POST /identities/get-token-vault GetTokenVault
POST /identities/set-token-vault-cmk SetTokenVaultCMK
POST /memories/ ListMemories
POST /memories/create CreateMemory
POST /online-evaluation-configs ListOnlineEvaluationConfigs
POST /online-evaluation-configs/create CreateOnlineEvaluationConfig
POST /payments/managers CreatePaymentManager
POST /payments/managers-list ListPaymentManagers
POST /payments/managers/{paymentManagerId}/connectors CreatePaymentConnector
POST /payments/managers/{paymentManagerId}/connectors-list ListPaymentConnectors
POST /payments/managers/{paymentManagerId}/connectors/{paymentConnectorId}/rotate-credentials RotatePaymentConnectorCredentials
POST /policy-engines CreatePolicyEngine
POST /policy-engines/{policyEngineId}/policies CreatePolicy
POST /policy-engines/{policyEngineId}/policy-generations StartPolicyGeneration
POST /registries CreateRegistry
POST /registries/{registryId}/records CreateRegistryRecord
POST /registries/{registryId}/records/{recordId}/submit-for-approval SubmitRegistryRecordForApproval
POST /runtimes/ ListAgentRuntimes
POST /runtimes/{agentRuntimeId}/runtime-endpoints/ ListAgentRuntimeEndpoints
POST /runtimes/{agentRuntimeId}/versions/ ListAgentRuntimeVersions
POST /tags/{resourceArn} TagResource
PUT /browser-profiles CreateBrowserProfile
PUT /browsers CreateBrowser
PUT /capacity-providers CreateCapacityProvider
PUT /capacity-providers/{capacityProviderId} UpdateCapacityProvider
PUT /code-interpreters CreateCodeInterpreter
PUT /configuration-bundles/{bundleId} UpdateConfigurationBundle
PUT /datasets/{datasetId} UpdateDataset
PUT /evaluators/{evaluatorId} UpdateEvaluator
PUT /gateways/{gatewayIdentifier}/ UpdateGateway
PUT /gateways/{gatewayIdentifier}/rate-limits/batch BatchPutGatewayRateLimits
PUT /gateways/{gatewayIdentifier}/synchronizeTargets SynchronizeGatewayTargets
PUT /gateways/{gatewayIdentifier}/targets/{targetId}/ UpdateGatewayTarget
PUT /memories/{memoryId}/update UpdateMemory
PUT /online-evaluation-configs/{onlineEvaluationConfigId} UpdateOnlineEvaluationConfig
PUT /resourcepolicy/{resourceArn} PutResourcePolicy
PUT /runtimes/ CreateAgentRuntime
PUT /runtimes/{agentRuntimeId}/ UpdateAgentRuntime
PUT /runtimes/{agentRuntimeId}/runtime-endpoints/ CreateAgentRuntimeEndpoint
PUT /runtimes/{agentRuntimeId}/runtime-endpoints/{endpointName}/ UpdateAgentRuntimeEndpoint
`;
