import type { Choices } from '../../server/src/dialects/starter.ts';

/** Every combination that the command can ask for. */
export function allChoices(): readonly Choices[] {
  const keycloak = { upstream: 'keycloak:8080', mount: '/kc/' };
  return ['/stigman/', '/'].flatMap((mount) =>
    [true, false].flatMap((tls) =>
      [keycloak, undefined].flatMap((identity) =>
        (tls && identity ? [true, false] : [false]).map((smartCard) => ({
          host: 'stigman.example.org',
          mount,
          upstream: 'stigman:54000',
          tls,
          keycloak: identity,
          smartCard,
        })),
      ),
    ),
  );
}
