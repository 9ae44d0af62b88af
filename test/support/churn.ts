import { agentCoreRole, callers, defaultChoices, type OperationName } from '../../model/index.ts';
import { reference } from '../../model/model.ts';
import { answerCall } from '../../src/server/answering.ts';
import { clockFrom } from '../../src/server/clock.ts';
import { durationsOf } from '../../src/server/durations.ts';
import type { WorldRecord } from '../../src/server/world.ts';
import { accountOf, Worlds } from '../../src/server/worlds.ts';

const { name: RoleName } = agentCoreRole;
const who = { account: '123456789012', caller: callers.administrator };
const minute = 60_000;
const networkConfiguration = {
  networkMode: 'VPC',
  vpcConfig: { subnets: ['subnet-0123456789abcdef0'], securityGroups: ['sg-0123456789abcdef0'] },
};

/** One account in which the same things are made and removed again and again, time going on all the while. */
export function churning(remembered: number): {
  /** Makes some calls. */
  readonly go: (calls: number) => void;
  readonly record: () => WorldRecord;
} {
  const worlds = new Worlds(
    {
      seed: '0',
      model: reference,
      durations: durationsOf(false),
      adversarial: false,
      instant: false,
      remembered,
    },
    clockFrom('manual'),
    undefined,
    accountOf(defaultChoices, undefined),
  );
  let made = 0;
  const ask = (operation: OperationName, input: Readonly<Record<string, unknown>>) => {
    made += 1;
    const { answered } = answerCall(worlds, who, { operation, region: 'us-east-1', input });
    return answered.ok ? answered.output : {};
  };
  const wait = (minutes: number) => worlds.goOnTo(who.account, worlds.now + minutes * minute);
  const once = () => {
    const name = `browser_${made}`;
    const clientToken = `${made}`.padStart(40, '0');
    const { browserId } = ask('CreateBrowser', { name, networkConfiguration, clientToken });
    wait(2);
    ask('GenerateServiceLastAccessedDetails', {
      Arn: `arn:aws:iam::${who.account}:role/aws-service-role/${agentCoreRole.principal}/${RoleName}`,
    });
    const { DeletionTaskId } = ask('DeleteServiceLinkedRole', { RoleName });
    wait(1);
    ask('GetServiceLinkedRoleDeletionStatus', { DeletionTaskId });
    ask('GetBrowser', { browserId });
    ask('DeleteBrowser', { browserId });
    ask('CreateRole', { RoleName: name, AssumeRolePolicyDocument: '{}' });
    ask('DeleteRole', { RoleName: name });
    wait(10);
  };
  return {
    go: (calls) => {
      for (const end = made + calls; made < end; ) once();
    },
    record: () => worlds.place(who.account).world.record(),
  };
}
