import type { ReportedWave } from '#core/trends/index.ts';
import { day } from '#ui/words/index.ts';

/** When a wave was in the field. Where no more is known than the year, its first and last day stand for it: "2014". */
export function fieldworkWords({
	opensOn,
	closesOn,
	state,
}: Pick<ReportedWave, 'opensOn' | 'closesOn' | 'state'>): string {
	if (opensOn === null && closesOn === null) return 'days not recorded';
	if (state === 'open') return opensOn === null ? 'open now' : `open since ${day('en', opensOn)}`;
	if (opensOn === closesOn || opensOn === null || closesOn === null) return day('en', opensOn ?? closesOn ?? '');
	const year = opensOn.slice(0, 4);
	if (opensOn === `${year}-01-01` && closesOn === `${year}-12-31`) return year;
	return `${day('en', opensOn)} to ${day('en', closesOn)}`;
}
