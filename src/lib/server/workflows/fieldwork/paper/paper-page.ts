import type { WaveId } from '#core/fieldwork/index.ts';
import { plainText, say } from '#core/instrument/index.ts';
import { paperLayouts } from '#core/paper/index.ts';
import type { ListedPaperForm, NextWithForm, NoPaper, PaperFormState, PaperLayout } from '#core/paper/index.ts';
import { demand } from '../../../accounts/demand.ts';
import type { Site } from '../../../site.ts';
import { listPaperForms } from '../../../storage/index.ts';
import type { ListedForm } from '../../../storage/index.ts';
import type { PaperWave } from './find-paper.ts';
import { findPaperWave, takes } from './find-paper.ts';

/** The forms of a wave as their page shows them. */
export interface PaperPage extends PaperWave {
	readonly title: string;
	readonly layouts: readonly PaperLayout[];
	/** Null where forms can be typed. */
	readonly noPaper: NoPaper['kind'] | null;
	readonly forms: readonly ListedPaperForm[];
	readonly counts: Readonly<Record<PaperFormState, number>>;
}

/** The forms that came back to a wave; undefined for one that the survey does not have. `actor` is who looks. */
export async function paperPageOf(
	site: Site,
	args: { survey: string; wave: WaveId; actor: { readonly id: string } },
): Promise<PaperPage | undefined> {
	demand(site, 'field', args.survey);
	const found = await findPaperWave(site, args);
	if (found === undefined) return undefined;
	const listed = await listPaperForms(site.storage.reader, { wave: found.wave.id });
	const counts = { keying: 0, 'keyed-once': 0, 'keyed-twice': 0, entered: 0, spoilt: 0 };
	for (const { state } of listed) counts[state]++;
	const takesForms = takes(found).kind;
	return {
		...found,
		title: plainText(say(found.instrument.title, 'en')),
		layouts: paperLayouts(found.instrument),
		noPaper: takesForms === 'takes' ? null : takesForms,
		forms: listed
			.map((form) => ({ ...form, next: nextWith(form, args.actor.id) }))
			.map(({ number, state, language, changedOn, next }) => ({ number, state, language, changedOn, next }))
			.toSorted((a, b) => a.number.localeCompare(b.number, 'en', { numeric: true })),
		counts,
	};
}

function nextWith({ state, firstBy, secondBy }: ListedForm, who: string): NextWithForm {
	switch (state) {
		case 'keying':
			return firstBy === who ? 'go-on' : 'for-another';
		case 'keyed-once':
			if (firstBy === who) return 'for-another';
			if (secondBy === null) return 'key-second';
			return secondBy === who ? 'go-on' : 'for-another';
		case 'keyed-twice':
			return 'compare';
		case 'entered':
		case 'spoilt':
			return 'nothing';
	}
}
