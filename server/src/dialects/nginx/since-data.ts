/**
 * The versions that nginx's documentation states for directives, each with the names of what appeared in it. The module
 * stands in front of a name (`ngx_http_ssl_module`: `http_ssl`) that another one has too, unless both say the same. What
 * is not listed has no version there, or one that nobody has read yet.
 */
export const appearedIn: Readonly<Record<string, string>> = {
  '0.7.2': 'http_ssl/ssl_dhparam mail_ssl/ssl_dhparam',
  '0.7.7': 'directio',
  '0.7.8': 'xml_entities xslt_stylesheet xslt_types',
  '0.7.9': 'addition_types',
  '0.7.18': 'secure_link_secret',
  '0.7.21': 'limit_req limit_req_zone',
  '0.7.24': 'if_modified_since',
  '0.7.59': 'fastcgi_cache_methods proxy_cache_methods',
  '0.8.0': 'http_core/keepalive_requests limit_rate_after',
  '0.8.6': 'http_geoip/geoip_city http_geoip/geoip_country',
  '0.8.7': 'http_ssl/ssl_crl',
  '0.8.11': 'aio directio_alignment',
  '0.8.18': 'http_limit_conn/limit_conn_log_level limit_req_log_level',
  '0.8.22': 'fastcgi_bind http_proxy/proxy_bind memcached_bind',
  '0.8.50': 'secure_link secure_link_md5',
  '1.0.3': 'http_geoip/geoip_org',
  '1.0.5': 'referer_hash_bucket_size referer_hash_max_size',
  '1.0.6, 1.1.0': 'http_ssl/ssl_ecdh_curve lingering_close mail_ssl/ssl_ecdh_curve',
  '1.1.2': 'max_ranges',
  '1.1.4': 'fastcgi_keep_conn keepalive proxy_http_version',
  '1.0.7, 1.1.4': 'worker_aio_requests',
  '1.1.12':
    'fastcgi_cache_lock fastcgi_cache_lock_timeout pcre_jit proxy_cache_lock proxy_cache_lock_timeout scgi_cache_lock scgi_cache_lock_timeout uwsgi_cache_lock uwsgi_cache_lock_timeout',
  '1.1.15': 'disable_symlinks proxy_cookie_domain proxy_cookie_path',
  '1.1.18': 'xslt_param xslt_string_param',
  '1.2.1, 1.3.0': 'geoip_proxy geoip_proxy_recursive real_ip_recursive',
  '1.2.2, 1.3.1': 'http_upstream/least_conn',
  '1.3.3': 'etag',
  '1.3.6': 'memcached_gzip_flag',
  '1.3.7':
    'http_ssl/ssl_stapling http_ssl/ssl_stapling_file http_ssl/ssl_stapling_responder http_ssl/ssl_stapling_verify http_ssl/ssl_trusted_certificate',
  '1.3.15': 'image_filter_interlace limit_conn_status limit_req_status',
  '1.5.1': 'ssi_last_modified sub_filter_last_modified xslt_last_modified',
  '1.5.4': 'auth_request auth_request_set',
  '1.5.6': 'fastcgi_buffering http_proxy/proxy_ssl_ciphers http_proxy/proxy_ssl_protocols',
  '1.5.7':
    'fastcgi_cache_purge fastcgi_cache_revalidate http_ssl/ssl_session_ticket_key mail_ssl/ssl_session_ticket_key proxy_cache_purge proxy_cache_revalidate scgi_cache_purge scgi_cache_revalidate sticky uwsgi_cache_revalidate',
  '1.5.8': 'uwsgi_ssl_ciphers uwsgi_ssl_protocols uwsgi_ssl_session_reuse',
  '1.5.9': 'http_ssl/ssl_session_tickets mail_ssl/ssl_session_tickets ssl_buffer_size',
  '1.5.12': 'queue',
  '1.5.13': 'hls_forward_args',
  '1.7.0':
    'http_proxy/proxy_ssl_crl http_proxy/proxy_ssl_name http_proxy/proxy_ssl_server_name http_proxy/proxy_ssl_trusted_certificate http_proxy/proxy_ssl_verify http_proxy/proxy_ssl_verify_depth uwsgi_ssl_crl uwsgi_ssl_name uwsgi_ssl_server_name uwsgi_ssl_trusted_certificate uwsgi_ssl_verify uwsgi_ssl_verify_depth',
  '1.7.2': 'http_upstream/hash',
  '1.7.3': 'http_ssl/ssl_password_file mail_ssl/ssl_password_file',
  '1.7.5':
    'fastcgi_next_upstream_timeout fastcgi_next_upstream_tries http_proxy/proxy_next_upstream_timeout http_proxy/proxy_next_upstream_tries memcached_next_upstream_timeout memcached_next_upstream_tries scgi_next_upstream_timeout scgi_next_upstream_tries uwsgi_next_upstream_timeout uwsgi_next_upstream_tries',
  '1.7.7':
    'fastcgi_force_ranges fastcgi_limit_rate proxy_force_ranges proxy_limit_rate scgi_force_ranges scgi_limit_rate uwsgi_force_ranges uwsgi_limit_rate',
  '1.7.8':
    'fastcgi_cache_lock_age http_proxy/proxy_ssl_certificate http_proxy/proxy_ssl_certificate_key http_proxy/proxy_ssl_password_file proxy_cache_lock_age scgi_cache_lock_age uwsgi_cache_lock_age uwsgi_ssl_certificate uwsgi_ssl_certificate_key uwsgi_ssl_password_file',
  '1.7.9': 'autoindex_format',
  '1.7.11':
    'auth_http_pass_client_cert fastcgi_request_buffering mail_ssl/ssl_client_certificate mail_ssl/ssl_crl mail_ssl/ssl_trusted_certificate mail_ssl/ssl_verify_client mail_ssl/ssl_verify_depth proxy_request_buffering scgi_request_buffering thread_pool uwsgi_request_buffering',
  '1.9.0':
    'proxy_ssl ssl_handshake_timeout stream stream_core/listen stream_core/server stream_proxy/proxy_connect_timeout stream_proxy/proxy_next_upstream stream_proxy/proxy_next_upstream_timeout stream_proxy/proxy_next_upstream_tries stream_proxy/proxy_pass stream_proxy/proxy_ssl_certificate stream_proxy/proxy_ssl_certificate_key stream_proxy/proxy_ssl_ciphers stream_proxy/proxy_ssl_crl stream_proxy/proxy_ssl_name stream_proxy/proxy_ssl_password_file stream_proxy/proxy_ssl_protocols stream_proxy/proxy_ssl_server_name stream_proxy/proxy_ssl_session_reuse stream_proxy/proxy_ssl_trusted_certificate stream_proxy/proxy_ssl_verify stream_proxy/proxy_ssl_verify_depth stream_proxy/proxy_timeout stream_ssl/ssl_certificate stream_ssl/ssl_certificate_key stream_ssl/ssl_ciphers stream_ssl/ssl_dhparam stream_ssl/ssl_ecdh_curve stream_ssl/ssl_password_file stream_ssl/ssl_prefer_server_ciphers stream_ssl/ssl_protocols stream_ssl/ssl_session_cache stream_ssl/ssl_session_ticket_key stream_ssl/ssl_session_tickets stream_ssl/ssl_session_timeout stream_upstream/hash stream_upstream/least_conn stream_upstream/least_time stream_upstream/server stream_upstream/upstream zone',
  '1.9.2':
    'stream_access/allow stream_access/deny stream_proxy/proxy_bind stream_proxy/proxy_protocol',
  '1.9.3':
    'proxy_download_rate proxy_upload_rate stream_limit_conn/limit_conn stream_limit_conn/limit_conn_log_level stream_limit_conn/limit_conn_zone',
  '1.9.4': 'stream_core/tcp_nodelay stream_proxy/proxy_buffer_size',
  '1.9.5':
    'http2_chunk_size http2_idle_timeout http2_max_concurrent_streams http2_max_field_size http2_max_header_size http2_recv_buffer_size http2_recv_timeout',
  '1.9.7': 'proxy_cache_convert_head stream_upstream/state',
  '1.9.8': 'slice',
  '1.9.11': 'load_module',
  '1.9.13': 'aio_write proxy_responses',
  '1.11.0': 'http2_body_preread_size',
  '1.11.2':
    'stream_core/variables_hash_bucket_size stream_core/variables_hash_max_size stream_map/map stream_map/map_hash_bucket_size stream_map/map_hash_max_size stream_return/return',
  '1.11.3':
    'auth_jwt auth_jwt_key_file stream_core/resolver stream_core/resolver_timeout stream_geo/geo stream_split_clients/split_clients',
  '1.11.4':
    'proxy_protocol_timeout stream_log/access_log stream_log/log_format stream_log/open_log_file_cache stream_realip/set_real_ip_from',
  '1.11.5': 'preread_buffer_size preread_timeout ssl_preread',
  '1.11.6':
    'fastcgi_cache_max_range_offset http2_max_requests image_filter_webp_quality proxy_cache_max_range_offset scgi_cache_max_range_offset uwsgi_cache_max_range_offset',
  '1.11.8':
    'absolute_redirect stream_ssl/ssl_client_certificate stream_ssl/ssl_crl stream_ssl/ssl_trusted_certificate stream_ssl/ssl_verify_client stream_ssl/ssl_verify_depth',
  '1.11.10':
    'auth_jwt_claim_set auth_jwt_header_set fastcgi_cache_background_update proxy_cache_background_update scgi_cache_background_update uwsgi_cache_background_update',
  '1.13.2': 'add_trailer',
  '1.13.3': 'http_keyval/keyval http_keyval/keyval_zone',
  '1.13.4': 'mirror mirror_request_body',
  '1.13.10':
    'auth_jwt_leeway grpc_bind grpc_buffer_size grpc_connect_timeout grpc_hide_header grpc_ignore_headers grpc_intercept_errors grpc_next_upstream grpc_next_upstream_timeout grpc_next_upstream_tries grpc_pass grpc_pass_header grpc_read_timeout grpc_send_timeout grpc_set_header grpc_ssl_certificate grpc_ssl_certificate_key grpc_ssl_ciphers grpc_ssl_crl grpc_ssl_name grpc_ssl_password_file grpc_ssl_protocols grpc_ssl_server_name grpc_ssl_session_reuse grpc_ssl_trusted_certificate grpc_ssl_verify grpc_ssl_verify_depth subrequest_output_buffer_size',
  '1.15.1': 'random',
  '1.15.3': 'http_upstream/keepalive_requests http_upstream/keepalive_timeout ssl_early_data',
  '1.15.6':
    'auth_jwt_key_request fastcgi_socket_keepalive grpc_socket_keepalive http_proxy/proxy_socket_keepalive scgi_socket_keepalive uwsgi_socket_keepalive',
  '1.17.1': 'limit_req_dry_run',
  '1.17.6': 'http_limit_conn/limit_conn_dry_run',
  '1.17.10': 'auth_delay',
  '1.19.0': 'http_ssl/ssl_ocsp http_ssl/ssl_ocsp_cache http_ssl/ssl_ocsp_responder',
  '1.19.3': 'proxy_cookie_flags stream_set/set',
  '1.19.4':
    'http_proxy/proxy_ssl_conf_command http_ssl/ssl_reject_handshake proxy_smtp_auth ssl_conf_command uwsgi_ssl_conf_command',
  '1.19.7': 'auth_jwt_type',
  '1.19.8': 'mail_proxy/proxy_protocol mail_realip/set_real_ip_from',
  '1.19.10': 'keepalive_time',
  '1.21.0': 'max_errors',
  '1.21.4': 'ssl_alpn',
  '1.23.4': 'internal_redirect mqtt mqtt_preread mqtt_rewrite_buffer_size mqtt_set_connect',
  '1.25.0':
    'http3 http3_hq http3_max_concurrent_streams http3_stream_buffer_size quic_active_connection_id_limit quic_bpf quic_gso quic_host_key quic_retry',
  '1.25.1': 'http2 mqtt_buffers',
  '1.25.5':
    'pass stream_core/server_name stream_core/server_names_hash_bucket_size stream_core/server_names_hash_max_size',
  '1.27.2': 'http_proxy/proxy_ssl_key_log proxy_pass_trailers',
  '1.27.4':
    'auth_oidc client_id client_secret config_url cookie_name extra_auth_args http_oidc/ssl_crl http_oidc/ssl_trusted_certificate http_proxy/proxy_ssl_certificate_cache issuer oidc_provider redirect_uri scope session_store session_timeout',
  '1.29.0': 'auth_require',
  '1.29.3':
    'fastcgi_allow_upstream fastcgi_bind_dynamic fastcgi_request_dynamic http_proxy/proxy_bind_dynamic num_map proxy_allow_upstream proxy_request_dynamic scgi_allow_upstream scgi_bind_dynamic scgi_request_dynamic',
  '1.31.0':
    'tunnel_allow_upstream tunnel_bind tunnel_bind_dynamic tunnel_buffer_size tunnel_connect_timeout tunnel_next_upstream tunnel_next_upstream_timeout tunnel_next_upstream_tries tunnel_pass tunnel_read_timeout tunnel_send_lowat tunnel_send_timeout tunnel_socket_keepalive',
};
