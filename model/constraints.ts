/** What members may look like; the rest is not constrained. */
export const constraints: Readonly<Record<string, RegExp>> = {
  AWSServiceName: /^[\w+=,.@-]{1,128}$/,
  RoleName: /^[\w+=,.@-]{1,64}$/,
  UserName: /^[\w+=,.@-]{1,64}$/,
  GroupName: /^[\w+=,.@ -]{1,255}$/,
  CustomSuffix: /^[\w+=,.@-]{1,64}$/,
  Description: /^[\t\n\r -~\u00A1-\u00FF]{0,1000}$/,
  PathPrefix: /^\/[!-\x7F]{0,511}$/,
  Path: /^(\/|\/[!-\x7E]+\/)$/,
  PolicyArn: /^.{20,2048}$/,
  DeletionTaskId: /^.{1,1000}$/,
  VersionId: /^v[1-9][0-9]*(\.[A-Za-z0-9-]*)?$/,
  MaxSessionDuration: /^(3[6-9]\d\d|[4-9]\d{3}|[1-3]\d{4}|4[0-2]\d{3}|43[01]\d\d|43200)$/,
  ServiceNamespace: /^[\w-]{1,64}$/,
  agentRuntimeName: /^[a-zA-Z][a-zA-Z0-9_]{0,47}$/,
  name: /^[a-zA-Z][a-zA-Z0-9_]{0,47}$/,
  clientToken: /^[a-zA-Z0-9](-*[a-zA-Z0-9]){32,255}$/,
};
