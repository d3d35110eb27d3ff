/** The times of the application that a verdict depends on, in seconds. Tests scale them to run faster. */
export interface Application {
  /** Gap between two state events, and between two pings of the log socket. */
  readonly heartbeat: number;
  /** A read timeout under this leaves no margin over the heartbeat. */
  readonly comfortable: number;
  /** The longest silent step of a clone or export that a proxy should wait for. */
  readonly silentStep: number;
  /** The web app gives up on a stream whose first payload comes later. */
  readonly patience: number;
  /** Gap between two lines of a progress stream that keeps coming. */
  readonly lineGap: number;
  /** The read timeout that a fix writes. */
  readonly recommendedTimeout: number;
}

export const stigManager: Application = {
  heartbeat: 30,
  comfortable: 60,
  silentStep: 300,
  patience: 5,
  lineGap: 1,
  recommendedTimeout: 3600,
};
