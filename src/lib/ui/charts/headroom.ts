import { eventLabelHeight } from './chart-events.ts';
import type { ChartLines } from './chart-lines.ts';

/** How much room letters of events and labels of breaks need above a plot: breaks stand in two rows above the letters. */
export function headroom({ breaks, events }: Pick<ChartLines, 'breaks' | 'events'>): number {
	const ofBreaks = breaks.length === 0 ? 10 : breaks.length === 1 ? 24 : 40;
	return events.length === 0 ? ofBreaks : ofBreaks + eventLabelHeight;
}

/** Room for each wave, in units of the picture, below which marks of points are drawn smaller. */
export const crowdedBelow = 36;
