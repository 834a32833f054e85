// Bundles what runs in browsers: the bridge, the simulated WhatsApp Web page and the people's phone page.
import { build } from 'esbuild';

const shared = { bundle: true, format: 'iife', target: 'chrome120', logLevel: 'warning', legalComments: 'none' };

await Promise.all([
  build({ ...shared, entryPoints: { bridge: 'bridge/src/index.ts' }, outdir: 'bridge/dist', minify: true }),
  build({
    ...shared,
    entryPoints: { web: 'simulator/page/web/index.ts', phones: 'simulator/page/phones/index.ts' },
    outdir: 'simulator/dist',
    // Names stay readable: wa-js recognises some classes by their source text.
    minifySyntax: true,
    minifyWhitespace: true,
  }),
]);
