import { OptionDefaults } from 'typedoc';

/** @type {Partial<import('typedoc').TypeDocOptions>} */
export default {
  name: 'agentcore-slr',
  entryPoints: ['src/index.ts'],
  tsconfig: 'tsconfig.build.json',
  out: 'docs/site',
  projectDocuments: ['docs/*.md', 'docs/reference/*.md', 'docs/reference/rules/*.md'],
  highlightLanguages: [...OptionDefaults.highlightLanguages, 'mermaid'],
  includeVersion: true,
  disableSources: true,
  blockTags: [...OptionDefaults.blockTags, '@source'],
  categorizeByGroup: false,
  categoryOrder: ['Semantics', 'Catalogue', 'Documents', 'Properties', 'Exploration', 'Types'],
  defaultCategory: 'Types',
  // Members are documented where their name and type do not say it all.
  requiredToBeDocumented: ['Variable', 'Function', 'Interface', 'TypeAlias'],
  // Tables whose names make up an exported type.
  intentionallyNotExported: ['table', 'surfaceFaults', 'documentFaults', 'lifecycleFaults'],
  validation: { notExported: true, invalidLink: true, notDocumented: true },
  treatWarningsAsErrors: true,
  treatValidationWarningsAsErrors: true,
};
