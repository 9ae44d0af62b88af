import { OptionDefaults } from 'typedoc';
import { site } from './docs/build/site.js';

/** @type {Partial<import('typedoc').TypeDocOptions>} */
export default {
  name: 'agentcore-slr',
  entryPoints: ['src/index.ts', 'src/conformance/index.ts'],
  tsconfig: 'tsconfig.build.json',
  out: 'docs/site',
  plugin: [site],
  customJs: 'docs/build/diagrams.js',
  customCss: 'docs/build/site.css',
  projectDocuments: [
    'docs/guide.md',
    'docs/!(guide).md',
    'docs/reference/README.md',
    'docs/reference/!(README).md',
    'docs/reference/rules/*.md',
    'CONTRIBUTING.md',
  ],
  highlightLanguages: [...OptionDefaults.highlightLanguages, 'mermaid'],
  // A name that looks like an address is none.
  markdownItOptions: { html: true, linkify: false },
  // What the guides and the reference say is found, too.
  searchInDocuments: true,
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
  ],
  validation: { notExported: true, invalidLink: true, notDocumented: true },
  treatWarningsAsErrors: true,
  treatValidationWarningsAsErrors: true,
};
