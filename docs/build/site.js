import { copyFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Converter, JSX, ReflectionKind, RendererEvent } from 'typedoc';

const mermaid = createRequire(import.meta.url).resolve('@mermaid-js/tiny/dist/mermaid.tiny.js');
/** Whatever is exported in these categories says what AWS does, and where that is written. */
const ofRules = ['Rules', 'Documents'];

/**
 * What the site has beyond TypeDoc's own: diagrams that need no network, a link to the explorer page from everywhere,
 * and a check that what states rules names its source.
 *
 * @param {import('typedoc').Application} app
 */
export function site(app) {
  app.renderer.on(RendererEvent.END, ({ outputDirectory }) => {
    copyFileSync(mermaid, join(outputDirectory, 'assets', 'mermaid.js'));
  });
  app.renderer.hooks.on('sidebar.begin', (context) =>
    JSX.createElement(
      'a',
      { class: 'to-explorer', href: context.relativeURL('explorer/index.html') },
      'Walk the model',
    ),
  );
  // Pages are named by their place in docs/, whatever else is a page.
  app.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_, document) => {
    document.name = document.name.replace(/^docs\//, '');
  });
  app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => {
    for (const reflection of project.getReflectionsByKind(
      ReflectionKind.Variable | ReflectionKind.Function,
    )) {
      const tags = (reflection.comment ?? reflection.signatures?.[0]?.comment)?.blockTags ?? [];
      const [category] = tags
        .filter(({ tag }) => tag === '@category')
        .flatMap(({ content }) => content);
      if (!ofRules.includes(category?.text.trim() ?? '')) continue;
      if (!tags.some(({ tag }) => tag === '@source'))
        app.logger.warn(`${reflection.getFullName()} states rules and names no @source`);
    }
  });
}
