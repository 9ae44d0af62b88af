import { test } from 'vitest';
import type { Choices } from '../../model/index.ts';
import { type End, expectEnd, refused, tell } from '../support/account.ts';

const made = 'makeNetwork; runtime alpha VPC; succeed alpha';
const gone = `${made}; delete alpha; succeed alpha`;
const generate = 'makeRole; GenerateServiceLastAccessedDetails Arn=$arn';
const tags = 'Tags=[{"Key":"team","Value":"a"}]';

/** What the documents say besides: code, status and text, or `ok`. */
const more = `
GetPolicy PolicyArn=$unmade => NoSuchEntity 404 Policy $unmade was not found.
GetPolicy PolicyArn=$readOnly => ok
CreateUser UserName=u; AttachUserPolicy UserName=u PolicyArn=$otherPolicy => PolicyNotAttachable 400
CreateGroup GroupName=g; AttachGroupPolicy GroupName=g PolicyArn=$otherPolicy => PolicyNotAttachable 400
CreateUser UserName=u; AttachUserPolicy UserName=u PolicyArn=$readOnly; DeleteUser UserName=u => DeleteConflict 409
CreateUser UserName=u; AttachUserPolicy UserName=u PolicyArn=$readOnly; DetachUserPolicy UserName=u PolicyArn=$readOnly; DeleteUser UserName=u => ok
CreateGroup GroupName=g; AttachGroupPolicy GroupName=g PolicyArn=$readOnly; DeleteGroup GroupName=g => DeleteConflict 409
CreateUser UserName=u; GetUser UserName=u => ok
CreateUser UserName=u; DeleteUser UserName=u; GetUser UserName=u => NoSuchEntity 404
CreateUser UserName=u; DeleteUser UserName=u; CreateUser UserName=u => ok
GetUser UserName=constructor => NoSuchEntity 404
GetGroup GroupName=g => NoSuchEntity 404
CreateGroup GroupName=g; DetachGroupPolicy GroupName=g PolicyArn=$readOnly => NoSuchEntity 404 Policy $readOnly was not found.
makePlain; DetachRolePolicy RoleName=plain PolicyArn=$readOnly => NoSuchEntity 404 Policy $readOnly was not found.
makePlain; AttachRolePolicy RoleName=plain PolicyArn=$readOnly; DeleteRole RoleName=plain => DeleteConflict 409
makePlain; PutRolePolicy RoleName=plain PolicyName=p PolicyDocument={}; DeleteRole RoleName=plain => DeleteConflict 409
makePlain; PutRolePolicy RoleName=plain PolicyName=p PolicyDocument={}; DeleteRolePolicy RoleName=plain PolicyName=p; DeleteRole RoleName=plain => ok
makePlain RoleName=$role; makeRole => InvalidInput 400 Service role name $role has been taken in this account, please try a different suffix.
makePlain RoleName=$folded; makeRole => InvalidInput 400 Service role name $role has been taken in this account, please try a different suffix.
makePlain RoleName=$folded; makeRole by:reader => AccessDenied 403
makePlain RoleName=$folded; runtime a VPC => AccessDeniedException 403
makePlain RoleName=$folded; DeleteRole RoleName=$folded; makeRole => ok
DeleteServiceLinkedRole RoleName=constructor => NoSuchEntity 404
makePlain RoleName=__proto__; GetRole RoleName=__proto__ => ok
${generate}; GetServiceLastAccessedDetails JobId=$job by:reader => NoSuchEntity 404
GetPolicy PolicyArn=longpolicynamebutnoarn => ValidationError 400 Invalid ARN:  Could not be parsed!
makePlain; AttachRolePolicy RoleName=plain PolicyArn=longpolicynamebutnoarn => ValidationError 400 Invalid ARN:  Could not be parsed!
makePlain; AttachRolePolicy RoleName=plain PolicyArn=$unmade => NoSuchEntity 404 Policy $unmade does not exist or is not attachable.
makeRole; makePlain RoleName=$role => EntityAlreadyExists 409
makePlain; makePlain RoleName=PLAIN => EntityAlreadyExists 409
makeRole; makePlain RoleName=$folded => EntityAlreadyExists 409
GetRole RoleName=constructor => NoSuchEntity 404 The role with name constructor cannot be found.
CreateTags Resources=["constructor"] Tags=[{"Key":"k"}] => InvalidNetworkInterfaceID.NotFound 400
CreateTags Resources=[] Tags=[{"Key":"k"}] => InvalidParameterValue 400
runtime a VPC networkConfiguration={"networkMode":"VPC"} => ValidationException 400 NetworkModeConfig is required for VPC mode
browser a VPC networkConfiguration={"networkMode":"VPC","networkModeConfig":{"subnets":["$subnet"],"securityGroups":["$group"]}} => ValidationException 400
browser a SANDBOX => ValidationException 400
runtime a PUBLIC; runtime a PUBLIC => ConflictException 409 An agent with the specified name already exists
runtime a PUBLIC; runtime a PUBLIC in:eu-west-1 => ok
runtime a PUBLIC clientToken=$token; runtime a PUBLIC clientToken=$token => ok
runtime a PUBLIC clientToken=$token; runtime a PUBLIC clientToken=$token in:eu-west-1; get a in:eu-west-1 => ok
runtime a PUBLIC; succeed a; delete a clientToken=$token; delete a clientToken=$token => ok
UpdateAgentRuntime agentRuntimeArtifact={} roleArn=arn:aws:iam::123456789012:role/a agentRuntimeId=none-0000000000 => ResourceNotFoundException 404 Agent 'none-0000000000' was not found. Please check the agent ID and try again.
${made}; DeleteSubnet SubnetId=$subnet => DependencyViolation 400
${gone}; DeleteSubnet SubnetId=$subnet => DependencyViolation 400
${gone}; release; DeleteSubnet SubnetId=$subnet => ok
${gone}; DeleteSecurityGroup GroupId=$group => DependencyViolation 400
${gone}; release; DeleteSecurityGroup GroupId=$group => ok
${gone}; release; DeleteVpc VpcId=$vpc => DependencyViolation 400
makeNetwork; CreateNetworkInterface SubnetId=$subnet; DeleteSubnet SubnetId=$subnet => DependencyViolation 400
makeNetwork; DeleteSubnet SubnetId=$subnet; DeleteSecurityGroup GroupId=$group; DeleteVpc VpcId=$vpc => ok
makeNetwork; DeleteSubnet SubnetId=$subnet; DeleteSubnet SubnetId=$subnet => InvalidSubnetID.NotFound 400
makeNetwork; DeleteSubnet SubnetId=$subnet in:eu-west-1 => InvalidSubnetID.NotFound 400
makeNetwork; CreateNetworkInterface SubnetId=$subnet in:eu-west-1 => InvalidSubnetID.NotFound 400
makeNetwork; CreateSubnet VpcId=$vpc CidrBlock=a in:eu-west-1 => InvalidVpcID.NotFound 400
makeNetwork; DescribeVpcs VpcIds=["$vpc"] in:eu-west-1 => InvalidVpcID.NotFound 400
DescribeSubnets SubnetIds=["subnet-0000dead"] => InvalidSubnetID.NotFound 400
DescribeSecurityGroups GroupIds=["sg-0000dead"] => InvalidGroup.NotFound 400
DescribeNetworkInterfaces NetworkInterfaceIds=["eni-0000dead"] => InvalidNetworkInterfaceID.NotFound 400
CreateTags Resources=["subnet-0000dead"] Tags=[{"Key":"k"}] => InvalidSubnetID.NotFound 400
DetachNetworkInterface AttachmentId=ela-attach-0 => OperationNotPermitted 400 You are not allowed to manage 'ela-attach' attachments.
DetachNetworkInterface AttachmentId=eni-attach-0 => InvalidAttachmentID.NotFound 400
${made}; interfaces; DeleteNetworkInterface NetworkInterfaceId=$interface => OperationNotPermitted 400
${made}; interfaces; DeleteNetworkInterface NetworkInterfaceId=$interface in:eu-west-1 => InvalidNetworkInterfaceID.NotFound 400
${made}; interfaces; CreateTags Resources=["$interface"] ${tags} in:eu-west-1 => InvalidNetworkInterfaceID.NotFound 400
${made}; interfaces; CreateTags Resources=["$interface"] ${tags} => ok`;

test.each(more.trim().split('\n'))('%s', (row) => {
  const [story = '', end = ''] = row.split(' => ');
  const [, code, status, text] = /^(\S+) (\d+) ?(.*)$/.exec(end) ?? [];
  expectEnd(tell(story), code === undefined ? {} : [code, Number(status), text || /./]);
});

const removed = 'runtime a PUBLIC; succeed a; delete a; succeed a';
const open = 'networkConfiguration={"networkMode":"PUBLIC"}';
const repeated = 'runtime a PUBLIC clientToken=$token; runtime a PUBLIC clientToken=$token';
test.each<[Partial<Choices>, string, End]>([
  [{ 'name-after-delete': 'reserved' }, `${removed}; runtime a PUBLIC`, refused.conflict],
  [{ 'name-after-delete': 'reserved' }, `${removed}; runtime a PUBLIC in:eu-west-1`, {}],
  [{ 'name-after-delete': 'reserved' }, `${removed}; browser a PUBLIC`, {}],
  [{ 'client-token-mismatch': 'refused' }, `${repeated} networkConfiguration=- ${open}`, {}],
  [
    { 'ordinary-role-deletion': 'InvalidInput' },
    'DeleteServiceLinkedRole RoleName=constructor',
    refused.noSuch,
  ],
  [
    { 'role-name-case': 'folded' },
    'makePlain; GetRole RoleName=PLAIN',
    { Role: { RoleName: 'plain' } },
  ],
])('%j: %s', (choices, story, end) => expectEnd(tell(story, choices), end));
