import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Call,
  certain,
  type OperationName,
  observe,
  operations,
  step,
} from '../../model/index.ts';
import { callFrom } from '../../properties/calls.ts';
import { tell } from '../support/account.ts';

const { account } = tell(
  `makeNetwork; CreateNetworkInterface SubnetId=$subnet; runtime alpha VPC; succeed alpha;
  browser alpha PUBLIC clientToken=$token; makePlain; TagRole RoleName=plain Tags=[{"Key":"a","Value":"b"}];
  deleteRole; GenerateServiceLastAccessedDetails Arn=$arn; CreateUser UserName=user`,
);

/** A value within so many structures, or lists. */
const nested = (levels: number, open: string, close: string): unknown =>
  JSON.parse(`${open.repeat(levels)}null${close.repeat(levels)}`);
const nasty: readonly unknown[] = [
  null,
  '',
  '__proto__',
  [null],
  [{}],
  [{ Key: { toString: 1 } }],
  [{ toString: 1 }],
  { toString: 1, valueOf: 1 },
  ...['subnets', 'securityGroups'].flatMap((member) =>
    ['', 5, [{}], [null]].map((ids) => ({
      networkMode: 'VPC',
      networkModeConfig: {
        subnets: ['subnet-00000000'],
        securityGroups: ['sg-00000000'],
        [member]: ids,
      },
      vpcConfig: { subnets: ['subnet-00000000'], securityGroups: ['sg-00000000'], [member]: ids },
    })),
  ),
  nested(20_000, '[', ']'),
  nested(20_000, '{"a":', '}'),
];
const named = [...new Set(Object.values(operations).flatMap(({ required }) => required))];
const member = fc.constantFrom(
  ...named,
  ...['Tags', 'TagKeys', 'Groups', 'Resources', 'SubnetIds', 'clientToken', 'Description', 'Path'],
  ...['MaxSessionDuration', 'PathPrefix', 'networkConfiguration', 'AnyId', '__proto__', 'toString'],
);
const value = fc.oneof(fc.jsonValue(), fc.constantFrom(...nasty));
const spoilt = fc.array(fc.tuple(member, value), { minLength: 1, maxLength: 3 });
const detail = fc.nat({ max: 2 ** 20 });
const draw = (operation: number, drawn = 1): Call =>
  callFrom(account, { operation, caller: 0, region: 0, detail: drawn });
const drawn = Array.from({ length: 1_000 }, (_, number) => draw(number).operation);

test.each(Object.keys(operations) as OperationName[])(
  '%s: whatever it is given, it answers, and a refusal gives the same account back',
  (operation) => {
    fc.assert(
      fc.property(detail, spoilt, (number, members) => {
        const call = draw(drawn.indexOf(operation), number);
        const own = members.map(([name, item], place): [string, unknown] => [
          place === 0 ? (operations[operation].required[number % 3] ?? name) : name,
          item,
        ]);
        const input = Object.fromEntries([...Object.entries(call.input), ...own]);
        const result = step(account, { ...call, input });
        expect(call.operation).toBe(operation);
        expect([true, false]).toContain(result.outcome.ok);
        if (result.outcome.ok === false) expect(result.account).toBe(account);
        observe(certain(account), { ...call, input }, result.outcome);
      }),
      { seed: 1, numRuns: 25 },
    );
  },
);
