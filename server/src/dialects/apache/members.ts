import type { Worker } from './workers.ts';

/** Letters of status= with which a member gets no new request: disabled, stopped, draining, health check failed. */
const UNUSABLE = /[dsnc]/;

/**
 * The members that get requests while all of them live: of the lowest lbset that has any, hot spares (R) in place of
 * members that are switched off, and hot standbys (H) where nothing else is left (measured on 2.4.71).
 */
export function membersInUse(members: readonly Worker[]): readonly Worker[] {
  const ranked = members.map((worker) => ({
    worker,
    status: statusOf(worker),
    set: setOf(worker),
  }));
  for (const set of [...new Set(ranked.map((member) => member.set))].sort((a, b) => a - b)) {
    const here = ranked.filter((member) => member.set === set);
    const usable = here.filter(({ status }) => !UNUSABLE.test(status));
    const regular = usable.filter(({ status }) => !/[hr]/.test(status));
    const spares = usable.filter(({ status }) => /r/.test(status) && !/h/.test(status));
    const gone = here.filter(({ status }) => UNUSABLE.test(status) && !/[hr]/.test(status));
    const standbys = usable.filter(({ status }) => /h/.test(status));
    const active = [...regular, ...spares.slice(0, gone.length)];
    const chosen = [active, standbys, spares].find((group) => group.length > 0);
    if (chosen) return chosen.map(({ worker }) => worker);
  }
  return [];
}

/** True for a worker outside balancers that httpd answers 503 for (measured on 2.4.71 with +D). */
export function isSwitchedOff(worker: Worker): boolean {
  return /[dsc]/.test(statusOf(worker));
}

function setOf({ parameters }: Worker): number {
  return Number.parseInt(parameters.get('lbset')?.value ?? '', 10) || 0;
}

/** The letters that status= leaves set, in lower case: `+` and `-` count for all that follow. */
function statusOf({ parameters }: Worker): string {
  const letters = new Set<string>();
  let adds = true;
  for (const sign of parameters.get('status')?.value.toLowerCase() ?? '') {
    if (sign === '+' || sign === '-') adds = sign === '+';
    else if (adds) letters.add(sign);
    else letters.delete(sign);
  }
  return [...letters].join('');
}
