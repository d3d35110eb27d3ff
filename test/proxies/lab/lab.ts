import { type Pace, scaled } from './pace.ts';
import { type StandIn, startOther, startStigManager } from './stand-in.ts';

/** The applications that a proxy under test stands before. */
export interface Lab {
  readonly pace: Pace;
  readonly stigman: StandIn;
  readonly keycloak: StandIn;
  readonly other: StandIn;
  readonly close: () => Promise<void>;
}

/** Starts the stand-ins on loopback; `close` ends them. */
export async function openLab(pace: Pace = scaled): Promise<Lab> {
  const [stigman, keycloak, other] = await Promise.all([
    startStigManager(pace.application),
    startOther('keycloak'),
    startOther('other'),
  ]);
  const close = async () => {
    await Promise.all([stigman.close(), keycloak.close(), other.close()]);
  };
  return { pace, stigman, keycloak, other, close };
}

/** Puts real ports in the place of the numbers that a fixture is written with: `{ 54000: 23456 }`. */
export function withPorts(text: string, ports: Readonly<Record<number, number>>): string {
  return text.replace(/\b\d{4,5}\b/g, (number) => String(ports[Number(number)] ?? number));
}
