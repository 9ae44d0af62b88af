import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { baselineFrom } from '../../src/conformance/index.ts';
import { inputsFrom } from '../../src/target/inputs.ts';
import { blocksOf } from '../support/markdown.ts';

const blocks = blocksOf('docs/conform.md');

test('the example of the guide is the one that is run', () => {
  const example = readFileSync('test/conformance/conformExample.test.ts', 'utf8')
    .replace('../../src/conformance/index.ts', 'agentcore-slr/conformance')
    .replace('../../src/index.ts', 'agentcore-slr');
  const [shown] = blocks.filter(({ language }) => language === 'ts');
  expect(shown?.text).toBe(example);
});

test('the files that the guide shows are taken', () => {
  const [baseline, inputs] = blocks
    .filter(({ language }) => language === 'json')
    .map(({ text }) => JSON.parse(text) as unknown);
  expect(baselineFrom(baseline).deviations).toHaveLength(3);
  expect(Object.keys(inputsFrom(inputs).regions)).toEqual(['us-east-1']);
});
