/** What a sample expression gives: a value, nothing, or what the configuration does not tell. */
export type Sample =
  | { readonly type: 'str'; readonly value: string }
  | { readonly type: 'int'; readonly value: number }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'none' }
  | { readonly type: 'unknown'; readonly below?: number };

export const none: Sample = { type: 'none' };
export const unknownSample: Sample = { type: 'unknown' };

/** A string, unknown where it is undefined. */
export function str(value: string | undefined): Sample {
  return value === undefined ? unknownSample : { type: 'str', value };
}

export function int(value: number): Sample {
  return { type: 'int', value };
}

export function bool(value: boolean): Sample {
  return { type: 'bool', value };
}

/** A sample as text, the way HAProxy casts it; undefined where there is none or it is unknown. */
export function textOf(sample: Sample): string | undefined {
  switch (sample.type) {
    case 'str':
      return sample.value;
    case 'int':
      return String(sample.value);
    case 'bool':
      return sample.value ? '1' : '0';
    default:
      return undefined;
  }
}
