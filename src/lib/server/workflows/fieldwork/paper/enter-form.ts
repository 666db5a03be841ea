import type { Quota } from '#core/fieldwork/index.ts';
import { quotasOf } from '#core/fieldwork/index.ts';
import type { NoPaper, NotToCompare, SettleProblem } from '#core/paper/index.ts';
import { demand } from '../../../accounts/demand.ts';
import { onRecord, type Actor } from '../../../on-record.ts';
import type { Site } from '../../../site.ts';
import { changePaperForm } from '../../../storage/index.ts';
import type { PaperForm, StoredResponse } from '../../../storage/index.ts';
import { panelLink, withoutMatchCodes } from '../../interview/match-code.ts';
import { termsOf } from '../../interview/wave-terms.ts';
import type { Comparison, Decided, Settled } from './compare-form.ts';
import { comparisonIn, keyedTwice, settle } from './compare-form.ts';
import type { PaperWave, WhichForm } from './find-paper.ts';
import { takingForms } from './find-paper.ts';

export type EnteredForm =
	| { readonly kind: 'entered' }
	/** Enough people like this one have answered: it is counted as such, and nothing of its answers is kept. */
	| { readonly kind: 'quota-full' }
	| { readonly kind: 'unsettled'; readonly comparison: Comparison; readonly problems: readonly SettleProblem[] }
	/** Somebody has changed it since this page was opened. */
	| { readonly kind: 'changed-elsewhere'; readonly comparison: Comparison }
	| NotToCompare;

/**
 * Makes a form that was typed twice a response, by what was decided where the two differ. In the same transaction what was
 * typed is deleted, so that nothing leads from the number on the form to the answers; no day is kept. It counts in the
 * wave's quotas by answers as an interview on the web does, and fills none over its limit.
 */
export async function enterForm(
	site: Site,
	args: WhichForm & { actor: Actor; revision: number; decided: Decided },
): Promise<EnteredForm> {
	demand(site, 'field', args.survey);
	const { survey, number, actor } = args;
	const found = await takingForms(site, args);
	if (found.kind !== 'takes') return found;
	const { quotas } = await termsOf(site, found.wave);
	const changedOn = site.clock.today();
	const doing = { action: 'paper.entered', object: `paper form ${number} of wave ${found.wave.label}`, survey };
	const changed = await changePaperForm<EnteredForm>(onRecord(site, actor, doing), {
		wave: found.wave.id,
		number,
		change: (form, filled) => {
			const comparison = comparisonIn(found, form, []);
			if (comparison.kind !== 'comparison') return { refused: comparison };
			const twice = form === undefined ? undefined : keyedTwice(form);
			if (form === undefined || twice === undefined) return { refused: { kind: 'unknown-form' } };
			if (form.revision !== args.revision) return { refused: { kind: 'changed-elsewhere', comparison } };
			const settled = settle(comparison, twice, args.decided);
			const { problems } = settled;
			if (problems.length > 0) {
				const also = problems.flatMap((problem) => ('field' in problem ? [problem.field] : []));
				const shown = comparisonIn(found, form, also);
				return { refused: shown.kind === 'comparison' ? { kind: 'unsettled', comparison: shown, problems } : shown };
			}
			const counted = quotasCounted(quotas, found, settled);
			const isFull = counted.some(({ id, limit }) => filled(id) >= limit);
			const response = responseOf(site, found, { language: form.language, settled });
			return {
				form: { ...emptied(form), state: 'entered', changedOn, revision: form.revision + 1 },
				response: isFull ? uncounted(response) : response,
				fills: isFull ? [] : counted.map(({ id }) => id),
			};
		},
	});
	if ('refused' in changed) return changed.refused;
	return { kind: changed.response?.outcome === 'quota-full' ? 'quota-full' : 'entered' };
}

/**
 * Puts a form down as spoilt, which is counted and yields no response; what was typed of it is deleted. Whoever finds that
 * it is not begins anew to type its number.
 */
export async function spoilForm(
	site: Site,
	args: WhichForm & { actor: Actor },
): Promise<{ readonly kind: 'spoilt' | 'unknown-form' | 'done-with' } | NoPaper> {
	demand(site, 'field', args.survey);
	const { survey, number, actor } = args;
	const found = await takingForms(site, args);
	if (found.kind !== 'takes') return found;
	const changedOn = site.clock.today();
	const doing = { action: 'paper.spoilt', object: `paper form ${number} of wave ${found.wave.label}`, survey };
	const changed = await changePaperForm<{ kind: 'unknown-form' | 'done-with' }>(onRecord(site, actor, doing), {
		wave: found.wave.id,
		number,
		change: (form) => {
			if (form === undefined) return { refused: { kind: 'unknown-form' } };
			if (form.state === 'entered' || form.state === 'spoilt') return { refused: { kind: 'done-with' } };
			return { form: { ...emptied(form), state: 'spoilt', changedOn, revision: form.revision + 1 } };
		},
	});
	return 'refused' in changed ? changed.refused : { kind: 'spoilt' };
}

/** A form without what was typed of it, and by whom. */
function emptied(form: PaperForm): PaperForm {
	return { ...form, first: null, second: null, firstBy: null, secondBy: null };
}

/** The quotas that a form counts in. Nobody knows whose it is, so none of those by the sample. */
function quotasCounted(quotas: readonly Quota[], { instrument }: PaperWave, { arms, reading }: Settled) {
	if (reading.ended === 'declined') return [];
	return quotasOf(quotas, { instrument, answers: reading.answers, arms, strata: {} });
}

/** A form that came to a full quota: that it came back, and nothing that was answered. */
function uncounted(response: StoredResponse): StoredResponse {
	return { ...response, outcome: 'quota-full', arms: {}, answers: {}, abandoned: {}, panelLink: null };
}

/** The same response that the answers would have become on the web, but for how and when they were given. */
function responseOf(
	site: Site,
	{ wave, instrument }: PaperWave,
	{ language, settled }: { language: string; settled: Settled },
): StoredResponse {
	const { arms, reading } = settled;
	const declined = reading.ended === 'declined';
	const consents = instrument.sections.flatMap(({ questions }) => questions.filter(({ kind }) => kind === 'consent'));
	const isConsent = (id: string) => consents.some((question) => question.id === id);
	const kept = Object.fromEntries(Object.entries(reading.answers).filter(([id]) => !declined || isConsent(id)));
	return {
		id: site.random.bytes(16).toString('hex'),
		wave: wave.id,
		version: instrument.version,
		day: null,
		outcome: reading.ended,
		mode: 'paper',
		language: wave.languages.find((known) => known === language) ?? null,
		seed: null,
		arms: declined ? {} : arms,
		answers: withoutMatchCodes(instrument, kept),
		abandoned: declined ? {} : withoutMatchCodes(instrument, reading.abandoned),
		source: null,
		panelLink: declined ? null : panelLink(site, instrument, reading.answers),
		baseWeight: null,
		seconds: null,
		signals: [],
	};
}
