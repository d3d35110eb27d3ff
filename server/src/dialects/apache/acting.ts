/** Directives that act while a file is read. */
export const ACTING: ReadonlySet<string> = new Set([
  'include',
  'includeoptional',
  'use',
  'define',
  'undefine',
  'loadmodule',
  'serverroot',
  'undefmacro',
  'rewritemap',
]);

/** Sections that are read or passed over. */
export const CONDITIONAL: ReadonlySet<string> = new Set([
  'ifmodule',
  'ifdefine',
  'iffile',
  'ifversion',
  'ifdirective',
  'ifsection',
]);
