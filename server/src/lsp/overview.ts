import { CodeLensRequest, InlayHintRequest, RequestType } from 'vscode-languageserver';
import type { RouteGroup } from '../service/route-map.ts';
import { canonicalUri } from '../workspace/uri.ts';
import { documentFeature, type Feature } from './feature.ts';
import { guarded } from './guard.ts';
import { SECTION } from './settings.ts';

const routeMapRequest = new RequestType<{ readonly uri: string }, readonly RouteGroup[], void>(
  `${SECTION}/routeMap`,
);

/** What the routes panel draws for the configurations of a file. */
const routeMap: Feature = {
  capabilities: () => ({}),
  register: (server) => {
    server.connection.onRequest(routeMapRequest, ({ uri }, token) =>
      guarded<readonly RouteGroup[]>(server, 'routeMap', [], async () =>
        server.service.routeMap(await server.configurationsOf(canonicalUri(uri), token)),
      ),
    );
  },
};

/** What is in force at the mappings of STIG Manager, shown beside them. */
export const overview: readonly Feature[] = [
  documentFeature(
    CodeLensRequest.type,
    { codeLensProvider: {} },
    ({ uri, service, configurations }) => [
      ...service.codeLenses(uri, configurations, `${SECTION}.showRouteMap`),
    ],
  ),
  documentFeature(
    InlayHintRequest.type,
    { inlayHintProvider: true },
    ({ uri, params, service, server, configurations }) =>
      server.inlayHints ? [...service.inlayHints(uri, params.range, configurations)] : null,
  ),
  routeMap,
];
