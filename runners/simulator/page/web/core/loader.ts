export type Exports = Record<string, unknown>;

interface ModuleEntry {
  factory: () => Exports;
  exports?: Exports;
}

const modulesMap: Record<string, ModuleEntry> = {};

/** Registers a module of the page; its exports are one mutable object, which wa-js wraps in place. */
export function define(id: string, exports: Exports | (() => Exports)): void {
  modulesMap[id] = { factory: typeof exports === 'function' ? exports : () => exports };
}

/** The mutable exports of a module: the page itself calls through it, so that wrapped functions are seen. */
export function importNamespace(id: string): Exports {
  const entry = modulesMap[id];
  if (!entry) throw new Error(`Requiring unknown module "${id}"`);
  entry.exports ??= entry.factory();
  return entry.exports;
}

function requireModule(id: string): unknown {
  if (id === '__debug') return { modulesMap };
  const exports = importNamespace(id);
  // A module whose only export is `default` comes bare from `require`.
  const names = Object.keys(exports);
  return names.length === 1 && names[0] === 'default' ? exports.default : exports;
}

/** Publishes Meta's module system on `window`, as wa-js and whatsapp-web.js look for it. */
export function publish(): void {
  Object.assign(window, {
    ErrorGuard: { skipGuardGlobal: () => undefined },
    importNamespace,
    __d: define,
    require: requireModule,
  });
}
