import type { Application } from '../../../server/src/stigman/application.ts';

/** How fast the stand-in lives and how long a probe watches; all in seconds. */
export interface Pace {
  /** The times of the stand-in; give the same to the analysis. */
  readonly application: Application;
  /** A first payload later than this is "held". */
  readonly holdLimit: number;
  /** How long a stream with a heartbeat is watched for a cut. */
  readonly watch: number;
  /** How long a progress stream is watched for a cut. */
  readonly watchLines: number;
}

const tenth: Application = {
  heartbeat: 3,
  comfortable: 6,
  silentStep: 30,
  patience: 1.5,
  lineGap: 0.3,
  recommendedTimeout: 360,
};

/**
 * Time scaled by ten: what is 30 s in production is 3 s here. Configurations under test write scaled timeouts.
 * Keep them clear of the edges: nginx's timers may fire 0.3 s early (NGX_TIMER_LAZY_DELAY), which does not scale.
 */
export const scaled: Pace = { application: tenth, holdLimit: 1.5, watch: 8, watchLines: 2 };

/** The same pace for bulk runs: watches one heartbeat with a margin, after which no idle limit can newly show. */
export const brisk: Pace = { ...scaled, watch: 4.8, watchLines: 1.6 };
