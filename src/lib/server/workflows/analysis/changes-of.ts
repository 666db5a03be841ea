import type { ChangeList, ReportedWave, TrendReport } from '#core/trends/index.ts';
import { changesIn, isFigured } from '#core/trends/index.ts';
import { demand } from '../../accounts/demand.ts';
import type { Site } from '../../site.ts';
import type { TrendChoices } from './trend-of.ts';
import { trendOf } from './trend-of.ts';

export interface ChangesQuestion {
	readonly survey: string;
	/** The newest wave that is over, unless given. */
	readonly wave?: string | undefined;
	readonly breakBy?: string | undefined;
}

export type ChangesAnswer =
	| {
			readonly kind: 'changes';
			readonly report: TrendReport;
			/** Null while no wave has figures. */
			readonly list: ChangeList | null;
			readonly choices: {
				/** Those with answers or published figures, the newest first. */
				readonly waves: readonly ReportedWave[];
				readonly breaks: TrendChoices['breaks'];
			};
	  }
	| { readonly kind: 'unknown-survey' }
	| { readonly kind: 'unknown-variable'; readonly variable: string }
	| { readonly kind: 'unknown-wave'; readonly wave: string };

/** Every comparison that one wave allows, in the order of the evidence, from the same report as the trend. */
export async function changesOf(site: Site, { survey, wave, breakBy }: ChangesQuestion): Promise<ChangesAnswer> {
	demand(site, 'see', survey);
	const answer = await trendOf(site, { survey, breakBy });
	if (answer.kind !== 'trend') return answer;
	const { report, choices } = answer;
	const waves = report.waves.filter((one) => isFigured(one) && hasPoint(report, one)).toReversed();
	const chosen =
		wave === undefined
			? (waves.find(({ state }) => state !== 'open') ?? waves[0])
			: waves.find(({ id }) => id === wave);
	if (wave !== undefined && chosen === undefined) return { kind: 'unknown-wave', wave };
	const list = chosen === undefined ? null : changesIn(report, chosen.id);
	return { kind: 'changes', report, list, choices: { waves, breaks: choices.breaks } };
}

/** In groups published rounds have no points. */
function hasPoint({ measures }: TrendReport, { id, published }: ReportedWave): boolean {
	if (published === null) return true;
	return measures.some(({ series }) => series.some(({ points }) => points.some(({ wave }) => wave === id)));
}
