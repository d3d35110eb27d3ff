import { agrees } from '../lab/agreeing.ts';
import { sampleOf } from './sample.ts';

agrees({ proxy: 'nginx', count: 320, serversAtOnce: 10, unknownShare: 0.05, sampleOf });
