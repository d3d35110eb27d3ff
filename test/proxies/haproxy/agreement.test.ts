import { agrees } from '../lab/agreeing.ts';
import { sampleOf } from './sample.ts';

agrees({ proxy: 'haproxy', count: 240, serversAtOnce: 10, unknownShare: 0.08, sampleOf });
