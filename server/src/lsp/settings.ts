import type { Severities } from '../rules/inspect.ts';
import { severities } from '../rules/rule.ts';
import { basePathOf, type Recognition } from '../stigman/recognition.ts';
import type { EditorFeatures } from './neighbours.ts';

/** Section of the settings and prefix of the requests that are no part of LSP. */
export const SECTION = 'stigmanProxyLint';

/** The settings that the server reads. */
export interface Settings {
  readonly recognition: Recognition;
  readonly severities: Severities;
  readonly inlayHints: boolean;
  /** By dialect; one that is not named has all its features. */
  readonly editorFeatures: Readonly<Record<string, EditorFeatures>>;
  readonly languageChecks: boolean;
}

const LEVELS = new Set<unknown>([...severities, 'off']);

/** Reads the section of the settings; what has the wrong type counts as not set. */
export function settingsOf(section: unknown): Settings {
  const raw = record(section);
  const upstreams = Array.isArray(raw['upstreams']) ? raw['upstreams'] : [];
  const basePath = typeof raw['basePath'] === 'string' ? raw['basePath'] : '';
  const levels = Object.entries(record(raw['rules'])).filter(([, level]) => LEVELS.has(level));
  return {
    recognition: {
      upstreams: upstreams.filter((each) => typeof each === 'string'),
      basePath: basePathOf(basePath),
    },
    severities: Object.fromEntries(levels) as Severities,
    inlayHints: record(raw['inlayHints'])['enabled'] === true,
    editorFeatures: { haproxy: editorFeatures(record(raw['haproxy'])['editorFeatures']) },
    languageChecks: record(raw['languageChecks'])['enabled'] !== false,
  };
}

function editorFeatures(value: unknown): EditorFeatures {
  return value === 'on' || value === 'off' ? value : 'auto';
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
