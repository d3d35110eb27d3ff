import { agrees } from '../lab/agreeing.ts';
import { sampleOf } from './sample.ts';

agrees({ proxy: 'apache2', count: 260, serversAtOnce: 8, unknownShare: 0.05, sampleOf });
