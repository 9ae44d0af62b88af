import { expect, test } from 'vitest';
import { cli } from '../support/cli.ts';

test('check --all-choices holds, and reaches every state and transition', () => {
  const { code, stdout } = cli('check', '--all-choices', '--runs', '100');
  expect(code).toBe(0);
  expect(stdout).toMatch(/transitions of the statecharts: (\d+) of \1 taken/);
});
