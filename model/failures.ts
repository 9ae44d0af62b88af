/** A refusal as the wire shows it. */
export interface Failure {
  /** The code of IAM, STS and EC2, or the exception of AgentCore. */
  readonly code: string;
  /** The HTTP status. */
  readonly status: number;
  /** Codes that the documents have for the same, beside it. */
  readonly orCode?: RegExp;
  /** The text that was observed; `{…}` are filled in. Where none was, a text of ours. */
  readonly text: string;
}

const table = {
  ValidationError: {
    code: 'ValidationError',
    status: 400,
    text: "1 validation error detected: Value at '{member}' failed to satisfy constraint: {constraint}",
  },
  AccessDenied: {
    code: 'AccessDenied',
    status: 403,
    text: 'User: {caller} is not authorized to perform: {action} on resource: {resource} because no identity-based policy allows the {action} action',
  },
  AssumeDenied: {
    code: 'AccessDenied',
    status: 403,
    text: 'User: {caller} is not authorized to perform: sts:AssumeRole on resource: {resource}',
  },
  NoTemplate: {
    code: 'AccessDenied',
    status: 403,
    text: 'Cannot find Service Linked Role template for {principal}',
  },
  NotAPrincipal: {
    code: 'AccessDenied',
    status: 403,
    text: '{principal} is not a valid AWS service name (Service Principal)',
  },
  SuffixNotAllowed: {
    code: 'InvalidInput',
    status: 400,
    text: 'Custom suffix is not allowed for {principal}',
  },
  RoleNameTaken: {
    code: 'InvalidInput',
    status: 400,
    text: 'Service role name {role} has been taken in this account, please try a different suffix.',
  },
  NoSuchEntity: {
    code: 'NoSuchEntity',
    status: 404,
    text: 'The role with name {role} cannot be found.',
  },
  NoSuchPolicy: { code: 'NoSuchEntity', status: 404, text: 'Policy {policy} was not found.' },
  NotAttachable: {
    code: 'NoSuchEntity',
    status: 404,
    text: 'Policy {policy} does not exist or is not attachable.',
  },
  InvalidArn: {
    code: 'ValidationError',
    status: 400,
    text: 'Invalid ARN:  Could not be parsed!',
  },
  NoSuchOther: { code: 'NoSuchEntity', status: 404, text: '{entity} cannot be found.' },
  NotServiceLinked: {
    code: 'InvalidInput',
    status: 400,
    text: 'Role {role} is not a service-linked role.',
  },
  MalformedTaskId: { code: 'InvalidInput', status: 400, text: 'Invalid task id' },
  UnmodifiableEntity: {
    code: 'UnmodifiableEntity',
    status: 400,
    text: "Cannot perform the operation on the protected role '{role}' - this role is only modifiable by AWS",
  },
  DeleteConflict: {
    code: 'DeleteConflict',
    status: 409,
    text: 'Cannot delete entity, must detach all policies first.',
  },
  PolicyNotAttachable: {
    code: 'PolicyNotAttachable',
    status: 400,
    text: 'Cannot attach a Service Role Policy to {target}',
  },
  ReservedPath: {
    code: 'InvalidInput',
    status: 400,
    text: "Path prefix '/aws-service-role/' can only be used for AWS Service linked Roles",
  },
  EntityAlreadyExists: {
    code: 'EntityAlreadyExists',
    status: 409,
    text: '{entity} already exists.',
  },
  ResourceNotFound: {
    code: 'ResourceNotFoundException',
    status: 404,
    text: "Agent '{id}' was not found. Please check the agent ID and try again.",
  },
  ConflictInTransition: {
    code: 'ConflictException',
    status: 409,
    text: "'{id}' is being changed. Try again when it is not.",
  },
  DeletionInProgress: {
    code: 'ConflictException',
    status: 409,
    text: 'The service linked role is being deleted. Try again later.',
  },
  NameConflict: {
    code: 'ConflictException',
    status: 409,
    text: 'An agent with the specified name already exists',
  },
  ServiceLinkedRoleCreationDenied: {
    code: 'AccessDeniedException',
    status: 403,
    text: 'Failed creating service linked role. Please verify that the calling role has sufficient permissions to create a service linked role.',
  },
  ValidationException: {
    code: 'ValidationException',
    status: 400,
    text: '{member} is missing or does not fit: {constraint}',
  },
  NetworkModeConfigRequired: {
    code: 'ValidationException',
    status: 400,
    text: 'NetworkModeConfig is required for VPC mode',
  },
  TokenMismatch: {
    code: 'ValidationException',
    status: 400,
    text: 'The client token was used with other parameters',
  },
  DependencyViolation: {
    code: 'DependencyViolation',
    status: 400,
    text: '{dependent}',
  },
  OperationNotPermitted: {
    code: 'OperationNotPermitted',
    status: 400,
    // An attachment that was shown to nobody may be one that there is not.
    orCode: /^InvalidAttachmentID\.NotFound$/,
    text: "You are not allowed to manage 'ela-attach' attachments.",
  },
  NotFoundInEc2: {
    code: '{code}',
    status: 400,
    // What EC2 says of ids that cannot be, and of things that are to be tagged.
    orCode: /^InvalidID$|\.Malformed$/,
    text: "The ID '{id}' does not exist",
  },
  InvalidParameterValue: {
    code: 'InvalidParameterValue',
    status: 400,
    // EC2's list of codes does not say which of them it is for which input.
    orCode: /^(MissingParameter|InvalidParameter(Combination)?|Invalid\w+\.(NotFound|Malformed))$/,
    text: "The value of '{member}' does not fit: {constraint}",
  },
} as const satisfies Readonly<Record<string, Failure>>;

/** The name of a failure: one for each way to be refused, several of which may share a code. */
export type FailureName = keyof typeof table;

/** Every way to be refused, with its code, HTTP status and text. @source Service models and recorded answers of IAM, EC2 and AgentCore; each refusal names its requirement @category Rules */
export const failures: Readonly<Record<FailureName, Failure>> = table;
