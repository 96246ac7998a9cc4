import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

import { environment, isOnPath, node24, run } from '../setup/process.mjs';
