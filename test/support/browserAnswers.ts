import type { Seen } from '../../model/index.ts';

const createdAt = '2026-01-01T00:00:00Z';
const lastUpdatedAt = createdAt;

/** Where a browser runs. */
export const outside = { networkMode: 'PUBLIC' };
export const inVpc = {
  networkMode: 'VPC',
  vpcConfig: { subnets: ['subnet-0000000a'], securityGroups: ['sg-0000000a'] },
};

export const ok = (output: object): Seen => ({ ok: true, output }) as Seen;
export const lost: Seen = { ok: 'unknown' };

export const arnOf = (browserId: string): string =>
  `arn:aws:bedrock-agentcore:us-east-1:123456789012:browser-custom/${browserId}`;

const summary = (browserId: string, status: string) => ({
  ...{ browserArn: arnOf(browserId), browserId, createdAt, status },
});

/** The answers to CreateBrowser, GetBrowser, ListBrowsers and DeleteBrowser. */
export const made = (browserId: string): Seen => ok(summary(browserId, 'CREATING'));
export const shown = (browserId: string, status: string, networkConfiguration: object): Seen =>
  ok({
    ...summary(browserId, status),
    ...{ lastUpdatedAt, name: browserId[0], networkConfiguration },
  });
export const listed = (status: string, ...ids: readonly string[]): Seen =>
  ok({ browserSummaries: ids.map((browserId) => summary(browserId, status)) });
export const gone = (browserId: string): Seen =>
  ok({ browserId, lastUpdatedAt, status: 'DELETING' });
