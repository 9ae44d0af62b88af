import { OptionDefaults } from 'typedoc';
import { site } from './docs/theme/site.js';

/** @type {Partial<import('typedoc').TypeDocOptions>} */
export default {
  name: 'agentcore-slr',
  entryPoints: ['src/index.ts', 'src/conformance/index.ts'],
  tsconfig: 'tsconfig.build.json',
  out: 'docs/site',
  plugin: [site],
  customJs: 'docs/theme/diagrams.js',
  customCss: 'docs/theme/site.css',
  projectDocuments: ['docs/*.md', 'docs/reference/*.md', 'docs/reference/rules/*.md'],
  highlightLanguages: [...OptionDefaults.highlightLanguages, 'mermaid'],
  includeVersion: true,
  disableSources: true,
  blockTags: [...OptionDefaults.blockTags, '@source'],
  categorizeByGroup: false,
  // The library as a reader meets it: what the model does, what it knows, what is made of it.
  categoryOrder: [
    'Semantics',
    'Rules',
    'Documents',
    'Choices',
    'Wrong models',
    'Properties',
    'Exploration',
    'Conformance',
    'Target',
    'Report',
    'Histories',
    'Server',
    'Types',
  ],
  defaultCategory: 'Types',
  // Members are documented where their name and type do not say it all.
  requiredToBeDocumented: ['Variable', 'Function', 'Interface', 'TypeAlias'],
  intentionallyNotExported: [
    // Tables whose names make up an exported type.
    'table',
    'surfaceFaults',
    'documentFaults',
    'lifecycleFaults',
    // Not to be looked into.
    'Beliefs',
  ],
  validation: { notExported: true, invalidLink: true, notDocumented: true },
  treatWarningsAsErrors: true,
  treatValidationWarningsAsErrors: true,
};
