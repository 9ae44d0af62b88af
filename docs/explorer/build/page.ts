import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { build, transform } from 'esbuild';
import { drawings } from './drawings.ts';

const folder = 'docs/explorer';

/** The page's program in one piece, which runs as a classic script. */
async function program(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [`${folder}/main.tsx`],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2023',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  return outputFiles[0]?.text ?? '';
}

const hashed = (text: string): string =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** The whole page in one file, which needs no network and is not let near it. */
export async function page(): Promise<string> {
  const script = await program();
  const { code: style } = await transform(readFileSync(`${folder}/page.css`, 'utf8'), {
    loader: 'css',
    minify: true,
  });
  const policy = `default-src 'none'; img-src data:; style-src ${hashed(style)}; script-src ${hashed(script)}; base-uri 'none'; form-action 'none'`;
  const templates = (await drawings()).map(
    ({ name, svg }) => `<template id="drawing-${name}">${svg}</template>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>The AgentCore service-linked role: explorer</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<div id="page"></div>
<noscript>This page runs the model itself, and needs JavaScript for that.</noscript>
${templates.join('\n')}
<script>${script}</script>
</body>
</html>
`;
}
