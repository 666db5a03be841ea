// One of the processes that `npm start` runs with SOUNDINGS_WORKERS above 1; started by supervise.mjs alone.
import { giveUp, serve } from './serve.mjs';

serve().catch(giveUp);
