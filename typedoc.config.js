import { OptionDefaults } from 'typedoc';

/** @type {Partial<import('typedoc').TypeDocOptions>} */
export default {
  name: 'agentcore-slr',
  entryPoints: ['src/index.ts'],
  tsconfig: 'tsconfig.build.json',
  out: 'docs/site',
  includeVersion: true,
  disableSources: true,
  blockTags: [...OptionDefaults.blockTags, '@source'],
  categorizeByGroup: false,
  categoryOrder: [
    'Semantics',
    'Catalogue',
    'Properties',
    'Wire',
    'Target',
    'Conformance',
    'Report',
    '*',
  ],
  validation: { notExported: true, invalidLink: true, notDocumented: true },
  treatWarningsAsErrors: true,
  treatValidationWarningsAsErrors: true,
};
