import type { SchemeDraft } from '#server/workflows/analysis/scheme-draft.ts';
import { versionOf } from './asked.ts';

/** Longer than any table of margins is. */
const longest = 200_000;

/** What was typed into the editor; `live` while it is being typed. */
export function draftIn(form: FormData): {
	wave: string;
	draft: SchemeDraft;
	name: string;
	note: string;
	live: boolean;
} {
	const limit = text(form, 'limit');
	return {
		wave: text(form, 'wave'),
		name: text(form, 'name'),
		note: text(form, 'note', 5000),
		live: text(form, 'live') === 'yes',
		draft: {
			margins: text(form, 'margins', longest),
			sample: text(form, 'sample', longest),
			fewest: text(form, 'fewest').trim(),
			most: text(form, 'most').trim(),
			base: text(form, 'base') === 'supplied' ? 'supplied' : 'ones',
			limit: limit === 'bounds' || limit === 'trim' ? limit : 'none',
			lower: text(form, 'lower').trim(),
			upper: text(form, 'upper').trim(),
		},
	};
}

/** The version that a form is about; one that no scheme has where it says none. */
export function versionIn(form: FormData): { name: string; version: number } {
	return versionOf(text(form, 'version')) ?? { name: '', version: 0 };
}

/** What was decided about the weighting of waves. `shown` is the wave that was looked at, `seen` the last decision known. */
export function decisionIn(form: FormData) {
	const waves = form.getAll('waves').filter((value) => typeof value === 'string');
	const seen = text(form, 'seen');
	return {
		...versionIn(form),
		waves: [...new Set(waves)].slice(0, 1000),
		shown: text(form, 'wave'),
		reason: text(form, 'reason', 2000),
		seen: /^\d{1,15}$/.test(seen) ? Number(seen) : -1,
	};
}

function text(form: FormData, field: string, most = 200): string {
	const value = form.get(field);
	return typeof value === 'string' ? value.slice(0, most) : '';
}
