import { chapters } from './chapters.ts';
import type { PageServerLoad } from './$types';

/** The methods as the code states them. */
export const load: PageServerLoad = () => ({ chapters });
