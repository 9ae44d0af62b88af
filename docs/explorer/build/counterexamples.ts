import { writeFileSync } from 'node:fs';
import { type FaultName, faultNames, faults, faulty } from '../../../model/faults/index.ts';
import { defaultChoices } from '../../../model/index.ts';
import { check } from '../../../src/check/check.ts';
import { sizesOfFaults } from '../../../src/faults/matrix.ts';
import { linkText, openLink } from '../../../src/walk/link.ts';

const runs = 2_000;

/** The property that a wrong model breaks, and a link to the walk that shows it: at its last step, where it can. */
async function lineOf(fault: FaultName): Promise<string> {
  const isExplored = faults[fault].layer === 'lifecycle';
  const { properties } = await check({
    model: faulty(fault),
    sizes: () => (isExplored ? sizesOfFaults : sizesOfFaults.slice(0, 1)),
    choices: defaultChoices,
    allChoices: false,
    runs: isExplored ? 0 : runs,
    seed: 2,
    untilBroken: true,
  });
  const found = properties.flatMap(({ name, counterexample }) =>
    counterexample === undefined
      ? []
      : [{ name, link: linkText({ fault, choices: {} }, counterexample.walk.keys) }],
  );
  const isSeen = ({ name, link }: (typeof found)[number]): boolean => {
    const opened = openLink(link);
    return 'played' in opened && (opened.played.at(-1)?.broke.includes(name) ?? false);
  };
  const best = found.find(isSeen) ?? found[0];
  if (best === undefined) throw new Error(`nothing catches ${fault}`);
  return `${best.name} ${best.link}\n`;
}

let text = '';
for (const fault of faultNames) {
  process.stderr.write(`${fault}\n`);
  text += await lineOf(fault);
}
writeFileSync('docs/explorer/counterexamples.txt', text);
