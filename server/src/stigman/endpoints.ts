/**
 * What STIG Manager asks of a proxy, read in the source of STIG Manager 1.6.15 and measured with a stand-in.
 * Paths are relative to the mount, without a leading slash.
 */
export type OperationId =
  | 'streamStateSse'
  | 'cloneCollection'
  | 'exportToCollection'
  | 'replaceAppData'
  | 'logSocket'
  | 'postReviewsByAsset';

export interface Endpoint {
  readonly operationId: OperationId;
  readonly method: 'GET' | 'POST';
  /** Path below the mount, with sample ids in place of parameters. */
  readonly path: string;
  /** Path template below the mount, as documentation writes it. */
  readonly template: string;
  readonly query: string;
  readonly kind: 'stream' | 'socket' | 'upload';
  /** Media type of the response. */
  readonly mediaType: string;
  /** Whether something is sent at fixed times while the application is idle. */
  readonly heartbeat: 'regular' | 'none';
  /** Bytes of the largest request body that the application accepts and that a proxy must let through. */
  readonly bodyBytes: number;
}

export const endpoints: readonly Endpoint[] = [
  {
    operationId: 'streamStateSse',
    method: 'GET',
    path: 'api/op/state/sse',
    template: 'api/op/state/sse',
    query: '',
    kind: 'stream',
    mediaType: 'text/event-stream',
    heartbeat: 'regular',
    bodyBytes: 0,
  },
  {
    operationId: 'cloneCollection',
    method: 'POST',
    path: 'api/collections/1/clone',
    template: 'api/collections/{collectionId}/clone',
    query: '',
    kind: 'stream',
    mediaType: 'application/x-ndjson',
    heartbeat: 'none',
    bodyBytes: 1024,
  },
  {
    operationId: 'exportToCollection',
    method: 'POST',
    path: 'api/collections/1/export-to/2',
    template: 'api/collections/{collectionId}/export-to/{dstCollectionId}',
    query: '',
    kind: 'stream',
    mediaType: 'application/x-ndjson',
    heartbeat: 'none',
    bodyBytes: 1024,
  },
  {
    operationId: 'replaceAppData',
    method: 'POST',
    path: 'api/op/appdata',
    template: 'api/op/appdata',
    query: 'elevate=true',
    kind: 'stream',
    mediaType: 'application/jsonl',
    heartbeat: 'none',
    bodyBytes: 1024,
  },
  {
    operationId: 'logSocket',
    method: 'GET',
    path: 'socket/log-socket',
    template: 'socket/log-socket',
    query: '',
    kind: 'socket',
    mediaType: '',
    heartbeat: 'regular',
    bodyBytes: 0,
  },
  {
    operationId: 'postReviewsByAsset',
    method: 'POST',
    path: 'api/collections/1/reviews/1',
    template: 'api/collections/{collectionId}/reviews/{assetId}',
    query: '',
    kind: 'upload',
    mediaType: 'application/json',
    heartbeat: 'none',
    bodyBytes: 31_457_280,
  },
];
