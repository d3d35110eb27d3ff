import type { Application } from '../../stigman/application.ts';
import type { Place } from '../../text/place.ts';
import type { Door } from './exchange.ts';
import type { Journey } from './journey.ts';
import type { Recognizer } from './recognition.ts';

/** One mount as it is judged. */
export interface Site {
  /** With slashes. */
  readonly mount: string;
  readonly place: Place;
  readonly door: Door;
  readonly recognizer: Recognizer;
  readonly application: Application;
  /** A journey of another endpoint of this mount, or of the frontend, that gets to STIG Manager. */
  readonly goal: () => Journey | undefined;
  /** True where the page of the mount is sent to TLS, so that what it asks for never comes here. */
  readonly isLeft: () => boolean;
}
