import type { Plugin } from 'vite';

/** The package that a module belongs to; of a package inside another's node_modules, the inner one. */
const inPackage = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//;

/** Notes in `names` every package whose code gets into the page, so that no list of them has to be kept. */
export function bundledPackages(names: Set<string>): Plugin {
  return {
    name: 'bundled-packages',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        for (const id of chunk.moduleIds) {
          const name = inPackage.exec(id.replaceAll('\\', '/'))?.[1];
          if (name !== undefined) names.add(name);
        }
      }
    },
  };
}
