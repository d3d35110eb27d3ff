/** What stands in most reverse proxies, the commonest first. */
export const usualDirectives =
  'server location proxy_pass proxy_set_header listen server_name proxy_read_timeout proxy_http_version proxy_buffering return ssl_certificate ssl_certificate_key client_max_body_size include upstream map default if rewrite http events add_header root try_files error_page proxy_send_timeout proxy_connect_timeout ssl_protocols ssl_ciphers access_log error_log gzip keepalive worker_processes worker_connections default_type log_format ssl_client_certificate ssl_verify_client resolver allow deny proxy_redirect';

/** Variables that most reverse proxies use, the commonest first. */
export const usualVariables: readonly string[] =
  '$host $http_upgrade $remote_addr $scheme $proxy_add_x_forwarded_for $request_uri $uri $http_host $server_port $args $server_name $request_method $ssl_client_escaped_cert'.split(
    ' ',
  );

/** What a map or a geo block may hold beside its values: name, form, blocks, and what it does. */
export const mapWords: readonly (readonly [
  name: string,
  form: string,
  contexts: readonly string[],
  summary: string,
])[] = [
  [
    'default',
    'value',
    ['map', 'geo'],
    'The value where nothing else matches; an empty text if it is absent.',
  ],
  [
    'hostnames',
    '',
    ['map'],
    'Source values may be host names with a mask: `*.example.com`, `.example.com`.',
  ],
  ['volatile', '', ['map', 'geo'], 'The variable is not cached.'],
  ['ranges', '', ['geo'], 'Addresses are given as ranges; stands first.'],
  ['delete', 'network', ['geo'], 'Takes a network out.'],
  ['proxy', 'network', ['geo'], 'A trusted proxy, whose `X-Forwarded-For` gives the address.'],
  [
    'proxy_recursive',
    '',
    ['geo'],
    'Searches that header for the last address that is not trusted.',
  ],
];
